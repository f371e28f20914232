package dev.leeward.zone;

/** A TTL in seconds or with units, {@code 1h30m}. */
final class PlainTtl {
  private static final int MOST_DIGITS = 9;

  private PlainTtl() {}

  /** Seconds up to 2^31-1; -1 when the word is not plainly a TTL. */
  static long read(PlainTokens word) {
    long seconds = 0;
    long value = 0;
    int digits = 0;
    boolean hasUnits = false;
    for (int i = 0; i < word.length(); i++) {
      byte octet = word.octet(i);
      if (PlainTokens.isDigit(octet)) {
        value = value * 10 + octet - '0';
        digits++;
      } else {
        int unit = unit(octet);
        if (unit < 0 || digits == 0) {
          return -1;
        }
        seconds += value * unit;
        value = 0;
        digits = 0;
        hasUnits = true;
      }
      if (digits > MOST_DIGITS || seconds > Integer.MAX_VALUE) {
        return -1;
      }
    }
    if (word.isQuoted() || (hasUnits && digits > 0)) {
      return -1;
    }
    return hasUnits ? seconds : value;
  }

  private static int unit(byte octet) {
    return switch (octet) {
      case 's', 'S' -> 1;
      case 'm', 'M' -> 60;
      case 'h', 'H' -> 3_600;
      case 'd', 'D' -> 86_400;
      case 'w', 'W' -> 604_800;
      default -> -1;
    };
  }
}
