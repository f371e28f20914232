package dev.leeward.notification;

import java.util.List;

/** The other instances. May lose what it carries; no call waits. */
public interface Others {
  /** Names of those that a message would reach now. */
  List<String> connected();

  /** Names of all of them. */
  List<String> all();

  void send(String peer, byte[] message);

  /** For an instance without peers. */
  Others NOBODY =
      new Others() {
        @Override
        public List<String> connected() {
          return List.of();
        }

        @Override
        public List<String> all() {
          return List.of();
        }

        @Override
        public void send(String peer, byte[] message) {}
      };
}
