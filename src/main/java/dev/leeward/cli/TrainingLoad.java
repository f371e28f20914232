package dev.leeward.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The questions of a busy day: hits, aliases, mail, wildcards, delegations, names and types that
 * are not there; plain, with EDNS and with a cookie; over UDP and over TCP. Owned by the thread
 * that runs it.
 */
final class TrainingLoad {
  private static final int ENOUGH_ANSWERS = 200_000;
  private static final int TCP_ROUNDS = 100;
  private static final int AT_ONCE = 32;
  private static final int PATIENCE_MILLIS = 100;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final byte[] EDNS = {0, 0, 41, 4, (byte) 208, 0, 0, 0, 0, 0, 0};
  private static final byte[] COOKIE = {
    0, 0, 41, 4, (byte) 208, 0, 0, 0, 0, 0, 12, 0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8
  };

  /** Name, type and how often. */
  private record Question(String name, int type, int weight) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("host", 1, 6),
          new Question("host", 28, 4),
          new Question("www", 1, 8),
          new Question("alias", 1, 2),
          new Question("", 15, 1),
          new Question("text", 16, 1),
          new Question("any.wild", 1, 1),
          new Question("host", 16, 1),
          new Question("below.sub", 1, 1),
          new Question("no-such", 1, 3));

  private final InetSocketAddress server;
  private final BooleanSupplier isServed;
  private final List<byte[]> queries = new ArrayList<>();
  private final long deadlineNanos = System.nanoTime() + LONGEST.toNanos();

  /**
   * @param isServed while false nobody will answer any more
   */
  TrainingLoad(InetSocketAddress server, BooleanSupplier isServed) {
    this.server = server;
    this.isServed = isServed;
    for (Question question : QUESTIONS) {
      for (int i = 0; i < question.weight(); i++) {
        queries.add(query(question, new byte[0]));
        queries.add(query(question, EDNS));
        queries.add(query(question, i == 0 ? COOKIE : new byte[0]));
      }
    }
  }

  /** Until there was enough of it, or it takes too long on this machine. */
  void run() throws IOException {
    int answers = 0;
    int next = 0;
    byte[] answer = new byte[4096];
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.setSoTimeout(PATIENCE_MILLIS);
      while (answers < ENOUGH_ANSWERS && goesOn()) {
        try {
          for (int i = 0; i < AT_ONCE; i++) {
            byte[] query = queries.get(next++ % queries.size());
            socket.send(new DatagramPacket(query, query.length));
          }
          for (int i = 0; i < AT_ONCE; i++) {
            socket.receive(new DatagramPacket(answer, answer.length));
            answers++;
          }
        } catch (PortUnreachableException | SocketTimeoutException e) {
          Thread.onSpinWait(); // not up yet, or something was lost: the next ones
        }
      }
    }
    if (answers > 0 && goesOn()) {
      overTcp();
    }
  }

  private boolean goesOn() {
    return isServed.getAsBoolean() && System.nanoTime() - deadlineNanos < 0;
  }

  private void overTcp() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(queries.size() * 128);
    queries.forEach(query -> all.putShort((short) query.length).put(query));
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout((int) LONGEST.toMillis());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int round = 0; round < TCP_ROUNDS && goesOn(); round++) {
        socket.getOutputStream().write(all.array(), 0, all.position());
        for (int i = 0; i < queries.size(); i++) {
          in.skipNBytes(in.readUnsignedShort());
        }
      }
    }
  }

  private static byte[] query(Question question, byte[] opt) {
    ByteBuffer query = ByteBuffer.allocate(128);
    query
        .putLong(0x0001_0000_0001_0000L)
        .putShort((short) 0)
        .putShort((short) Math.min(1, opt.length));
    String name = question.name().isEmpty() ? "train.test" : question.name() + ".train.test";
    for (String label : name.split("\\.", -1)) {
      query.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    query.put((byte) 0).putShort((short) question.type()).putShort((short) 1).put(opt);
    byte[] octets = new byte[query.position()];
    query.flip().get(octets);
    return octets;
  }
}
