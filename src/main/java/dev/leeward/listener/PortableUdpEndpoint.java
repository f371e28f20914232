package dev.leeward.listener;

import dev.leeward.answer.Arrival;
import dev.leeward.answer.Client;
import dev.leeward.answer.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UDP by the JDK's channels, packet by packet, wherever the JDK runs. Each channel belongs to its
 * thread, but for closing.
 */
final class PortableUdpEndpoint implements UdpEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(PortableUdpEndpoint.class);
  private static final long PAUSE_AFTER_FAILURE_NANOS = 10_000_000;

  private final InetSocketAddress address;
  private final List<DatagramChannel> channels;
  private final int receiveBuffer;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicBoolean sendFailureLogged = new AtomicBoolean();

  private PortableUdpEndpoint(
      InetSocketAddress address, List<DatagramChannel> channels, int receiveBuffer) {
    this.receiveBuffer = receiveBuffer;
    this.address = address;
    this.channels = List.copyOf(channels);
  }

  /**
   * Its first channel takes the address without sharing it, so that it fails when anybody has it;
   * only then are others of this endpoint let in, where the system knows how to share.
   */
  static PortableUdpEndpoint bind(InetSocketAddress address, int threads) throws BindFailure {
    List<DatagramChannel> channels = new ArrayList<>();
    try {
      DatagramChannel first = open(address.getAddress(), channels);
      first.bind(address);
      InetSocketAddress bound = (InetSocketAddress) first.getLocalAddress();
      if (threads > 1 && first.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
        first.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        while (channels.size() < threads) {
          DatagramChannel another = open(address.getAddress(), channels);
          another.setOption(StandardSocketOptions.SO_REUSEPORT, true);
          another.bind(bound);
        }
      }
      int given = first.getOption(StandardSocketOptions.SO_RCVBUF);
      return new PortableUdpEndpoint(bound, channels, given);
    } catch (IOException e) {
      channels.forEach(PortableUdpEndpoint::closeQuietly);
      throw new BindFailure(Transport.UDP, address, e);
    }
  }

  private static DatagramChannel open(InetAddress address, List<DatagramChannel> opened)
      throws IOException {
    DatagramChannel channel =
        DatagramChannel.open(
            SocketAddressOctets.isIpv6(address)
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET);
    opened.add(channel);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    return channel;
  }

  private static void closeQuietly(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("closing a socket failed: {}", e.toString());
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public int receiveBuffer() {
    return receiveBuffer;
  }

  @Override
  public void start(Supplier<? extends PacketAnswerer> answerers) {
    for (int i = 0; i < channels.size(); i++) {
      DatagramChannel channel = channels.get(i);
      PacketAnswerer answerer = answerers.get();
      String name = "dns-udp-" + HostAddresses.text(address) + "-" + i;
      threads.add(Thread.ofPlatform().name(name).start(() -> run(channel, answerer)));
    }
  }

  private void run(DatagramChannel channel, PacketAnswerer answerer) {
    ByteBuffer packet = ByteBuffer.allocate(PacketBatch.LARGEST_QUERY);
    Sent sent = new Sent(address);
    Client client = Client.overUdp(sent);
    while (channel.isOpen()) {
      try {
        answerNext(channel, packet, answerer, client, sent);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("receiving on UDP {} failed: {}", HostAddresses.text(address), e.toString());
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
      }
    }
  }

  /** Owned by one listener thread. A socket of every address does not tell which one was asked. */
  private static final class Sent implements Arrival {
    private final InetSocketAddress bound;
    private int clientPort;

    Sent(InetSocketAddress bound) {
      this.bound = bound;
    }

    @Override
    public int clientPort() {
      return clientPort;
    }

    @Override
    public byte[] serverAddress() {
      InetAddress own = bound.getAddress();
      return own.isAnyLocalAddress() ? new byte[0] : own.getAddress();
    }

    @Override
    public int serverPort() {
      return bound.getPort();
    }
  }

  private void answerNext(
      DatagramChannel channel, ByteBuffer packet, PacketAnswerer answerer, Client client, Sent sent)
      throws IOException {
    packet.clear();
    InetSocketAddress sender = (InetSocketAddress) channel.receive(packet);
    if (sender == null) {
      return;
    }
    client.comesFrom(sender.getAddress());
    sent.clientPort = sender.getPort();
    ByteBuffer answer = answerer.answer(packet.array(), packet.position(), client);
    if (answer.hasRemaining()) {
      send(channel, answer, sender);
    }
  }

  /** What one client cannot be sent is no reason to stop answering the others. */
  private void send(DatagramChannel channel, ByteBuffer answer, InetSocketAddress receiver)
      throws ClosedChannelException {
    try {
      channel.send(answer, receiver);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      if (!sendFailureLogged.getAndSet(true)) {
        LOG.warn(
            "sending from UDP {} failed (logged once): {}",
            HostAddresses.text(address),
            e.toString());
      }
    }
  }

  @Override
  public OptionalLong dropped() {
    return OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    channels.forEach(PortableUdpEndpoint::closeQuietly);
    UdpEndpoint.awaitEnd(threads);
  }
}
