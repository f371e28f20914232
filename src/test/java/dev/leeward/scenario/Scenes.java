package dev.leeward.scenario;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** What scenarios need: ports, backends, an independent resolver, patience. */
public final class Scenes {
  private static final int LOWEST_PORT = 10_000;
  private static final int HIGHEST_PORT = 32_000;
  private static final Set<Integer> GIVEN = new HashSet<>();

  private Scenes() {}

  /**
   * The first of two consecutive free ports, never given twice, and below those that the kernel
   * gives to outgoing connections: one of these would have the port of an instance that is down.
   */
  public static synchronized int freePorts() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      if (isFree(port) && isFree(port + 1) && GIVEN.add(port) && GIVEN.add(port + 1)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket tcp = new ServerSocket(port);
        DatagramSocket udp = new DatagramSocket(port)) {
      return tcp.isBound() && udp.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  static HttpServer backend(String address, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), port), 50);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  static Message ask(int port, String name, int type, boolean tcp) throws IOException {
    SimpleResolver resolver = new SimpleResolver(new InetSocketAddress("127.0.0.1", port));
    resolver.setTCP(tcp);
    resolver.setIgnoreTruncation(true);
    resolver.setTimeout(Duration.ofSeconds(2));
    return resolver.send(
        Message.newQuery(Record.newRecord(Name.fromString(name), type, org.xbill.DNS.DClass.IN)));
  }

  /** Addresses in an answer, sorted; a text that says so when nothing came. */
  static TreeSet<String> addresses(int port, String name) {
    try {
      Message answer = ask(port, name, Type.A, false);
      TreeSet<String> addresses = new TreeSet<>();
      answer.getSection(Section.ANSWER).forEach(record -> addresses.add(record.rdataToString()));
      if (answer.getRcode() != Rcode.NOERROR || addresses.isEmpty()) {
        addresses.add("empty, " + Rcode.string(answer.getRcode()));
      }
      return addresses;
    } catch (IOException nothing) {
      return new TreeSet<>(List.of("no answer"));
    }
  }

  /** Asks again until it is so. */
  static void await(String what, Duration longest, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + longest + ": " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
