package dev.leeward.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The UDP sockets of one address and the threads that answer on them: one each, and no two threads
 * share anything. Any thread may ask for the drops; one starts and closes it.
 */
sealed interface UdpEndpoint extends AutoCloseable permits NativeUdpEndpoint, PortableUdpEndpoint {
  /** What is asked of the kernel, which holds some thousand queries while a thread is busy. */
  int RECEIVE_BUFFER = 1 << 22;

  Duration LONGEST_END = Duration.ofSeconds(3);

  /** With the real port in place of 0. */
  InetSocketAddress address();

  /**
   * @param answerers asked once for each thread
   */
  void start(Supplier<? extends PacketAnswerer> answerers);

  /** Octets that the kernel gave of {@link #RECEIVE_BUFFER} to each socket. */
  int receiveBuffer();

  /** Packets that found the receive buffer full; empty where the system does not say. */
  OptionalLong dropped();

  /** Ends its threads, then returns; queries that wait are lost. */
  @Override
  void close() throws IOException;

  /** Of threads that were told to; their sockets are free afterwards. */
  static void awaitEnd(List<Thread> threads) throws IOException {
    try {
      for (Thread thread : threads) {
        if (!thread.join(LONGEST_END)) {
          throw new IOException(thread.getName() + " does not end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
