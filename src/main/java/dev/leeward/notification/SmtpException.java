package dev.leeward.notification;

import java.io.IOException;

/** The mail server's answer was not what is needed. */
final class SmtpException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean forGood;

  /**
   * @param forGood whether the same mail would be refused again
   */
  SmtpException(String what, boolean forGood) {
    super(what);
    this.forGood = forGood;
  }

  boolean isForGood() {
    return forGood;
  }
}
