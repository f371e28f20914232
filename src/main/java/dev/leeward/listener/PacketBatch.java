package dev.leeward.listener;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.leeward.answer.Arrival;
import dev.leeward.answer.Client;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Packets that are received by one call and answers that are sent by one. Owned by one thread, as
 * its memory is: all is made once, and laid out as 64-bit Linux on little-endian machines has it.
 *
 * <pre>
 *   mmsghdr, 64 octets:  0 name*  8 name's length  16 iovec*  24 iovecs  32 control*
 *                       40 control's length  48 flags  56 octets received
 *   iovec, 16 octets:    0 base*  8 length
 *   cmsghdr:             0 length  8 level  12 type  16 in_pktinfo or in6_pktinfo
 * </pre>
 */
final class PacketBatch implements Arrival {
  static final int PACKETS = 64;
  static final int LARGEST_QUERY = 4096;
  static final int LARGEST_ANSWER = 4096;

  /** Else the beginnings of all packets would compete for one set of the processor's cache. */
  private static final int OTHER_CACHE_SET = 128;

  private static final int QUERY_ROOM = LARGEST_QUERY + OTHER_CACHE_SET;

  private static final int HEADER = 64;
  private static final int NAME_LENGTH_AT = 8;
  private static final int VECTOR_AT = 16;
  private static final int VECTORS_AT = 24;
  private static final int CONTROL_AT = 32;
  private static final int CONTROL_LENGTH_AT = 40;
  private static final int RECEIVED_AT = 56;
  private static final int VECTOR = 16;
  private static final int VECTOR_LENGTH_AT = 8;
  private static final int NAME = 32;

  private static final int IPV4_OCTETS = 4;
  private static final int IPV6_OCTETS = 16;

  private static final int CONTROL = 64;
  private static final int CONTROL_TYPE_AT = 12;
  private static final int CONTROL_DATA_AT = 16;
  private static final int IP_PKTINFO = 8;
  private static final int IPV6_PKTINFO = 50;
  private static final int IPV4_INTERFACE_AT = CONTROL_DATA_AT;
  private static final int IPV4_DESTINATION_AT = CONTROL_DATA_AT + 8;
  private static final int IPV6_INTERFACE_AT = CONTROL_DATA_AT + 16;

  /** The first ten bits of fe80::/10. */
  private static final int LINK_LOCAL = 0xFE80;

  private static final int LINK_LOCAL_MASK = 0xFFC0;

  private static final int WAIT_FOR_ONE = 0x10000;
  private static final int NO_SIGNAL = 0x4000;

  private static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong NETWORK_LONG = JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  // Where the parts begin, one kind of part after the other.
  private static final int RECEIVE_HEADERS = 0;
  private static final int SEND_HEADERS = RECEIVE_HEADERS + PACKETS * HEADER;
  private static final int RECEIVE_VECTORS = SEND_HEADERS + PACKETS * HEADER;
  private static final int SEND_VECTORS = RECEIVE_VECTORS + PACKETS * VECTOR;
  private static final int NAMES = SEND_VECTORS + PACKETS * VECTOR;
  private static final int CONTROLS = NAMES + PACKETS * NAME;
  private static final int QUERIES = CONTROLS + PACKETS * CONTROL;
  private static final int ANSWERS = QUERIES + PACKETS * QUERY_ROOM;
  private static final int ALL = ANSWERS + PACKETS * LARGEST_ANSWER;

  private final Libc libc;
  private final int descriptor;
  private final boolean isIpv6;
  private final InetSocketAddress bound;

  /** Whether its packets say which address they were sent to: their answers leave from there. */
  private final boolean tellsDestinations;

  private final MemorySegment memory;
  private final long start;
  private final byte[] query = new byte[LARGEST_QUERY];

  /** Whose lengths the kernel has written over. */
  private int received = PACKETS;

  /** Which packet is being answered. */
  private int current;

  private int answers;
  private int answerAt = ANSWERS;

  /**
   * @param bound the socket's own address, perhaps every one of its family
   */
  PacketBatch(Arena arena, int descriptor, boolean isIpv6, InetSocketAddress bound) {
    this.libc = new Libc(arena);
    this.descriptor = descriptor;
    this.isIpv6 = isIpv6;
    this.bound = bound;
    this.tellsDestinations = bound.getAddress().isAnyLocalAddress();
    this.memory = arena.allocate(ALL, HEADER);
    this.start = memory.address();
    for (int i = 0; i < PACKETS; i++) {
      int vector = RECEIVE_VECTORS + i * VECTOR;
      memory.set(JAVA_LONG, vector, start + QUERIES + (long) i * QUERY_ROOM);
      memory.set(JAVA_LONG, vector + VECTOR_LENGTH_AT, LARGEST_QUERY);
      int header = RECEIVE_HEADERS + i * HEADER;
      memory.set(JAVA_LONG, header, start + NAMES + i * NAME);
      pointToVector(header, vector);
      memory.set(JAVA_LONG, header + CONTROL_AT, start + CONTROLS + i * CONTROL);
      pointToVector(SEND_HEADERS + i * HEADER, SEND_VECTORS + i * VECTOR);
    }
  }

  private void pointToVector(int header, int vector) {
    memory.set(JAVA_LONG, header + VECTOR_AT, start + vector);
    memory.set(JAVA_LONG, header + VECTORS_AT, 1);
  }

  /**
   * Waits for one packet, then takes what else is there.
   *
   * @return how many, or the negated errno
   */
  int receive() {
    for (int i = 0; i < received; i++) {
      int header = RECEIVE_HEADERS + i * HEADER;
      memory.set(JAVA_INT, header + NAME_LENGTH_AT, NAME);
      memory.set(JAVA_LONG, header + CONTROL_LENGTH_AT, tellsDestinations ? CONTROL : 0);
    }
    answers = 0;
    answerAt = ANSWERS;
    int result = libc.recvmmsg(descriptor, start + RECEIVE_HEADERS, PACKETS, WAIT_FOR_ONE);
    received = Math.max(0, result);
    return result;
  }

  /** Answers packet {@code i} of those received, in this batch. */
  void answer(int i, PacketAnswerer answerer, Client client) {
    int length = memory.get(JAVA_INT, RECEIVE_HEADERS + i * HEADER + RECEIVED_AT);
    MemorySegment.copy(memory, JAVA_BYTE, QUERIES + (long) i * QUERY_ROOM, query, 0, length);
    readSender(NAMES + i * NAME, client);
    current = i;
    ByteBuffer answer = answerer.answer(query, length, client);
    if (answer.hasRemaining()) {
      add(i, answer);
    }
  }

  private void readSender(int name, Client client) {
    if (isIpv6) {
      int at = name + SocketAddressOctets.IPV6_AT;
      client.comesFromIpv6(memory.get(NETWORK_LONG, at), memory.get(NETWORK_LONG, at + Long.BYTES));
    } else {
      client.comesFromIpv4(memory.get(NETWORK_INT, name + SocketAddressOctets.IPV4_AT));
    }
  }

  @Override
  public int clientPort() {
    return SocketAddressOctets.port(memory.asSlice(NAMES + (long) current * NAME, NAME));
  }

  @Override
  public byte[] serverAddress() {
    if (!tellsDestinations) {
      return bound.getAddress().getAddress();
    }
    if (!tellsDestination(current)) {
      return new byte[0];
    }
    int control = CONTROLS + current * CONTROL;
    byte[] octets = new byte[isIpv6 ? IPV6_OCTETS : IPV4_OCTETS];
    int at = control + (isIpv6 ? CONTROL_DATA_AT : IPV4_DESTINATION_AT);
    MemorySegment.copy(memory, JAVA_BYTE, at, octets, 0, octets.length);
    return octets;
  }

  @Override
  public int serverPort() {
    return bound.getPort();
  }

  private void add(int i, ByteBuffer answer) {
    int length = answer.remaining();
    int from = answer.arrayOffset() + answer.position();
    MemorySegment.copy(answer.array(), from, memory, JAVA_BYTE, answerAt, length);
    int vector = SEND_VECTORS + answers * VECTOR;
    memory.set(JAVA_LONG, vector, start + answerAt);
    memory.set(JAVA_LONG, vector + VECTOR_LENGTH_AT, length);
    int header = SEND_HEADERS + answers * HEADER;
    memory.set(JAVA_LONG, header, start + NAMES + i * NAME);
    int nameLength = isIpv6 ? SocketAddressOctets.IPV6_LENGTH : SocketAddressOctets.IPV4_LENGTH;
    memory.set(JAVA_INT, header + NAME_LENGTH_AT, nameLength);
    if (tellsDestinations) {
      sendFromDestination(i, header);
    }
    answers++;
    answerAt += length;
  }

  /**
   * What told the destination becomes what says the source: the same octets, but for the interface,
   * which is for the routes to choose. Only a link-local address means another host on each.
   */
  private void sendFromDestination(int i, int header) {
    int control = CONTROLS + i * CONTROL;
    memory.set(JAVA_LONG, header + CONTROL_AT, start + control);
    memory.set(JAVA_LONG, header + CONTROL_LENGTH_AT, tellsDestination(i) ? controlLength(i) : 0);
    if (!isIpv6) {
      memory.set(JAVA_INT, control + IPV4_INTERFACE_AT, 0);
    } else if (!isLinkLocal(control + CONTROL_DATA_AT)) {
      memory.set(JAVA_INT, control + IPV6_INTERFACE_AT, 0);
    }
  }

  private long controlLength(int i) {
    return memory.get(JAVA_LONG, RECEIVE_HEADERS + i * HEADER + CONTROL_LENGTH_AT);
  }

  private boolean tellsDestination(int i) {
    return controlLength(i) > CONTROL_DATA_AT
        && memory.get(JAVA_INT, CONTROLS + i * CONTROL + CONTROL_TYPE_AT)
            == (isIpv6 ? IPV6_PKTINFO : IP_PKTINFO);
  }

  private boolean isLinkLocal(int address) {
    return (memory.get(NETWORK_SHORT, address) & LINK_LOCAL_MASK) == LINK_LOCAL;
  }

  /**
   * Sends all answers. What one client cannot be sent is no reason not to answer those behind it.
   *
   * @return the errno of the last that could not be sent; 0 when all were
   */
  int send() {
    int failure = 0;
    int sent = 0;
    while (sent < answers) {
      long from = start + SEND_HEADERS + (long) sent * HEADER;
      int result = libc.sendmmsg(descriptor, from, answers - sent, NO_SIGNAL);
      if (result > 0) {
        sent += result;
      } else if (result != -Errno.INTERRUPTED) {
        failure = -result;
        sent++;
      }
    }
    return failure;
  }
}
