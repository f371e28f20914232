package dev.leeward.listener;

import dev.leeward.answer.Client;
import dev.leeward.answer.Transport;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UDP by Linux' recvmmsg and sendmmsg. Under little load a batch is one packet, under much it is
 * many: nobody waits for it to fill. Each socket belongs to its thread once it is started; the
 * thread that closes wakes it up and waits for its end.
 */
final class NativeUdpEndpoint implements UdpEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(NativeUdpEndpoint.class);
  private static final long PAUSE_AFTER_FAILURE_NANOS = 10_000_000;

  /** Should a kernel not wake up who waits when it is told to: then this does. */
  private static final int LONGEST_WAIT_SECONDS = 1;

  private final InetSocketAddress address;
  private final List<NativeSocket> sockets;
  private final int receiveBuffer;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicBoolean sendFailureLogged = new AtomicBoolean();
  private volatile boolean isClosed;

  private NativeUdpEndpoint(
      InetSocketAddress address, List<NativeSocket> sockets, int receiveBuffer) {
    this.receiveBuffer = receiveBuffer;
    this.address = address;
    this.sockets = List.copyOf(sockets);
  }

  /**
   * Its first socket takes the address without sharing it, so that it fails when anybody has it;
   * only then are others of this endpoint let in.
   */
  static NativeUdpEndpoint bind(InetSocketAddress address, int threads) throws BindFailure {
    List<NativeSocket> sockets = new ArrayList<>();
    try {
      NativeSocket first = open(address, sockets);
      first.bind(address);
      InetSocketAddress bound = new InetSocketAddress(address.getAddress(), first.port());
      if (threads > 1) {
        first.shareAddress();
      }
      while (sockets.size() < threads) {
        NativeSocket another = open(address, sockets);
        another.shareAddress();
        another.bind(bound);
      }
      return new NativeUdpEndpoint(bound, sockets, first.receiveBuffer());
    } catch (IOException e) {
      sockets.forEach(NativeSocket::close);
      throw new BindFailure(Transport.UDP, address, e);
    }
  }

  private static NativeSocket open(InetSocketAddress address, List<NativeSocket> opened)
      throws IOException {
    NativeSocket socket = NativeSocket.open(SocketAddressOctets.isIpv6(address.getAddress()));
    opened.add(socket);
    if (address.getAddress().isAnyLocalAddress()) {
      socket.tellDestinations();
    }
    socket.receiveTimeout(LONGEST_WAIT_SECONDS);
    socket.askForReceiveBuffer(RECEIVE_BUFFER);
    return socket;
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
    for (NativeSocket socket : sockets) {
      PacketAnswerer answerer = answerers.get();
      String name = "dns-udp-" + HostAddresses.text(address) + "-" + threads.size();
      threads.add(Thread.ofPlatform().name(name).start(() -> run(socket, answerer)));
    }
  }

  private void run(NativeSocket socket, PacketAnswerer answerer) {
    int refused = ProcessorTurns.answer();
    if (refused < 0) {
      LOG.debug("no short slices for {}: {}", HostAddresses.text(address), Errno.text(-refused));
    }
    try (Arena arena = Arena.ofConfined();
        socket) {
      PacketBatch batch = new PacketBatch(arena, socket.descriptor(), socket.isIpv6(), address);
      Client client = Client.overUdp(batch);
      while (!isClosed) {
        exchange(batch, answerer, client);
      }
    }
  }

  private void exchange(PacketBatch batch, PacketAnswerer answerer, Client client) {
    int received = batch.receive();
    if (isClosed) {
      return;
    }
    if (received < 0) {
      onReceiveFailure(-received);
      return;
    }
    for (int i = 0; i < received; i++) {
      batch.answer(i, answerer, client);
    }
    int failure = batch.send();
    if (failure != 0 && !sendFailureLogged.getAndSet(true)) {
      LOG.warn(
          "sending from UDP {} failed (logged once): {}",
          HostAddresses.text(address),
          Errno.text(failure));
    }
  }

  /** Nothing came in time, a signal came, or a client's host refused an answer of before. */
  private void onReceiveFailure(int errno) {
    boolean isNoFailure =
        errno == Errno.TRY_AGAIN || errno == Errno.INTERRUPTED || errno == Errno.CONNECTION_REFUSED;
    if (!isNoFailure) {
      LOG.warn("receiving on UDP {} failed: {}", HostAddresses.text(address), Errno.text(errno));
      LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
    }
  }

  @Override
  public OptionalLong dropped() {
    return OptionalLong.of(sockets.stream().mapToLong(NativeSocket::dropped).sum());
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    if (threads.isEmpty()) {
      sockets.forEach(NativeSocket::close);
      return;
    }
    sockets.forEach(NativeSocket::stopReceiving);
    UdpEndpoint.awaitEnd(threads);
  }
}
