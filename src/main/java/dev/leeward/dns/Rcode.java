package dev.leeward.dns;

/** Response codes that this server gives, with RFC 6891's extended ones. */
public enum Rcode {
  NOERROR(0),
  FORMERR(1),
  SERVFAIL(2),
  NXDOMAIN(3),
  NOTIMP(4),
  REFUSED(5),
  YXDOMAIN(6),
  NOTAUTH(9),
  BADVERS(16),
  BADCOOKIE(23);

  private final int code;

  Rcode(int code) {
    this.code = code;
  }

  /** The 12 bits; the upper 8 of them travel in the OPT record. */
  public int code() {
    return code;
  }
}
