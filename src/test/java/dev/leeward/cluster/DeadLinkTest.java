package dev.leeward.cluster;

import static dev.leeward.cluster.LinkedInstances.octets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.LinkedInstances.Running;
import dev.leeward.topology.Instance;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way between two instances swallows everything and closes nothing. */
@Timeout(120)
final class DeadLinkTest {
  private static final Duration SILENCE = Duration.ofMillis(600);

  /** Less than TLS would wait for its own end. */
  private static final Duration SOON = Duration.ofMillis(2500);

  private final LinkedInstances net = new LinkedInstances("a", "b");
  private final InetSocketAddress between = LinkedInstances.freeAddress();
  private final SilentProxy proxy = new SilentProxy(net.vertx, between, net.address("b"));
  private final Running a = start("a", List.of(net.electorate().getFirst(), throughTheProxy()));
  private final Running b = start("b", net.electorate());

  private Instance throughTheProxy() {
    return new Instance("b", "region", between, List.of(net.key("b").publicKeyBase64()), false);
  }

  private Running start(String name, List<Instance> electorate) {
    return net.start(
        new LinkSettings(
            LinkedInstances.CLUSTER,
            name,
            electorate,
            net.address(name),
            LinkedInstances.BEAT,
            SILENCE),
        net.key(name));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    net.close();
  }

  private static boolean bothConnectionsEnded(Running one) {
    return one.observer().disconnected.containsAll(LinkChannel.STANDING);
  }

  private void assertBothLoseTheOtherSoon() {
    long begin = System.nanoTime();
    Eventually.becomes("ended", () -> bothConnectionsEnded(a) && bothConnectionsEnded(b));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(SOON) < 0, "noticed after " + took);
    assertFalse(a.peer("b").connected());
    assertFalse(b.peer("a").connected());
  }

  @Test
  void silenceIsNoticedByBothSidesAndHealsByItself() {
    a.awaitConnected("b");
    b.awaitConnected("a");
    proxy.fallSilent();
    assertBothLoseTheOtherSoon();
    assertEquals("nothing received for 6 beats", b.peer("a").lastError());
    proxy.speakAgain();
    a.awaitConnected("b");
    b.awaitConnected("a");
    b.link().sendBallot(octets("back"));
    a.awaitReceived("ballot of b: back");
  }

  @Test
  void whatWaitsToBeWrittenDoesNotHideThatThePeerIsGone() {
    a.awaitConnected("b");
    b.awaitConnected("a");
    proxy.fallSilent();
    a.link().sendLedger(new byte[LinkChannel.LEDGER.largestOctets()]);
    b.link().sendLedger(new byte[LinkChannel.LEDGER.largestOctets()]);
    assertBothLoseTheOtherSoon();
  }

  @Test
  void aLinkWithoutAnythingToSayIsNotSilent() {
    a.awaitConnected("b");
    b.awaitConnected("a");
    long end = System.nanoTime() + SILENCE.multipliedBy(3).toNanos();
    Eventually.becomes("long quiet", () -> System.nanoTime() > end);
    assertTrue(a.peer("b").connected());
    assertEquals(0, a.peer("b").reconnects());
    assertEquals(0, b.peer("a").reconnects());
  }
}
