package dev.leeward.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.topology.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What ballots tell of a drill, and its one place in the ledger. */
class SightingTest {
  private static final Digest DRILL = Digest.ofLines(List.of("drill"));
  private static final Sighting SEEN =
      new Sighting(
          DRILL,
          2_000_000_000L,
          1_500_000_000L,
          Sighting.NOT_YET,
          Sighting.NOT_YET,
          "www: eu-west",
          List.of(120_000_000L, 0L));

  private final Voters voters = new Voters("a", "b", "c");
  private final Ballot plain =
      voters
          .says("a", 12, List.of(Vote.UP), null, new Echo("b", 3, 9), new Echo("c", 4, 1))
          .ballot();

  private static SignedBallot signed(Ballot ballot) {
    return SignedBallot.sign(ballot, content -> new byte[Ed25519.SIGNATURE_OCTETS]);
  }

  @Test
  void aSightingReadsBackAsItWasWrittenAndElseTheFormatIsThatOfEarlierBuilds() {
    byte[] bytes = signed(plain.with(SEEN)).bytes();
    SignedBallot read = BallotCodec.read(bytes);
    assertEquals(SEEN, read == null ? null : read.ballot().sighting());
    assertEquals(5, bytes[0]);
    assertEquals(1, signed(plain).bytes()[0]);
  }

  @Test
  void aBallotThatIsCutAnywhereIsNone() {
    byte[] bytes = signed(plain.with(SEEN)).bytes();
    for (int length = 0; length < bytes.length; length++) {
      assertNull(BallotCodec.read(Arrays.copyOf(bytes, length)));
    }
  }

  @Test
  void aStageIsNewsAndAnAgeIsNot() {
    Ballot seen = plain.with(SEEN);
    Sighting older =
        new Sighting(DRILL, 3_000_000_000L, 2_500_000_000L, -1, -1, "www: eu-west", List.of(1L));
    Sighting over = new Sighting(DRILL, 2, 1, 0, -1, "www: eu-west", List.of(1L));
    assertTrue(seen.saysTheSameAs(plain.with(older)));
    assertFalse(seen.saysTheSameAs(plain.with(over)));
    assertFalse(seen.saysTheSameAs(plain));
    assertFalse(plain.saysTheSameAs(seen));
  }

  @Test
  void whatAPeerWritesForTerminalsIsPlainAndShort() {
    String text = "\u001b[2J" + "x".repeat(1000);
    String outcome = new Sighting(DRILL, 1, -1, -1, -1, text, List.of()).outcome();
    assertEquals(Sighting.LONGEST_OUTCOME, outcome.length());
    assertTrue(outcome.startsWith("?[2Jx"));
  }

  private static OverrideEntry entry(
      Kind kind, String region, boolean active, long term, String by) {
    return new OverrideEntry(kind, region, null, active, term, by, "game day", 1, 1000);
  }

  private static Ledger with(OverrideEntry... entries) {
    return Ledger.EMPTY.mergeAll(
        Arrays.stream(entries)
            .map(each -> new LedgerEntry.Overridden(each, "a", new byte[0]))
            .toList());
  }

  @Test
  void thereIsOnePlaceForAllDrillsSoTwoThatBeginAtOnceBecomeOne() {
    OverrideEntry us = entry(Kind.DRILL, "us-east", true, 1, "ann");
    OverrideEntry eu = entry(Kind.SHADOW_DRILL, "eu-west", true, 1, "bob");
    assertEquals(with(us, eu).digest(), with(eu, us).digest());
    assertEquals(List.of(eu), with(us, eu).overrides());
    assertEquals(eu, with(us, eu).overridesInForce(500).drill().orElseThrow());
  }

  @Test
  void ofTwoOfOneTermTheReleaseIsTheSaferAndItsTimeEndsIt() {
    OverrideEntry drill = entry(Kind.DRILL, "us-east", true, 2, "ann");
    OverrideEntry release = entry(Kind.DRILL, "us-east", false, 2, "instance a");
    assertEquals(List.of(release), with(drill, release).overrides());
    assertEquals(List.of(release), with(release, drill).overrides());
    assertTrue(with(drill).overridesInForce(1000).drill().isEmpty());
    assertNotEquals(with(drill).digest(), with(release).digest());
  }

  @Test
  void bothKindsTravelInTheLedger() {
    for (Kind kind : List.of(Kind.DRILL, Kind.SHADOW_DRILL)) {
      Ledger ledger = with(entry(kind, "us-east", true, 1, "ann"));
      List<LedgerEntry> read = LedgerCodec.read(LedgerCodec.write(ledger.entries()));
      assertNotNull(read);
      assertEquals(ledger.digest(), Ledger.EMPTY.mergeAll(Objects.requireNonNull(read)).digest());
    }
  }
}
