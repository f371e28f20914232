package dev.leeward.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Admission.Outcome;
import dev.leeward.agreement.OverrideEntry.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A voter signs overrides for regions and services that nobody has. */
final class UnknownPlacesTest {
  private static final Hearsay HEARSAY = new Hearsay("b", true, Set.of());
  private static final Places PLACES = new Places(Set.of("us-east", "eu-west"), Set.of("www"));

  private final Voters voters = new Voters("a", "b", "c");
  private final Admission admission =
      new Admission(voters.electorate(), null, new Ed25519(), PLACES);
  private Ledger ledger = Ledger.EMPTY;

  private LedgerEntry override(
      Kind kind, @Nullable String region, @Nullable String service, long term) {
    OverrideEntry entry =
        new OverrideEntry(kind, region, service, true, term, "x", "y", 1, Long.MAX_VALUE);
    return Admission.sign("test", entry, "a", voters.signer("a"));
  }

  private LedgerEntry drain(String region) {
    return override(Kind.DRAIN, region, null, 1);
  }

  /** Each by itself, as a peer would send them one after the other. */
  private Outcome offer(LedgerEntry entry) {
    Outcome outcome = admission.admit(entry, admission.into(ledger, HEARSAY));
    if (outcome == Outcome.ADMITTED) {
      ledger = ledger.merge(entry);
    }
    return outcome;
  }

  private void fill() {
    for (int i = 0; i < Arrivals.MOST_UNKNOWN; i++) {
      assertEquals(Outcome.ADMITTED, offer(drain("nowhere-" + i)));
    }
  }

  @Test
  void someAreTakenBecauseAPeersConfigurationMayBeNewer() {
    fill();
    assertEquals(Arrivals.MOST_UNKNOWN, ledger.entries().size());
  }

  @Test
  void theLedgerGrowsByThemNoFurther() {
    fill();
    assertEquals(Outcome.TOO_MANY_UNKNOWN, offer(drain("one-more")));
    assertEquals(Outcome.TOO_MANY_UNKNOWN, offer(override(Kind.DRAIN, "us-east", "one-more", 1)));
    assertEquals(Outcome.TOO_MANY_UNKNOWN, offer(override(Kind.PIN, "us-east", "one-more", 1)));
    assertEquals(Outcome.TOO_MANY_UNKNOWN, offer(override(Kind.FAILBACK, null, "one-more", 1)));
    assertEquals(Arrivals.MOST_UNKNOWN, ledger.entries().size());
  }

  @Test
  void manyAtOnceAreCountedToo() {
    Arrivals atOnce = admission.into(ledger, HEARSAY);
    int admitted = 0;
    for (int i = 0; i < 2 * Arrivals.MOST_UNKNOWN; i++) {
      if (admission.admit(drain("nowhere-" + i), atOnce) == Outcome.ADMITTED) {
        admitted++;
      }
    }
    assertEquals(Arrivals.MOST_UNKNOWN, admitted);
  }

  @Test
  void whatThisConfigurationHasAlwaysFindsRoom() {
    fill();
    assertEquals(Outcome.ADMITTED, offer(drain("us-east")));
    assertEquals(Outcome.ADMITTED, offer(override(Kind.DRAIN, "eu-west", "www", 1)));
    assertEquals(Outcome.ADMITTED, offer(override(Kind.PIN, "us-east", "www", 1)));
    assertEquals(Outcome.ADMITTED, offer(override(Kind.FAILBACK, null, "www", 1)));
    assertEquals(Outcome.ADMITTED, offer(override(Kind.FREEZE, null, null, 1)));
  }

  @Test
  void aReleaseOfOneThatWasTakenIsTakenToo() {
    fill();
    assertEquals(Outcome.ADMITTED, offer(override(Kind.DRAIN, "nowhere-7", null, 2)));
    assertEquals(Arrivals.MOST_UNKNOWN, ledger.entries().size());
  }

  @Test
  void theLargestThatAreTakenFitOnTheLink() {
    String longest = "x".repeat(4096);
    OverrideEntry entry =
        new OverrideEntry(
            Kind.DRAIN, longest, longest, true, 1, longest, longest, 1, Long.MAX_VALUE);
    LedgerEntry signed = Admission.sign("test", entry, "a", voters.signer("a"));
    int octets = LedgerCodec.write(java.util.List.of(signed)).length;
    assertTrue(octets * Arrivals.MOST_UNKNOWN < 4 << 20, octets + " each");
  }
}
