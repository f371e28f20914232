package dev.leeward.cluster;

import static dev.leeward.cluster.LinkedInstances.octets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.LinkedInstances.Running;
import dev.leeward.topology.Instance;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class PeerLinkTest {
  private final LinkedInstances net = new LinkedInstances("a", "b", "c");

  @AfterEach
  void close() throws IOException {
    net.close();
  }

  @Test
  void ballotsAndLedgerReachEveryPeerInBothDirections() {
    Running a = net.start("a");
    Running b = net.start("b");
    Running c = net.start("c");
    a.awaitConnected("b", "c");
    b.awaitConnected("a", "c");
    c.awaitConnected("a", "b");
    for (Running each : List.of(a, b, c)) {
      each.link().sendBallot(octets("my ballot"));
      each.link().sendLedger(octets("my ledger"));
    }
    a.awaitReceived("ballot of b: my ballot");
    a.awaitReceived("ballot of c: my ballot");
    b.awaitReceived("ballot of a: my ballot");
    b.awaitReceived("ledger of c: my ledger");
    c.awaitReceived("ledger of a: my ledger");
    c.awaitReceived("ledger of b: my ledger");
    assertEquals(List.of(), List.copyOf(a.observer().refused));
    assertTrue(a.peer("b").octetsSent() >= octets("my ballot" + "my ledger").length);
    assertEquals(0, a.peer("b").reconnects());
  }

  @Test
  void whatIsForOnePeerReachesOnlyThatOne() {
    Running a = net.start("a");
    Running b = net.start("b");
    Running c = net.start("c");
    a.awaitConnected("b", "c");
    b.awaitConnected("a", "c");
    b.link().sendBallotTo("c", octets("for c"));
    b.link().sendLedgerTo("a", octets("for a"));
    b.link().sendBallotTo("nobody", octets("lost"));
    c.awaitReceived("ballot of b: for c");
    a.awaitReceived("ledger of b: for a");
    assertEquals(1, c.inbox().received.size());
    assertEquals(1, a.inbox().received.size());
  }

  @Test
  void aBallotDoesNotWaitForABeat() {
    Running b = net.start("b");
    Duration slowBeat = Duration.ofSeconds(20);
    Running a =
        net.start(
            new LinkSettings(
                LinkedInstances.CLUSTER, "a", net.electorate(), net.address("a"), slowBeat),
            net.key("a"));
    a.awaitConnected("b");
    long begin = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      a.link().sendBallot(octets("ballot " + i));
      b.awaitReceived("ballot of a: ballot " + i);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(slowBeat.dividedBy(10)) < 0, "20 ballots took " + took);
  }

  @Test
  void aLinkThatStandsForLongIsNotCollectedWithTheGarbage() {
    Running b = net.start("b");
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    Eventually.becomes(
        "collected",
        () -> {
          System.gc();
          return garbage.get() == null;
        });
    Running a = net.start("a");
    a.awaitConnected("b");
    b.awaitConnected("a");
  }

  @Test
  void aLargeLedgerArrivesWhole() {
    Running a = net.start("a");
    Running b = net.start("b");
    a.awaitConnected("b");
    a.link().sendLedger(new byte[LinkChannel.LEDGER.largestOctets()]);
    a.link().sendLedger(new byte[LinkChannel.LEDGER.largestOctets() + 1]);
    a.link().sendBallot(octets("small"));
    b.awaitReceived("ballot of a: small");
    b.awaitReceived("ledger of a: " + LinkChannel.LEDGER.largestOctets() + " octets");
    assertEquals(2, b.inbox().received.size());
  }

  @Test
  void aBallotGivenBeforeTheConnectionStandsLeavesWithIt() {
    Running a = net.start("a");
    a.link().sendBallot(octets("early"));
    a.link().sendBallot(octets("newer"));
    Running b = net.start("b");
    b.awaitReceived("ballot of a: newer");
    assertEquals(1, b.inbox().received.size());
  }

  @Test
  void aPeerThatDiesAndReturnsIsConnectedAgain() throws IOException {
    Running a = net.start("a");
    Running b = net.start("b");
    a.awaitConnected("b");
    b.link().close();
    Eventually.becomes("lost", () -> !a.peer("b").connected());
    Eventually.becomes(
        "redialled in vain",
        () -> String.valueOf(a.peer("b").lastError()).contains("Connection refused"));
    Running again = net.start("b");
    a.awaitConnected("b");
    again.awaitConnected("a");
    assertEquals(1, a.peer("b").reconnects());
    Eventually.becomes(
        "told twice", () -> List.copyOf(a.inbox().connected).equals(List.of("b", "b")));
    again.link().sendBallot(octets("back"));
    a.awaitReceived("ballot of b: back");
  }

  @Test
  void aDiallingPeerThatDiesAndReturnsIsConnectedAgain() throws IOException {
    Running a = net.start("a");
    Running b = net.start("b");
    b.awaitConnected("a");
    a.link().close();
    Eventually.becomes("lost", () -> !b.peer("a").connected());
    Running again = net.start("a");
    again.awaitConnected("b");
    Eventually.becomes("counted", () -> b.peer("a").reconnects() == 1);
  }

  @Test
  void aKeyThatIsNotPinnedIsRefusedOnEitherSide() {
    InstanceKey stranger = KeyFile.ephemeral("a");
    Running b = net.start("b");
    Running c = net.start("c");
    Running impostor = net.start(net.settings("a"), stranger);
    b.awaitRefused(Refusal.UNKNOWN_KEY);
    c.awaitRefused(Refusal.UNKNOWN_KEY);
    b.awaitConnected("c");
    assertFalse(b.peer("a").connected());
    assertFalse(impostor.peer("b").connected());
    Eventually.becomes(
        "is told why",
        () ->
            String.valueOf(impostor.peer("b").lastError())
                .contains("does not have this instance's public-key"));
    assertEquals(List.of("c"), List.copyOf(b.inbox().connected));
  }

  @Test
  void aPeerThatShowsAStrangersKeyIsNotTalkedTo() {
    Running a = net.start("a");
    net.start(net.settings("b"), KeyFile.ephemeral("b"));
    a.awaitRefused(Refusal.UNKNOWN_KEY);
    Eventually.becomes(
        "says why",
        () -> String.valueOf(a.peer("b").lastError()).contains("no configured instance's"));
    assertFalse(a.peer("b").connected());
  }

  @Test
  void anotherInstancesKeyAtAnAddressIsRefused() {
    Running a = net.start("a");
    net.start(net.settings("b"), net.key("c"));
    a.awaitRefused(Refusal.WRONG_INSTANCE);
    assertFalse(a.peer("b").connected());
    assertFalse(a.peer("c").connected());
  }

  @Test
  void anotherClusterIsRefusedAndBothSidesSayWhy() {
    Running a = net.start("a");
    LinkSettings staging =
        new LinkSettings(
            "staging-dns", "b", net.electorate(), net.address("b"), LinkedInstances.BEAT);
    Running b = net.start(staging, net.key("b"));
    a.awaitRefused(Refusal.WRONG_CLUSTER);
    b.awaitRefused(Refusal.WRONG_CLUSTER);
    Eventually.becomes(
        "says why", () -> String.valueOf(a.peer("b").lastError()).contains("'staging-dns'"));
    assertFalse(a.peer("b").connected());
  }

  @Test
  void anElectorateCanChangeWhileTheLinkRuns() {
    List<Instance> two = new ArrayList<>(net.electorate());
    Instance c = two.removeLast();
    Running a =
        net.start(
            new LinkSettings(
                LinkedInstances.CLUSTER, "a", two, net.address("a"), LinkedInstances.BEAT),
            net.key("a"));
    Running b = net.start("b");
    Running late = net.start("c");
    a.awaitConnected("b");
    b.awaitConnected("c");
    late.awaitConnected("b");
    two.add(c);
    a.link().instances(two);
    Eventually.becomes("known", () -> a.link().peers().size() == 2);
    a.awaitConnected("c");
    assertEquals(List.of("b", "c"), List.copyOf(a.inbox().connected));
    two.remove(c);
    a.link().instances(two);
    Eventually.becomes("lost", () -> !late.peer("a").connected());
    assertTrue(a.peer("b").connected());
  }

  @Test
  void anAddressThatIsTakenIsNamedWithWhatToDo() throws IOException {
    InetSocketAddress taken = net.address("a");
    try (ServerSocket _ = new ServerSocket(taken.getPort(), 1, taken.getAddress())) {
      CompletionException failure = assertThrows(CompletionException.class, () -> net.start("a"));
      LinkBindFailure cause = assertInstanceOf(LinkBindFailure.class, failure.getCause());
      String text = String.valueOf(cause.getMessage());
      String address = "127.0.0.1:" + taken.getPort();
      assertTrue(text.contains("cannot listen for peers on " + address), text);
      assertTrue(text.contains("another process has this port"), text);
    }
  }
}
