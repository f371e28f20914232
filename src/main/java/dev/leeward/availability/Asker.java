package dev.leeward.availability;

import java.time.Duration;

/** Asks one question and waits for what becomes of it, no longer than it is told. */
@FunctionalInterface
interface Asker {
  Outcome ask(Question question, Duration timeout) throws InterruptedException;
}
