package dev.leeward.cluster;

/**
 * The replicated map of ballots and ledger entries, for instances that join and for operators'
 * tools. Nothing waits for it and nothing in it is believed unverified. A key should have one
 * writer: the newest value put by whoever wins, and own values are published again after a merge.
 */
public interface StateMap extends AutoCloseable {
  /** Returns at once; while a write of this key is under way only the newest value is kept. */
  void put(String key, byte[] value);

  StateMapStatus status();

  /** Waits about five seconds at most. */
  @Override
  void close();

  /** Takes entries of others. Called on the map's threads: post it to your inbox and return. */
  interface Listener {
    void entry(String key, byte[] value);
  }

  /** Where there is no map: a single instance, or instances on several hosts. */
  StateMap NONE =
      new StateMap() {
        @Override
        public void put(String key, byte[] value) {}

        @Override
        public StateMapStatus status() {
          return StateMapStatus.ABSENT;
        }

        @Override
        public void close() {}
      };
}
