package dev.leeward.conformance;

import org.junit.jupiter.api.Test;

/** Zone transfers, which nobody gets: section 2.2.1 tells the codes apart. */
class Rfc5936Test {
  private final Served served =
      Served.zone("example.", "$TTL 60\n@ SOA ns h 1 1 1 1 30\n@ NS ns\nns A 192.0.2.1\n");

  @Test
  void section221AZoneThatIsServedIsRefused() {
    served.asked("example. AXFR").is("REFUSED\n");
    served.asked("EXAMPLE. IXFR").is("REFUSED\n");
  }

  @Test
  void section221WhereNoZoneBeginsIsNotAuth() {
    served.asked("ns.example. AXFR").is("NOTAUTH\n");
    served.asked("example.net. AXFR").is("NOTAUTH\n");
    served.asked("nope.example. IXFR").is("NOTAUTH\n");
  }
}
