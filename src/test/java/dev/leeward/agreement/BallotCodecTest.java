package dev.leeward.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.topology.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
}
