package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Admission;
import dev.leeward.agreement.Electorate;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerCodec;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.agreement.Places;
import dev.leeward.agreement.Voter;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.topology.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LedgerBookTest {
  private static final Electorate ELECTORATE =
      new Electorate(
          "test", List.of(new Voter("a", List.of("a")), new Voter("b", List.of("b"))), 2);

  private final List<String> told = new ArrayList<>();
  private final LedgerBook book =
      new LedgerBook(
          "a",
          Ledger.EMPTY,
          new Admission(
              ELECTORATE,
              null,
              new SimulatedSignatures(),
              new Places(Set.of("us-east"), Set.of("www"))),
          BallotExchange.NOBODY,
          ledger -> {},
          (kind, subject, text) -> told.add(kind + " " + subject + " " + text),
          1_000_000_000L);

  private static LedgerEntry drain(String region, String signer) {
    OverrideEntry entry =
        new OverrideEntry(Kind.DRAIN, region, null, true, 1, "x", "y", 1, Long.MAX_VALUE);
    LedgerEntry.Overridden signed =
        Admission.sign("test", entry, signer, SimulatedSignatures.signer(signer));
    return new LedgerEntry.Overridden(entry, "b", signed.signature());
  }

  private void receive(LedgerEntry... entries) {
    book.receive(LedgerCodec.write(List.of(entries)), LedgerBook.Source.LINK, "b", List.of());
  }

  @Test
  void aRefusedEntryIsToldOnceHoweverOftenItIsOffered() {
    for (int beat = 0; beat < 5; beat++) {
      receive(drain("us-east", "stranger"));
    }
    assertEquals(List.of("ledger-refused b drain/us-east BAD_SIGNATURE"), told);
    assertEquals(5, book.refused());
    assertTrue(book.ledger().isEmpty());
  }

  @Test
  void manyThatComeAtOnceAreToldInOneLine() {
    receive(drain("x", "stranger"), drain("y", "stranger"), drain("z", "stranger"));
    assertEquals(List.of("ledger-refused b drain/x BAD_SIGNATURE, and 2 others"), told);
    receive(drain("x", "stranger"), drain("w", "stranger"));
    assertEquals("ledger-refused b drain/w BAD_SIGNATURE", told.getLast());
  }

  @Test
  void octetsThatAreNoLedgerAreToldOnceToo() {
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    book.receive(garbage, LedgerBook.Source.LINK, "b", List.of());
    book.receive(garbage, LedgerBook.Source.LINK, "b", List.of());
    assertEquals(List.of("ledger-refused b octets that are no ledger"), told);
    assertEquals(2, book.refused());
  }

  @Test
  void whatWasRefusedIsAdoptedWhenItComesWithTheRightSignature() {
    receive(drain("us-east", "stranger"));
    receive(drain("us-east", "b"));
    assertEquals("adopted drain/us-east accepted by b from b", told.getLast());
  }

  @Test
  void whatWasToldIsRememberedUpToABound() {
    ToldOnce once = new ToldOnce(2);
    Digest first = Digest.ofLines(List.of("1"));
    assertTrue(once.isNew(first));
    assertTrue(!once.isNew(first));
    assertTrue(once.isNew(Digest.ofLines(List.of("2"))));
    assertTrue(once.isNew(Digest.ofLines(List.of("3"))));
    assertTrue(once.isNew(first), "the oldest is forgotten");
  }
}
