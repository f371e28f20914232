package dev.leeward.cluster;

import dev.leeward.topology.Instance;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A process with a link and a map and nothing else, told by its standard input what to do; it
 * prints what it sees. Arguments: its name, its key's file, then name, address and key of every
 * instance.
 */
final class RemoteMember {
  static final String CLUSTER = "tunnelled-dns";
  static final int PORT = 5801;

  private RemoteMember() {}

  public static void main(String[] args) throws Exception {
    String self = args[0];
    List<Instance> instances = new ArrayList<>();
    for (int i = 2; i < args.length; i += 3) {
      InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(args[i + 1]), PORT);
      instances.add(new Instance(args[i], "region", address, List.of(args[i + 2]), false));
    }
    InetSocketAddress listen =
        instances.stream()
            .filter(one -> one.name().equals(self))
            .findFirst()
            .orElseThrow()
            .linkAddress();
    PeerLink link =
        new PeerLink(
            new LinkSettings(CLUSTER, self, instances, listen, Duration.ofSeconds(1)),
            new LinkParts(
                Vertx.vertx(),
                KeyFile.load(Path.of(args[1])),
                new Printing(),
                LinkObserver.NONE,
                InstantSource.system()));
    link.start().toCompletableFuture().join();
    MapRoutes routes = MapRoutes.of(CLUSTER, self, instances);
    link.openTunnels(routes).toCompletableFuture().join();
    HazelcastStateMap map =
        HazelcastStateMap.start(
            new StateMapSettings(CLUSTER, routes, Duration.ofMillis(500)),
            (key, value) -> say("entry " + key + " " + new String(value, StandardCharsets.UTF_8)));
    obey(link, map);
    map.close();
    link.close();
    System.exit(0);
  }

  private static void obey(PeerLink link, HazelcastStateMap map) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      List<String> words = List.of(order.split(" "));
      switch (words.getFirst()) {
        case "members" -> say("members " + map.members());
        case "ballot" -> link.sendBallot(words.get(1).getBytes(StandardCharsets.UTF_8));
        case "put" -> put(map, words.get(1), Integer.parseInt(words.get(2)));
        case "reach" -> say("reach " + words.get(1) + " " + reach(words));
        default -> say("what is " + order + "?");
      }
    }
  }

  private static void put(HazelcastStateMap map, String value, int keys) {
    long begin = System.nanoTime();
    for (int key = 0; key < keys; key++) {
      map.put("key/" + key, value.getBytes(StandardCharsets.UTF_8));
    }
    say("put " + value + " " + (System.nanoTime() - begin) / 1_000_000);
  }

  private static String reach(List<String> words) {
    try (Socket socket = new Socket()) {
      InetAddress host = InetAddress.ofLiteral(words.get(1));
      socket.connect(new InetSocketAddress(host, Integer.parseInt(words.get(2))), 2000);
      return "open";
    } catch (IOException e) {
      return "closed";
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }

  private static final class Printing implements PeerInbox {
    @Override
    public void ballot(String fromPeer, byte[] signedBallot) {
      say("ballot " + fromPeer + " " + new String(signedBallot, StandardCharsets.UTF_8));
    }

    @Override
    public void ledger(String fromPeer, byte[] entries) {}

    @Override
    public void connected(String peer) {
      say("connected " + peer);
    }
  }
}
