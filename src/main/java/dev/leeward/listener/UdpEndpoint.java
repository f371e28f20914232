package dev.leeward.listener;

import dev.leeward.answer.Client;
import dev.leeward.answer.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP socket and the thread that answers on it: receive, answer, send. The thread owns all but
 * {@link #close}.
 */
final class UdpEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpEndpoint.class);
  private static final int LARGEST_QUERY = 4096;
  private static final int RECEIVE_BUFFER = 1 << 22;
  private static final long PAUSE_AFTER_FAILURE_NANOS = 10_000_000;

  private final DatagramChannel channel;
  private final InetSocketAddress address;
  private final ByteBuffer packet = ByteBuffer.allocate(LARGEST_QUERY);
  private final Client client = Client.overUdp();
  private boolean sendFailureLogged;

  private UdpEndpoint(DatagramChannel channel) throws IOException {
    this.channel = channel;
    this.address = (InetSocketAddress) channel.getLocalAddress();
  }

  static UdpEndpoint bind(InetSocketAddress address) throws BindFailure {
    try {
      DatagramChannel channel = DatagramChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        return new UdpEndpoint(channel.bind(address));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BindFailure(Transport.UDP, address, e);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  void start(Answering answering) {
    Thread.ofPlatform().name("dns-udp-" + HostAddresses.text(address)).start(() -> run(answering));
  }

  private void run(Answering answering) {
    while (channel.isOpen()) {
      try {
        answerNext(answering);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("receiving on UDP {} failed: {}", HostAddresses.text(address), e.toString());
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
      }
    }
  }

  private void answerNext(Answering answering) throws IOException {
    packet.clear();
    InetSocketAddress sender = (InetSocketAddress) channel.receive(packet);
    if (sender == null) {
      return;
    }
    client.comesFrom(sender.getAddress());
    ByteBuffer answer = answering.answer(packet.array(), packet.position(), client);
    if (answer.hasRemaining()) {
      send(answer, sender);
    }
  }

  /** What one client cannot be sent is no reason to stop answering the others. */
  private void send(ByteBuffer answer, InetSocketAddress receiver) throws ClosedChannelException {
    try {
      channel.send(answer, receiver);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      if (!sendFailureLogged) {
        sendFailureLogged = true;
        LOG.warn(
            "sending from UDP {} failed (logged once): {}",
            HostAddresses.text(address),
            e.toString());
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
