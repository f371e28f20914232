package dev.leeward.cluster;

import static dev.leeward.cluster.LinkedInstances.octets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.LinkedInstances.Running;
import dev.leeward.topology.Instance;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An instance gets a new key while the three go on. */
@Timeout(120)
final class KeyRollTest {
  private final LinkedInstances net = new LinkedInstances("a", "b", "c");
  private final InstanceKey oldKey = net.key("b");
  private final InstanceKey newKey = KeyFile.ephemeral("b");
  private final Running a = net.start("a");
  private final Running c = net.start("c");
  private final Running b = net.start("b");

  @AfterEach
  void close() throws IOException {
    net.close();
  }

  private List<Instance> electorate(InstanceKey... keysOfB) {
    List<String> keys = Stream.of(keysOfB).map(InstanceKey::publicKeyBase64).toList();
    return net.electorate().stream()
        .map(one -> one.name().equals("b") ? with(one, keys) : one)
        .toList();
  }

  private static Instance with(Instance one, List<String> keys) {
    return new Instance(one.name(), one.region(), one.linkAddress(), keys, false);
  }

  /** The reload is done when a ballot that was sent after it has arrived. */
  private static void reload(Running one, List<Instance> electorate, String mark, Running witness) {
    one.link().instances(electorate);
    one.link().sendBallot(octets(mark));
    Eventually.becomes(
        mark, () -> witness.inbox().received.stream().anyMatch(text -> text.endsWith(mark)));
  }

  private void allConnected() {
    a.awaitConnected("b", "c");
    b.awaitConnected("a", "c");
    c.awaitConnected("a", "b");
  }

  @Test
  void aSecondKeyIsAcceptedWithoutLosingAConnection() {
    allConnected();
    reload(a, electorate(oldKey, newKey), "a knows both", c);
    reload(c, electorate(oldKey, newKey), "c knows both", a);
    assertTrue(a.peer("b").connected());
    assertTrue(c.peer("b").connected());
    reload(a, electorate(oldKey), "a knows the old again", c);
    assertEquals(0, a.peer("b").reconnects());
    assertEquals(0, c.peer("b").reconnects());
    assertEquals(List.of("a", "c"), b.inbox().connected.stream().sorted().toList());
  }

  @Test
  void aKeyIsRolledByOneRestartAndTheOldOneThenOpensNothing() throws IOException {
    allConnected();
    reload(a, electorate(oldKey, newKey), "a knows both", c);
    reload(c, electorate(oldKey, newKey), "c knows both", a);

    b.link().close();
    Running rolled = net.start(net.settings("b"), newKey);
    rolled.awaitConnected("a", "c");
    a.awaitConnected("b");
    c.awaitConnected("b");
    rolled.link().sendBallot(octets("with the new key"));
    a.awaitReceived("ballot of b: with the new key");
    c.awaitReceived("ballot of b: with the new key");

    reload(a, electorate(newKey), "a knows the new", c);
    reload(c, electorate(newKey), "c knows the new", a);
    assertTrue(a.peer("b").connected());
    assertEquals(1, a.peer("b").reconnects());
    assertEquals(1, c.peer("b").reconnects());
    assertEquals(0, a.peer("c").reconnects());

    rolled.link().close();
    Running thief = net.start(net.settings("b"), oldKey);
    a.awaitRefused(Refusal.UNKNOWN_KEY);
    c.awaitRefused(Refusal.UNKNOWN_KEY);
    assertFalse(thief.peer("c").connected());
  }

  @Test
  void aKeyThatIsTakenAwayEndsTheConnectionsThatItOpened() {
    allConnected();
    a.link().instances(electorate(newKey));
    Eventually.becomes("lost", () -> !a.peer("b").connected());
    a.awaitRefused(Refusal.UNKNOWN_KEY);
    assertTrue(a.peer("c").connected());
  }
}
