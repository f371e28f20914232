package dev.leeward.listener;

/** Why the kernel said no: numbers of Linux, the same on all architectures that are used here. */
final class Errno {
  static final int PERMISSION = 1;
  static final int INTERRUPTED = 4;
  static final int TRY_AGAIN = 11;
  static final int CONNECTION_REFUSED = 111;

  private Errno() {}

  /** As the C library words it in English, whatever the locale. */
  static String text(int errno) {
    return switch (errno) {
      case PERMISSION -> "Operation not permitted";
      case 13 -> "Permission denied";
      case 22 -> "Invalid argument";
      case 24 -> "Too many open files";
      case 38 -> "Function not implemented";
      case 90 -> "Message too long";
      case 97 -> "Address family not supported by protocol";
      case 98 -> "Address already in use";
      case 99 -> "Cannot assign requested address";
      case 101 -> "Network is unreachable";
      case 105 -> "No buffer space available";
      case 113 -> "No route to host";
      default -> "errno " + errno;
    };
  }
}
