package dev.leeward.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.OverrideEntry.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final List<Vote> DOWN = List.of(Vote.DOWN);

  private final Voters voters = new Voters("a", "b", "c");
  private static final Places PLACES = new Places(Set.of("us-east", "eu-west"), Set.of("www"));
  private final Voter added = new Voters("d").voter("d");
  private final Admission admission =
      new Admission(voters.electorate(), null, new Ed25519(), PLACES);

  private static Decision decision(long term, boolean usEastIn) {
    return new Decision(
        "www",
        term,
        new TreeMap<>(Map.of("us-east", new Standing(usEastIn, term, usEastIn ? 0 : 1))),
        new TreeMap<>(
            Map.of(
                "www.example.com. A 192.0.2.10", new Standing(usEastIn, term, usEastIn ? 0 : 1))));
  }

  private static OverrideEntry drain(boolean active, long term, String reason) {
    return override(Kind.DRAIN, "us-east", null, active, term, reason);
  }

  private static OverrideEntry override(
      Kind kind,
      @Nullable String region,
      @Nullable String service,
      boolean active,
      long term,
      String reason) {
    return new OverrideEntry(kind, region, service, active, term, "ops", reason, 1, Long.MAX_VALUE);
  }

  private LedgerEntry.Decided proposedBy(Decision decision, String... names) {
    List<SignedBallot> ballots = new ArrayList<>();
    for (String name : names) {
      ballots.add(voters.says(name, 1, DOWN, decision.digest()));
    }
    return new LedgerEntry.Decided(decision, ballots);
  }

  private static Admission.Outcome admit(Admission by, LedgerEntry entry) {
    return by.admit(entry, by.into(Ledger.EMPTY, new Hearsay("d", false, Set.of())));
  }

  @Test
  void aHigherTermWinsHoweverLateTheOlderOneArrives() {
    Ledger newer = Ledger.EMPTY.merge(proposedBy(decision(6, true), "a", "b"));
    assertSame(newer, newer.merge(proposedBy(decision(5, false), "a", "b")));
    assertEquals(6, newer.decision("www").term());
  }

  @Test
  void equalTermsFallToTheOneWithFewerRecordsOut() {
    Ledger out = Ledger.EMPTY.merge(proposedBy(decision(5, false), "a", "b"));
    Ledger in = Ledger.EMPTY.merge(proposedBy(decision(5, true), "b", "c"));
    assertEquals(out.mergeAll(in.entries()).digest(), in.mergeAll(out.entries()).digest());
    assertEquals(0, out.mergeAll(in.entries()).decision("www").recordsOut());
  }

  @Test
  void mergingInAnyOrderGivesTheSameLedger() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (int term = 1; term < 5; term++) {
      entries.add(proposedBy(decision(term, true), "a", "b"));
      entries.add(proposedBy(decision(term, false), "a", "c"));
      entries.add(Admission.sign("test", drain(true, term, "one"), "a", voters.signer("a")));
      entries.add(Admission.sign("test", drain(true, term, "two"), "b", voters.signer("b")));
      entries.add(Admission.sign("test", drain(false, term, "three"), "c", voters.signer("c")));
    }
    Random random = new Random(3);
    Ledger expected = Ledger.EMPTY.mergeAll(entries);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(entries, random);
      assertEquals(expected.digest(), Ledger.EMPTY.mergeAll(entries).digest());
    }
  }

  @Test
  void aReleaseOfALaterTermEndsADrainAndAnOldDrainNeverComesBack() {
    LedgerEntry drained = Admission.sign("test", drain(true, 1, "work"), "a", voters.signer("a"));
    LedgerEntry released = Admission.sign("test", drain(false, 2, "done"), "b", voters.signer("b"));
    Ledger ledger = Ledger.EMPTY.merge(released).merge(drained);
    assertTrue(ledger.overridesInForce(10).inForce().isEmpty());
    assertEquals(1, ledger.overrides().size());
  }

  @Test
  void atEqualTermsDrainBeatsUndrain() {
    LedgerEntry drained = Admission.sign("test", drain(true, 2, "work"), "a", voters.signer("a"));
    LedgerEntry released = Admission.sign("test", drain(false, 2, "done"), "b", voters.signer("b"));
    assertEquals(
        1, Ledger.EMPTY.merge(released).merge(drained).overridesInForce(10).inForce().size());
    assertEquals(
        1, Ledger.EMPTY.merge(drained).merge(released).overridesInForce(10).inForce().size());
  }

  @Test
  void atEqualTermsFreezeBeatsThawAndTheEarlierRegionIsPinned() {
    OverrideEntry thaw = override(Kind.FREEZE, null, null, false, 2, "calm");
    OverrideEntry freeze = override(Kind.FREEZE, null, null, true, 2, "storm");
    assertTrue(merged(thaw, freeze).isFrozen());
    assertTrue(merged(freeze, thaw).isFrozen());
    OverrideEntry toEu = override(Kind.PIN, "eu-west", "www", true, 4, "one");
    OverrideEntry toUs = override(Kind.PIN, "us-east", "www", true, 4, "two");
    assertEquals("eu-west", merged(toUs, toEu).pin("www").orElseThrow());
    assertEquals("eu-west", merged(toEu, toUs).pin("www").orElseThrow());
  }

  private Overrides merged(OverrideEntry... overrides) {
    Ledger ledger = Ledger.EMPTY;
    for (OverrideEntry each : overrides) {
      ledger = ledger.merge(Admission.sign("test", each, "a", voters.signer("a")));
    }
    return ledger.overridesInForce(10);
  }

  @Test
  void everyKindOfOverrideTravelsAndWhatForcesNothingIsMalformed() {
    List<OverrideEntry> sound =
        List.of(
            override(Kind.DRAIN, "us-east", null, true, 1, "all"),
            override(Kind.DRAIN, "us-east", "www", true, 1, "one"),
            override(Kind.PIN, "us-east", "www", true, 1, "pin"),
            override(Kind.FREEZE, null, null, true, 1, "freeze"),
            override(Kind.FAILBACK, null, "www", true, 1, "failback"));
    List<LedgerEntry> entries = new ArrayList<>();
    sound.forEach(each -> entries.add(Admission.sign("test", each, "a", voters.signer("a"))));
    assertEquals(entries, LedgerCodec.read(LedgerCodec.write(entries)));
    assertEquals(5, Ledger.EMPTY.mergeAll(entries).overrides().size());
    for (OverrideEntry broken :
        List.of(
            override(Kind.PIN, "us-east", null, true, 1, "all services"),
            override(Kind.DRAIN, null, "www", true, 1, "no region"),
            override(Kind.FREEZE, "us-east", null, true, 1, "one region"),
            override(Kind.FAILBACK, null, null, true, 1, "no service"))) {
      LedgerEntry entry = Admission.sign("test", broken, "a", voters.signer("a"));
      assertNull(LedgerCodec.read(LedgerCodec.write(List.of(entry))), broken.toString());
    }
  }

  @Test
  void aQuorumOfEqualProposalsIsACertificate() {
    assertEquals(
        Admission.Outcome.ADMITTED, admit(admission, proposedBy(decision(5, false), "a", "c")));
  }

  @Test
  void aMinorityOrOneVoterTwiceIsNone() {
    assertEquals(
        Admission.Outcome.NO_QUORUM, admit(admission, proposedBy(decision(5, false), "a")));
    assertEquals(
        Admission.Outcome.NO_QUORUM, admit(admission, proposedBy(decision(5, false), "a", "a")));
  }

  @Test
  void ballotsOfAnOutageCertifyNoOtherTerm() {
    LedgerEntry.Decided old = proposedBy(decision(5, false), "a", "b");
    LedgerEntry forged = new LedgerEntry.Decided(decision(1_000_000, false), old.certificate());
    assertEquals(Admission.Outcome.NO_QUORUM, admit(admission, forged));
  }

  @Test
  void ballotsOfAnotherClusterCertifyNothing() {
    Decision decision = decision(5, false);
    List<SignedBallot> staging =
        List.of(
            voters.says("staging", "a", 1, DOWN, decision.digest()),
            voters.says("staging", "b", 1, DOWN, decision.digest()));
    assertEquals(
        Admission.Outcome.NO_QUORUM, admit(admission, new LedgerEntry.Decided(decision, staging)));
  }

  @Test
  void aVoterJustRemovedStillCertifies() {
    Electorate without = new Electorate("test", List.of(voters.voter("a"), voters.voter("b")), 2);
    LedgerEntry.Decided entry = proposedBy(decision(5, false), "b", "c");
    assertEquals(
        Admission.Outcome.NO_QUORUM,
        admit(new Admission(without, null, new Ed25519(), PLACES), entry));
    assertEquals(
        Admission.Outcome.ADMITTED,
        admit(new Admission(without, voters.electorate(), new Ed25519(), PLACES), entry));
  }

  @Test
  void anOverrideThatNoVoterSignedIsRefused() {
    LedgerEntry.Overridden genuine =
        Admission.sign("test", drain(true, 1, "work"), "a", voters.signer("a"));
    assertEquals(Admission.Outcome.ADMITTED, admit(admission, genuine));
    LedgerEntry.Overridden claimed =
        new LedgerEntry.Overridden(genuine.override(), "b", genuine.signature());
    assertEquals(Admission.Outcome.BAD_SIGNATURE, admit(admission, claimed));
    LedgerEntry.Overridden altered =
        new LedgerEntry.Overridden(drain(true, 2, "work"), "a", genuine.signature());
    assertEquals(Admission.Outcome.BAD_SIGNATURE, admit(admission, altered));
  }

  @Test
  void aLedgerReadsBackAsItWasWrittenAndSharesItsBallots() {
    Decision one = decision(5, false);
    Ledger ledger =
        Ledger.EMPTY
            .merge(proposedBy(one, "a", "b"))
            .merge(Admission.sign("test", drain(true, 1, "work"), "a", voters.signer("a")));
    List<LedgerEntry> read = LedgerCodec.read(LedgerCodec.write(ledger.entries()));
    assertEquals(List.copyOf(ledger.entries()), read);
    assertFalse(read == null || Ledger.EMPTY.mergeAll(read).isEmpty());
  }

  @Test
  void aLedgerThatAQuorumCarriesNeedsNoCertificates() {
    LedgerEntry.Decided bare = new LedgerEntry.Decided(decision(9, false), List.of());
    assertEquals(Admission.Outcome.NO_QUORUM, admit(admission, bare));
    Ledger theirs = Ledger.EMPTY.merge(bare);
    List<SignedBallot> fresh = List.of(carrying("b", theirs), carrying("c", theirs));
    assertTrue(admission.isQuorum(admission.carriers(List.of(bare), fresh)));
    assertFalse(admission.isQuorum(admission.carriers(List.of(bare), fresh.subList(0, 1))));
    assertEquals(Set.of(), admission.carriers(List.of(proposedBy(decision(9, true), "a")), fresh));
  }

  private SignedBallot carrying(String voter, Ledger ledger) {
    Ballot ballot =
        new Ballot(
            "test",
            voter,
            7,
            1,
            0,
            voters.electorate().digest(),
            ledger.digest(),
            false,
            List.of(),
            List.of(),
            List.of());
    return SignedBallot.sign(ballot, voters.signer(voter));
  }

  /** Whoever starts with the added voter in its configuration knows no electorate before that. */
  private Admission grown() {
    List<Voter> four = new ArrayList<>(voters.electorate().voters());
    four.add(added);
    return new Admission(new Electorate("test", four, 3), null, new Ed25519(), PLACES);
  }

  @Test
  void whatWasDecidedBeforeAVoterWasAddedIsStillProvedByTheQuorumOfThen() {
    assertEquals(
        Admission.Outcome.ADMITTED, admit(grown(), proposedBy(decision(5, false), "a", "b")));
    assertEquals(Admission.Outcome.NO_QUORUM, admit(grown(), proposedBy(decision(5, false), "a")));
  }

  @Test
  void ofAnEvenNumberOfVotersASmallerQuorumProvesNothingOnceAQuorumRunsThisElectorate() {
    LedgerEntry.Decided entry = proposedBy(decision(5, false), "a", "b");
    Admission grown = grown();
    assertEquals(
        Admission.Outcome.NO_QUORUM, admit(grown, entry, new Hearsay("d", true, Set.of())));
    Decision decision = decision(5, false);
    List<SignedBallot> three =
        List.of(
            ofWhoHasReloaded("a", decision),
            ofWhoHasReloaded("b", decision),
            ofWhoHasReloaded("c", decision));
    assertTrue(grown.isRunByQuorum(three));
    assertFalse(grown.isRunByQuorum(three.subList(0, 2)));
    assertFalse(admission.isRunByQuorum(three));
  }

  private static Admission.Outcome admit(Admission by, LedgerEntry entry, Hearsay hearsay) {
    return by.admit(entry, by.into(Ledger.EMPTY, hearsay));
  }

  /** Who signed it and lost it ends as all others do: with it when one of them has it. */
  @Test
  void whatASmallerQuorumDecidedComesBackToItsSignersByWhoeverElseHasIt() {
    LedgerEntry.Decided entry = proposedBy(decision(5, false), "a", "b");
    Admission started = grown();
    Admission reloaded =
        new Admission(started.electorate(), voters.electorate(), new Ed25519(), PLACES);
    for (Admission each : List.of(started, reloaded)) {
      assertEquals(
          Admission.Outcome.NO_QUORUM, admit(each, entry, new Hearsay("a", false, Set.of("b"))));
      assertEquals(
          Admission.Outcome.ADMITTED, admit(each, entry, new Hearsay("a", false, Set.of("c"))));
      assertEquals(
          Admission.Outcome.ADMITTED, admit(each, entry, new Hearsay("c", false, Set.of())));
    }
    assertEquals(
        Admission.Outcome.ADMITTED, admit(started, entry, new Hearsay("c", true, Set.of("d"))));
    assertEquals(
        Admission.Outcome.ADMITTED, admit(reloaded, entry, new Hearsay("c", true, Set.of())));
  }

  @Test
  void theSignaturesOfWhoIsLeftAndThoseWhoHoldItAreAQuorumTogetherAfterAVoterWasRemoved() {
    Electorate without = new Electorate("test", List.of(voters.voter("a"), voters.voter("b")), 2);
    Admission late = new Admission(without, null, new Ed25519(), PLACES);
    LedgerEntry.Decided entry = proposedBy(decision(5, false), "b", "c");
    assertEquals(
        Admission.Outcome.NO_QUORUM, admit(late, entry, new Hearsay("a", true, Set.of("b"))));
    assertEquals(
        Admission.Outcome.ADMITTED, admit(late, entry, new Hearsay("b", true, Set.of("a"))));
  }

  private SignedBallot ofWhoHasReloaded(String name, Decision decision) {
    Ballot old = voters.says(name, 1, DOWN, decision.digest()).ballot();
    Ballot ballot =
        new Ballot(
            old.cluster(),
            old.voter(),
            old.bootEpoch(),
            old.number(),
            old.wallMillis(),
            grown().electorate().digest(),
            old.ledger(),
            old.abstains(),
            old.services(),
            old.echoes(),
            old.remarks());
    return SignedBallot.sign(ballot, voters.signer(name));
  }

  @Test
  void whoHasNotReloadedYetCountsThoseThatHaveAndIsBelieved() {
    Decision decision = decision(5, false);
    List<SignedBallot> ballots =
        List.of(voters.says("a", 1, DOWN, decision.digest()), ofWhoHasReloaded("b", decision));
    assertEquals(
        Admission.Outcome.ADMITTED, admit(grown(), new LedgerEntry.Decided(decision, ballots)));
  }

  @Test
  void theSmallerQuorumIsNotEnoughForThoseThatAllHaveReloaded() {
    Decision decision = decision(5, false);
    List<SignedBallot> ballots =
        List.of(ofWhoHasReloaded("a", decision), ofWhoHasReloaded("b", decision));
    assertEquals(
        Admission.Outcome.NO_QUORUM, admit(grown(), new LedgerEntry.Decided(decision, ballots)));
  }
}
