package dev.leeward.agreement;

/** Signs with this instance's key. */
public interface Signer {
  byte[] sign(byte[] content);
}
