package dev.leeward.answer;

/**
 * How a query came, as far as no answer depends on it: worked out only when somebody asks, who is
 * the query log. Owned by one listener thread, and about its query of now.
 */
public interface Arrival {
  /** Nobody knows. */
  Arrival UNKNOWN =
      new Arrival() {
        @Override
        public int clientPort() {
          return 0;
        }

        @Override
        public byte[] serverAddress() {
          return new byte[0];
        }

        @Override
        public int serverPort() {
          return 0;
        }
      };

  /** 0 where it is not known. */
  int clientPort();

  /** The address that was asked: 4 or 16 octets, another array at every call; empty: unknown. */
  byte[] serverAddress();

  /** 0 where it is not known. */
  int serverPort();
}
