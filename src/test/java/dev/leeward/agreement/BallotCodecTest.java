package dev.leeward.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.topology.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BallotCodecTest {
  private final Voters voters = new Voters("a", "b", "c");
  private final SignedBallot ballot =
      voters.says(
          "a",
          12,
          List.of(Vote.UP, Vote.DOWN, Vote.UNKNOWN, Vote.SUSPECT, Vote.DOWN),
          Digest.ofLines(List.of("x")),
          new Echo("b", 3, 9),
          new Echo("c", 4, 1));

  @Test
  void aBallotReadsBackAsItWasWritten() {
    SignedBallot read = BallotCodec.read(ballot.bytes());
    assertEquals(ballot, read);
    assertEquals(ballot.ballot(), read == null ? null : read.ballot());
  }

  @Test
  void whomItsVoterDoesNotHearReadsBackAndElseTheFormatIsThatOfEarlierBuilds() {
    SignedBallot unheard =
        voters.says(
            "a", 12, List.of(Vote.UP), null, new Echo("b", 3, 9, false), new Echo("c", 4, 1, true));
    SignedBallot read = BallotCodec.read(unheard.bytes());
    assertEquals(unheard.ballot(), read == null ? null : read.ballot());
    assertEquals(Set.of("b"), unheard.ballot().unheard());
    assertEquals(3, unheard.bytes()[0]);
    assertEquals(1, ballot.bytes()[0]);
    assertFalse(unheard.ballot().saysTheSameAs(ballot.ballot()));
  }

  @Test
  void itsSignatureVerifiesWithTheVotersKeyOnly() {
    Ed25519 check = new Ed25519();
    assertTrue(ballot.isSignedBy(voters.voter("a"), check));
    Voter impostor = new Voter("a", voters.voter("b").publicKeys());
    assertFalse(ballot.isSignedBy(impostor, check));
  }

  @Test
  void aKeyBeingRolledVerifiesToo() {
    Voter rolling =
        new Voter(
            "a",
            List.of(
                voters.voter("c").publicKeys().getFirst(),
                voters.voter("a").publicKeys().getFirst()));
    assertTrue(ballot.isSignedBy(rolling, new Ed25519()));
  }

  @Test
  void anyChangedOctetBreaksTheSignature() {
    Random random = new Random(1);
    Ed25519 check = new Ed25519();
    for (int i = 0; i < 200; i++) {
      byte[] bytes = ballot.bytes();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      SignedBallot read = BallotCodec.read(bytes);
      assertFalse(read != null && read.isSignedBy(voters.voter("a"), check));
    }
  }

  @Test
  void hostileOctetsAreNoBallotAndNeverThrow() {
    Random random = new Random(2);
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = ballot.bytes();
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      BallotCodec.read(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
      LedgerCodec.read(bytes);
    }
    assertNull(BallotCodec.read(new byte[0]));
    assertNull(BallotCodec.read(Arrays.copyOf(ballot.bytes(), ballot.bytes().length - 1)));
    assertNotNull(BallotCodec.read(ballot.bytes()));
  }

  @Test
  void remarksReadBackAsTheyWereWritten() {
    Remark remark = new Remark("www", 1, true, 3, "connection refused");
    SignedBallot read = BallotCodec.read(remarking(remark).bytes());
    assertEquals(List.of(remark), Objects.requireNonNull(read).ballot().remarks());
  }

  @Test
  void aBallotWithoutRemarksIsWrittenAsEarlierBuildsReadIt() {
    assertEquals(1, ballot.bytes()[0]);
  }

  @Test
  void aRemarkThatCouldMoveATerminalsCursorIsShownWithoutIt() {
    Remark remark = new Remark("www", 0, true, 1, "\u001b[2Jrefused\n\u00e9");
    assertEquals("?[2Jrefused??", remark.reason());
  }

  @Test
  void aReasonIsCutToWhatABallotHasRoomFor() {
    Remark remark = new Remark("www", 0, true, 1, "x".repeat(5000));
    assertEquals(Remark.LONGEST_REASON, remark.reason().length());
  }

  @Test
  void moreRemarksThanABallotHasRoomForAreNoBallot() {
    Remark[] many = new Remark[Remark.MOST + 1];
    Arrays.fill(many, new Remark("www", 0, true, 1, ""));
    assertNull(BallotCodec.read(remarking(many).bytes()));
  }

  private SignedBallot remarking(Remark... remarks) {
    Ballot plain = ballot.ballot();
    Ballot remarking =
        new Ballot(
            plain.cluster(),
            plain.voter(),
            plain.bootEpoch(),
            plain.number(),
            plain.wallMillis(),
            plain.electorate(),
            plain.ledger(),
            plain.abstains(),
            plain.services(),
            plain.echoes(),
            List.of(remarks));
    return SignedBallot.sign(remarking, voters.signer("a"));
  }
}
