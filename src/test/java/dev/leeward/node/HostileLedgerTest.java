package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Admission;
import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Electorate;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerCodec;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Places;
import dev.leeward.agreement.ServiceBallot;
import dev.leeward.agreement.SignedBallot;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Vote;
import dev.leeward.agreement.Voter;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.topology.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Replicated state is hostile input. A peer whose key was stolen, and who has kept every ballot it
 * ever heard, sends what it likes over the link: all of it is refused and counted, nothing changes,
 * nothing is passed on.
 */
class HostileLedgerTest {
  private static final int ENTRIES = 100_000;
  private static final String CLUSTER = "test";
  private static final String THIEF = "c";
  private static final long LAST_MONTH = 1_000;
  private static final long NOW = 2_000;
  private static final long HIGHEST_TERM = 1L << 48;
  private static final String RECORD = "www.example.com. A 192.0.2.10";
  private static final List<String> REGIONS = List.of("us-east", "eu-west");
  private static final Places PLACES = new Places(Set.copyOf(REGIONS), Set.of("www"));
  private static final Electorate ELECTORATE =
      new Electorate(
          CLUSTER,
          List.of(
              new Voter("a", List.of("a")),
              new Voter("b", List.of("b")),
              new Voter(THIEF, List.of(THIEF))),
          2);

  private final Random random = new Random(20);
  private final List<byte[]> passedOn = new ArrayList<>();
  private final LedgerEntry.Decided outage = decided(decision("www", LAST_MONTH, false), "a", "b");
  private final LedgerEntry.Overridden drain =
      Admission.sign(CLUSTER, drain("eu-west", 5), "a", SimulatedSignatures.signer("a"));
  private final Ledger standing =
      Ledger.EMPTY.merge(decided(decision("www", NOW, true), "a", "b")).merge(drain);

  private final BallotExchange exchange =
      new BallotExchange() {
        @Override
        public void sendBallot(byte[] signedBallot) {}

        @Override
        public void sendBallotTo(String peer, byte[] signedBallot) {}

        @Override
        public void sendLedger(byte[] entries) {
          passedOn.add(entries);
        }

        @Override
        public void sendLedgerTo(String peer, byte[] entries) {
          passedOn.add(entries);
        }
      };

  private final LedgerBook book =
      new LedgerBook(
          "a",
          standing,
          new Admission(ELECTORATE, null, new SimulatedSignatures(), PLACES),
          exchange,
          ledger -> passedOn.add(LedgerCodec.write(ledger.entries())),
          LoopEvents.NONE,
          1_000_000_000L);

  private void send(byte[] octets) {
    book.receive(octets, LedgerBook.Source.LINK, THIEF, List.of());
  }

  private void send(LedgerEntry entry) {
    send(LedgerCodec.write(List.of(entry)));
  }

  private void assertNothingChanged() {
    assertSame(standing, book.ledger());
    assertEquals(List.of(), passedOn);
  }

  private static Decision decision(String service, long term, boolean in) {
    Standing usEast = new Standing(in, term, in ? 0 : 1);
    return new Decision(
        service,
        term,
        new TreeMap<>(Map.of("us-east", usEast, "eu-west", Standing.IN)),
        new TreeMap<>(Map.of(RECORD, usEast)));
  }

  private static LedgerEntry.Decided decided(Decision decision, String... proposers) {
    List<SignedBallot> ballots = new ArrayList<>();
    for (String proposer : proposers) {
      ballots.add(ballot(CLUSTER, proposer, proposer, decision));
    }
    return new LedgerEntry.Decided(decision, ballots);
  }

  private static SignedBallot ballot(
      String cluster, String signer, String voter, Decision proposal) {
    Digest targets = Digest.ofLines(List.of("targets"));
    ServiceBallot says =
        new ServiceBallot(proposal.service(), targets, List.of(Vote.DOWN), proposal.digest());
    Ballot ballot =
        new Ballot(
            cluster,
            voter,
            7,
            1,
            0,
            ELECTORATE.digest(),
            Ledger.EMPTY.digest(),
            false,
            List.of(says),
            List.of(),
            List.of());
    return SignedBallot.sign(ballot, SimulatedSignatures.signer(signer));
  }

  private static OverrideEntry drain(String region, long term) {
    return new OverrideEntry(
        OverrideEntry.Kind.DRAIN, region, null, true, term, "ops", "work", 1, Long.MAX_VALUE);
  }

  @Test
  void theSameEntriesWithWhatTheyNeedAreAdmittedSoTheRefusalsBelowMeanSomething() {
    send(decided(decision("www", NOW + 1, false), "a", THIEF));
    send(Admission.sign(CLUSTER, drain("us-east", 1), THIEF, SimulatedSignatures.signer(THIEF)));
    assertEquals(0, book.refused());
    assertEquals(NOW + 1, book.ledger().decision("www").term());
    assertEquals(2, book.ledger().overrides().size());
  }

  @Test
  void lastMonthsGenuineCertificateProvesNothingUnderAnyOtherTerm() {
    for (long term = NOW + 1; term < HIGHEST_TERM * 4; term *= 2) {
      Decision forged =
          new Decision("www", term, outage.decision().regions(), outage.decision().records());
      send(new LedgerEntry.Decided(forged, outage.certificate()));
    }
    assertTrue(book.refused() > 30, "refused " + book.refused());
    assertNothingChanged();
  }

  @Test
  void whatWasStoredWordForWordIsOlderThanWhatStands() {
    for (int times = 0; times < 100; times++) {
      send(outage);
      send(drain);
      send(LedgerCodec.write(standing.entries()));
    }
    assertNothingChanged();
  }

  @Test
  void oneHundredThousandRandomEntriesAreRefusedCountedAndChangeNothing() {
    for (int i = 0; i < ENTRIES; i++) {
      long before = book.refused();
      send(i % 3 == 0 ? randomOverride() : randomDecision());
      assertEquals(before + 1, book.refused(), "entry " + i);
    }
    assertNothingChanged();
  }

  @Test
  void oneHundredThousandDamagedLedgersChangeNothing() {
    byte[] sound = LedgerCodec.write(standing.entries());
    for (int i = 0; i < ENTRIES; i++) {
      byte[] damaged = Arrays.copyOf(sound, sound.length - random.nextInt(3) / 2);
      for (int bits = random.nextInt(8); bits >= 0; bits--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      send(damaged);
    }
    assertTrue(book.refused() > ENTRIES / 2, "only " + book.refused() + " were refused");
    assertNothingChanged();
  }

  /** Newer than what stands, or for a service that nothing was decided for. */
  private LedgerEntry randomDecision() {
    boolean known = random.nextBoolean();
    long term = known ? NOW + 1 + random.nextLong(HIGHEST_TERM) : random.nextLong();
    Decision wanted = decision(known ? "www" : "service-" + random.nextInt(9), term, false);
    return new LedgerEntry.Decided(wanted, randomCertificate(wanted));
  }

  /** Everything but a quorum that proposes just that. */
  private List<SignedBallot> randomCertificate(Decision wanted) {
    SignedBallot own = ballot(CLUSTER, THIEF, THIEF, wanted);
    return switch (random.nextInt(6)) {
      case 0 -> List.of();
      case 1 -> outage.certificate();
      case 2 -> List.of(own, own, own);
      case 3 ->
          List.of(own, ballot(CLUSTER, THIEF, "a", wanted), ballot(CLUSTER, THIEF, "b", wanted));
      case 4 ->
          List.of(own, ballot("staging", "a", "a", wanted), ballot("staging", "b", "b", wanted));
      default -> List.of(own, ballot(CLUSTER, "x", "x", wanted), outage.certificate().getFirst());
    };
  }

  private LedgerEntry randomOverride() {
    boolean known = random.nextBoolean();
    OverrideEntry wanted =
        known
            ? drain(REGIONS.get(random.nextInt(2)), 6 + random.nextLong(HIGHEST_TERM))
            : drain("region-" + random.nextInt(9), random.nextLong());
    byte[] noise = new byte[drain.signature().length];
    random.nextBytes(noise);
    return switch (random.nextInt(4)) {
      case 0 -> new LedgerEntry.Overridden(wanted, "a", noise);
      case 1 -> new LedgerEntry.Overridden(wanted, "a", drain.signature());
      case 2 ->
          new LedgerEntry.Overridden(
              wanted,
              "b",
              Admission.sign(CLUSTER, wanted, THIEF, SimulatedSignatures.signer(THIEF))
                  .signature());
      default -> Admission.sign("staging", wanted, "a", SimulatedSignatures.signer("a"));
    };
  }
}
