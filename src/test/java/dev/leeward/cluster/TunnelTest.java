package dev.leeward.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.LinkedInstances.Running;
import dev.leeward.topology.Instance;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hosts, each with a member that finds the other's on a loopback address of its own. */
@Timeout(120)
final class TunnelTest {
  private final LinkedInstances net = new LinkedInstances("a", "b");
  private final InetSocketAddress memberOfA = LinkedInstances.freeAddress();
  private final InetSocketAddress memberOfB = LinkedInstances.freeAddress();
  private final InetSocketAddress aAsSeenByB = LinkedInstances.freeAddress();
  private final InetSocketAddress bAsSeenByA = LinkedInstances.freeAddress();
  private final InetSocketAddress between = LinkedInstances.freeAddress();
  private final SilentProxy proxy = new SilentProxy(net.vertx, between, net.address("b"));
  private final PlainMember onA = new PlainMember(net.vertx, memberOfA);
  private final PlainMember onB = new PlainMember(net.vertx, memberOfB);
  private final Running a = net.start(throughTheProxy(), net.key("a"));
  private final Running b = net.start("b");

  private LinkSettings throughTheProxy() {
    Instance there =
        new Instance("b", "region", between, List.of(net.key("b").publicKeyBase64()), false);
    return new LinkSettings(
        LinkedInstances.CLUSTER,
        "a",
        List.of(net.electorate().getFirst(), there),
        net.address("a"),
        LinkedInstances.BEAT);
  }

  private MapRoutes routes(String self, InetSocketAddress bind) {
    TreeMap<String, InetSocketAddress> members = new TreeMap<>();
    members.put("a", aAsSeenByB);
    members.put("b", bAsSeenByA);
    return new MapRoutes(self, bind, members, true);
  }

  private static void open(Running one, MapRoutes routes) {
    one.link().openTunnels(routes).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @BeforeEach
  void open() {
    open(a, routes("a", memberOfA));
    open(b, routes("b", memberOfB));
    a.awaitConnected("b");
    b.awaitConnected("a");
  }

  @AfterEach
  void close() throws IOException {
    onA.close();
    onB.close();
    proxy.close();
    net.close();
  }

  @Test
  void membersSpeakWithEachOtherWhicheverBegins() {
    PlainMember.End fromA = onA.connect(bAsSeenByA);
    PlainMember.End atB = onB.awaitAccepted();
    fromA.say("from a");
    atB.awaitText("from a");
    atB.say("from b");
    fromA.awaitText("from b");
    PlainMember.End fromB = onB.connect(aAsSeenByB);
    PlainMember.End atA = onA.awaitAccepted();
    fromB.say("b began");
    atA.awaitText("b began");
    Eventually.becomes(
        "two tunnels", () -> a.observer().tunnels.get() == 2 && b.observer().tunnels.get() == 2);
  }

  @Test
  void bothSidesEndTogether() {
    PlainMember.End fromA = onA.connect(bAsSeenByA);
    PlainMember.End atB = onB.awaitAccepted();
    fromA.socket.close();
    atB.awaitClosed();
    PlainMember.End again = onA.connect(bAsSeenByA);
    onB.awaitAccepted().socket.close();
    again.awaitClosed();
    Eventually.becomes(
        "no tunnel", () -> a.observer().tunnels.get() == 0 && b.observer().tunnels.get() == 0);
  }

  @Test
  void largePiecesArriveWholeAndInOrder() {
    PlainMember.End fromA = onA.connect(bAsSeenByA);
    PlainMember.End atB = onB.awaitAccepted();
    byte[] large = new byte[8 << 20];
    fromA.socket.write(Buffer.buffer(large));
    fromA.say("the end");
    Eventually.becomes("all", () -> atB.octets.get() == large.length + "the end".length());
  }

  @Test
  void aMemberThatDoesNotReadStopsTheOneThatWrites() {
    PlainMember.End fromA = onA.connect(bAsSeenByA);
    PlainMember.End atB = onB.awaitAccepted();
    atB.socket.pause();
    byte[] piece = new byte[1 << 20];
    int pieces = 64;
    for (int i = 0; i < pieces; i++) {
      fromA.socket.write(Buffer.buffer(piece));
    }
    long some = 1 << 20;
    Eventually.becomes("some arrive", () -> b.observer().tunnelOctets.get() > some);
    long[] seen = {-1, 0};
    Eventually.becomes(
        "nothing moves any more",
        () -> {
          long now = b.observer().tunnelOctets.get();
          seen[1] = now == seen[0] ? seen[1] + 1 : 0;
          seen[0] = now;
          return seen[1] > 100;
        });
    assertTrue(
        seen[0] < (long) pieces * piece.length / 2, seen[0] + " octets went into a stuck member");
    b.link().sendBallot(LinkedInstances.octets("ballots pass"));
    a.awaitReceived("ballot of b: ballots pass");
    atB.socket.resume();
    Eventually.becomes("all", () -> atB.octets.get() == (long) pieces * piece.length);
  }

  @Test
  void aPathThatSwallowsEverythingEndsTheTunnelOnBothSides() {
    PlainMember.End fromA = onA.connect(bAsSeenByA);
    PlainMember.End atB = onB.awaitAccepted();
    fromA.say("before");
    atB.awaitText("before");
    proxy.fallSilent();
    fromA.awaitClosed();
    atB.awaitClosed();
  }

  @Test
  void whereNoMemberAnswersTheConnectionEnds() {
    onB.close();
    onA.connect(bAsSeenByA).awaitClosed();
  }

  @Test
  void whoHasNoMapCarriesNothing() {
    b.link().closeTunnels();
    onA.connect(bAsSeenByA).awaitClosed();
    assertTrue(onB.accepted.isEmpty());
    assertTrue(b.observer().refused.isEmpty(), "it is no fault of a");
  }

  @Test
  void aPeerCannotHaveTunnelsWithoutEnd() {
    List<PlainMember.End> many = new ArrayList<>();
    for (int i = 0; i < Tunnels.MOST_PER_PEER + 5; i++) {
      many.add(onA.connect(bAsSeenByA));
    }
    Eventually.becomes("five closed", () -> many.stream().filter(end -> end.closed).count() == 5);
    Eventually.becomes("the others stand", () -> onB.accepted.size() == Tunnels.MOST_PER_PEER);
  }

  @Test
  void aForeignKeyOpensNoTunnel() {
    InstanceKey foreign = KeyFile.ephemeral("a");
    InetSocketAddress entrance = LinkedInstances.freeAddress();
    Running thief =
        net.start(
            new LinkSettings(
                LinkedInstances.CLUSTER,
                "a",
                net.electorate(),
                LinkedInstances.freeAddress(),
                LinkedInstances.BEAT),
            foreign);
    TreeMap<String, InetSocketAddress> members = new TreeMap<>();
    members.put("a", aAsSeenByB);
    members.put("b", entrance);
    open(thief, new MapRoutes("a", LinkedInstances.freeAddress(), members, true));
    onA.connect(entrance).awaitClosed();
    b.awaitRefused(Refusal.UNKNOWN_KEY);
    assertTrue(onB.accepted.isEmpty());
    assertEquals(0, b.observer().tunnels.get());
  }

  @Test
  void anAddressThatCannotBeHadIsNamedWithWhatToDo() throws IOException {
    InetSocketAddress taken = LinkedInstances.freeAddress();
    try (ServerSocket _ = new ServerSocket(taken.getPort(), 1, taken.getAddress())) {
      TreeMap<String, InetSocketAddress> members = new TreeMap<>();
      members.put("a", aAsSeenByB);
      members.put("b", taken);
      MapRoutes routes = new MapRoutes("a", memberOfA, members, true);
      CompletionException refused = assertThrows(CompletionException.class, () -> open(a, routes));
      LinkBindFailure failure = assertInstanceOf(LinkBindFailure.class, refused.getCause());
      String text = String.valueOf(failure.getMessage());
      assertTrue(text.startsWith("cannot listen on 127.0.0.1:" + taken.getPort()), text);
      assertTrue(text.contains("for the map's member of b"), text);
      assertTrue(text.contains("another process has this port"), text);
    }
  }

  @Test
  void anAddressThatThisHostDoesNotHaveIsNamedToo() {
    LinkBindFailure failure =
        LinkBindFailure.ofTunnel(
            "b",
            new InetSocketAddress("127.70.1.1", 5802),
            new IOException("Cannot assign requested address"));
    assertEquals(
        "cannot listen on 127.70.1.1:5802 for the map's member of b: Cannot assign requested"
            + " address; this host needs the address on its loopback interface: Linux has all of"
            + " 127.0.0.0/8, elsewhere it is added as an alias",
        failure.getMessage());
  }

  @Test
  void anInstanceThatIsTakenAwayLosesItsWay() {
    PlainMember.End fromA = onA.connect(bAsSeenByA);
    PlainMember.End atB = onB.awaitAccepted();
    a.link().instances(List.of(net.electorate().getFirst()));
    fromA.awaitClosed();
    atB.awaitClosed();
  }
}
