package dev.leeward.wire;

/** The sections of a message that hold records, in the order in which they are written. */
public enum Section {
  ANSWER(6),
  AUTHORITY(8),
  ADDITIONAL(10);

  final int countOffset;

  Section(int countOffset) {
    this.countOffset = countOffset;
  }
}
