package dev.leeward.cluster;

import java.io.IOException;

/** A key file that cannot be written or used: which one, why, and what to do. */
public final class KeyFileException extends IOException {
  private static final long serialVersionUID = 1L;

  KeyFileException(String message) {
    super(message);
  }

  KeyFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
