package dev.leeward.agreement;

import java.util.Arrays;

/**
 * A ballot with the octets that were signed.
 *
 * @param content what the signature covers
 */
public record SignedBallot(Ballot ballot, byte[] content, byte[] signature) {
  public static SignedBallot sign(Ballot ballot, Signer signer) {
    byte[] content = BallotCodec.write(ballot);
    return new SignedBallot(ballot, content, signer.sign(content));
  }

  public boolean isSignedBy(Voter voter, SignatureCheck check) {
    return voter.name().equals(ballot.voter()) && check.isBy(voter, content, signature);
  }

  /** Content and signature as they travel. */
  public byte[] bytes() {
    byte[] all = Arrays.copyOf(content, content.length + signature.length);
    System.arraycopy(signature, 0, all, content.length, signature.length);
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedBallot signed
        && Arrays.equals(content, signed.content)
        && Arrays.equals(signature, signed.signature);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content) * 31 + Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return ballot.toString();
  }
}
