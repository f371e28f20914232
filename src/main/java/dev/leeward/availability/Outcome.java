package dev.leeward.availability;

import dev.leeward.dns.Rdata;
import java.util.Set;

/** What became of a question. */
sealed interface Outcome {
  /**
   * An answer to the question, whatever it says.
   *
   * @param records of the type that was asked for
   */
  record Answered(int rcode, boolean authoritative, Set<Rdata> records) implements Outcome {
    public Answered {
      records = Set.copyOf(records);
    }
  }

  /** What came as an answer cannot be read. */
  record Garbled() implements Outcome {}

  /** Nothing came in time. */
  record Silent() implements Outcome {}

  /** Something on the way, or the host itself, said that nobody listens there. */
  record Refused() implements Outcome {}

  /** The question did not leave this host: no route, no descriptor. */
  record NotSent() implements Outcome {}
}
