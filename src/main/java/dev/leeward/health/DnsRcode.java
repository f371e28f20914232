package dev.leeward.health;

import java.util.List;

/** Response codes by name (RFC 1035 section 4.1.1, RFC 2136 section 2.2). */
public final class DnsRcode {
  private static final List<String> NAMES =
      List.of(
          "NOERROR",
          "FORMERR",
          "SERVFAIL",
          "NXDOMAIN",
          "NOTIMP",
          "REFUSED",
          "YXDOMAIN",
          "YXRRSET",
          "NXRRSET",
          "NOTAUTH",
          "NOTZONE");

  private DnsRcode() {}

  /**
   * @throws IllegalArgumentException when it is no name of one
   */
  public static int parse(String name) {
    int rcode = NAMES.indexOf(name);
    if (rcode < 0) {
      throw new IllegalArgumentException("\"" + name + "\" is no response code like NOERROR");
    }
    return rcode;
  }

  static String text(int rcode) {
    return rcode < NAMES.size() ? NAMES.get(rcode) : Integer.toString(rcode);
  }
}
