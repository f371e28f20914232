package dev.leeward.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The decision loop's events as log lines: event, subject, from what to what and why. */
final class EventLog implements LoopEvents {
  private static final Logger log = LoggerFactory.getLogger("leeward.decisions");

  @Override
  public void happened(String kind, String subject, String text) {
    switch (kind) {
      case "silenced", "equivocation", "clocks-disagree", "ledger-refused", "abstains" ->
          log.warn("{} {} {}", kind, subject, text);
      default -> log.info("{} {} {}", kind, subject, text);
    }
  }
}
