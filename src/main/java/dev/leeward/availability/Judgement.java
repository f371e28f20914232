package dev.leeward.availability;

import java.util.Locale;

/** What an answer was worth to a client, or why nothing can be said of it. */
public enum Judgement {
  /** NOERROR, authoritative, and the records that the agreed decision serves. */
  GOOD,
  /** Another response code. */
  ERROR,
  /** NOERROR without a record of the type. */
  EMPTY,
  /** Records that this instance did not serve at that time itself. */
  WRONG,
  /** Nothing came in time, while others answered. */
  SILENT,
  /** Nobody listens there, while others answered. */
  REFUSED,
  /** Nothing came from anybody else either: it may be this instance's own network. */
  ALONE,
  /** The question did not leave this host. */
  NOT_SENT,
  /** This process did not run when the answer was due. */
  STALLED,
  /** What is served was changing to or from nothing of that type. */
  CHANGING;

  /** Whether it counts for or against the service. */
  public boolean counts() {
    return switch (this) {
      case GOOD, ERROR, EMPTY, WRONG, SILENT, REFUSED -> true;
      case ALONE, NOT_SENT, STALLED, CHANGING -> false;
    };
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
