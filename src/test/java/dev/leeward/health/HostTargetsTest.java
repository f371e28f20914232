package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.health.ProbeWorld.Answer;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host with several addresses, through the whole monitor. */
class HostTargetsTest {
  private static final String NAME = "lb.example.net.";
  private static final Target HOST = new Target(new Endpoint(Name.parse(NAME), "us-east"), "web");
  private static final Target OTHER = ProbeWorld.target("198.51.100.10", "eu-west");

  private final ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, HOST, OTHER);
  private final Set<Target> dead = new HashSet<>();

  private static Target at(String address) {
    return new Target(Endpoint.at(HOST.endpoint(), InetAddress.ofLiteral(address)), "web");
  }

  private static final Target FIRST = at("192.0.2.1");
  private static final Target SECOND = at("192.0.2.2");
  private static final Target THIRD = at("2001:db8::3");

  @BeforeEach
  void endpoints() {
    world.endpointsAnswer(
        start -> dead.contains(start.target()) ? Answer.refused() : Answer.healthy());
  }

  private void addresses(String... addresses) {
    List<InetAddress> found = Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
    world.events.addAll(world.monitor.onAddresses(NAME, found, world.nowNanos()));
  }

  private List<String> probed() {
    return world.monitor.probed().stream().map(health -> health.target().id()).toList();
  }

  private Opinion of(Target address) {
    return world.monitor.probed().stream()
        .filter(health -> health.target().equals(address))
        .findFirst()
        .orElseThrow()
        .opinion();
  }

  private long changesOfTheHost() {
    return world.events.stream()
        .filter(event ->
            event instanceof HealthEvent.OpinionChanged changed
                && changed.target().equals(HOST)
                && changed.before().state() != changed.after().state())
        .count();
  }

  @Test
  void untilItsAddressesAreKnownAHostIsProbedItself() {
    world.runMillis(5_000);
    assertEquals(Opinion.State.UP, world.opinion(HOST).state());
    assertEquals(List.of("198.51.100.10/web", "lb.example.net./web"), probed());
  }

  @Test
  void eachAddressIsATargetAndTheHostIsWhatIsVotedOn() {
    addresses("192.0.2.1", "2001:db8::3");
    world.runMillis(5_000);
    assertEquals(
        List.of(
            "198.51.100.10/web",
            "lb.example.net.@192.0.2.1/web",
            "lb.example.net.@2001:db8::3/web"),
        probed());
    assertEquals(Opinion.State.UP, of(FIRST).state());
    assertEquals(Opinion.State.UP, of(THIRD).state());
    assertEquals(Opinion.State.UP, world.opinion(HOST).state());
    assertEquals(
        List.of(OTHER, HOST), world.monitor.snapshot().stream().map(TargetHealth::target).toList());
    assertEquals(1, changesOfTheHost());
  }

  @Test
  void gaugesReadTheHostsVoteAndTheAddressesTimes() {
    addresses("192.0.2.1", "192.0.2.2");
    world.runMillis(5_000);
    dead.add(FIRST);
    world.runMillis(10_000);
    Map<String, TargetReading> readings =
        world.monitor.readings().stream()
            .collect(Collectors.toMap(each -> each.target().id(), Function.identity()));
    assertEquals(Set.of(OTHER.id(), HOST.id(), FIRST.id(), SECOND.id()), readings.keySet());
    for (TargetHealth each : world.monitor.probed()) {
      TargetReading reading = Objects.requireNonNull(readings.get(each.target().id()));
      assertTrue(reading.probed());
      assertEquals(each.target().equals(OTHER), reading.voted());
      assertEquals(each.opinion().state(), reading.state());
      assertEquals(each.timeout(), reading.timeout());
    }
    TargetReading host = readings.get(HOST.id());
    assertEquals(new TargetReading(HOST, true, false, Opinion.State.UP, null, Duration.ZERO), host);
  }

  @Test
  void oneDeadAddressIsSeenAndTheHostStaysUp() {
    addresses("192.0.2.1", "192.0.2.2");
    world.runMillis(5_000);
    dead.add(FIRST);
    world.runMillis(10_000);
    assertEquals(Opinion.State.DOWN, of(FIRST).state());
    assertEquals(Opinion.State.UP, world.opinion(HOST).state());
    assertEquals(false, world.opinion(HOST).isSuspect());
    assertEquals(1, changesOfTheHost());
  }

  @Test
  void theHostIsDownWithItsLastAddressAndUpWithTheFirst() {
    addresses("192.0.2.1", "192.0.2.2");
    world.runMillis(5_000);
    dead.addAll(Set.of(FIRST, SECOND));
    world.runUntil(HOST, Opinion.State.DOWN);
    assertTrue(
        String.valueOf(world.opinion(HOST).lastReason())
            .matches("192\\.0\\.2\\.[12]: connection refused"),
        world.opinion(HOST).toString());
    dead.remove(SECOND);
    world.runUntil(HOST, Opinion.State.UP);
    assertEquals(3, changesOfTheHost());
  }

  @Test
  void theHostIsSuspectWhenAllThatAreUpAre() {
    addresses("192.0.2.1", "192.0.2.2");
    world.runMillis(5_000);
    dead.addAll(Set.of(FIRST, SECOND));
    while (!(of(FIRST).isSuspect() && of(SECOND).isSuspect())) {
      world.runMillis(10);
    }
    assertTrue(world.opinion(HOST).isSuspect());
  }

  @Test
  void whatIsKnownOfAnAddressOutlivesAChangeOfTheOthers() {
    addresses("192.0.2.1", "192.0.2.2");
    world.runMillis(20_000);
    int streak = of(SECOND).streak().length();
    addresses("192.0.2.2", "2001:db8::3");
    assertEquals(streak, of(SECOND).streak().length());
    assertEquals(Opinion.State.UNKNOWN, of(THIRD).state());
  }

  @Test
  void newAddressesAreNoNewOpinionUntilSomethingIsKnownOfThem() {
    addresses("192.0.2.1");
    world.runMillis(5_000);
    addresses("192.0.2.2");
    assertEquals(Opinion.State.UP, world.opinion(HOST).state());
    dead.add(SECOND);
    world.runUntil(HOST, Opinion.State.DOWN);
  }

  @Test
  void anAnswerThatIsAnotherEveryFewSecondsHidesNoDeath() {
    for (int turn = 1; turn <= 20; turn++) {
      addresses("192.0.2." + turn);
      world.runMillis(5_000);
    }
    assertEquals(Opinion.State.UP, world.opinion(HOST).state());
    world.endpointsAnswer(
        start -> start.target().equals(OTHER) ? Answer.healthy() : Answer.refused());
    for (int turn = 1; turn <= 2; turn++) {
      addresses("192.0.2." + turn);
      world.runMillis(5_000);
    }
    assertEquals(Opinion.State.DOWN, world.opinion(HOST).state());
  }

  @Test
  void anAddressThatCannotBeReachedFromHereHoldsNothingUp() {
    addresses("192.0.2.1", "2001:db8::3");
    world.endpointsAnswer(start ->
        start.target().equals(THIRD)
            ? Answer.noRoute()
            : dead.contains(start.target()) ? Answer.refused() : Answer.healthy());
    world.runUntil(HOST, Opinion.State.UP);
    dead.add(FIRST);
    world.runUntil(HOST, Opinion.State.DOWN);
  }

  @Test
  void aReloadKeepsWhatIsKnownOfTheAddresses() {
    addresses("192.0.2.1", "192.0.2.2");
    world.runMillis(20_000);
    int streak = of(FIRST).streak().length();
    world.monitor.retarget(
        List.of(HOST), ProbeWorld.checks(ProbeWorld.TIMING), VoterPlace.ALONE, world.nowNanos());
    assertEquals(streak, of(FIRST).streak().length());
    assertEquals(Opinion.State.UP, world.opinion(HOST).state());
  }

  @Test
  void aFileTellsOfTheHostAndNotOfItsAddresses() {
    CheckSettings file =
        new CheckSettings(
            "web",
            ProbeWorld.TIMING,
            new FileCheck(
                java.nio.file.Path.of("/run/states"),
                java.time.Duration.ofMinutes(1),
                FileCheck.Otherwise.values()[0]));
    world.monitor.retarget(
        List.of(HOST), java.util.Map.of("web", file), VoterPlace.ALONE, world.nowNanos());
    addresses("192.0.2.1", "192.0.2.2");
    assertEquals(List.of("lb.example.net./web"), probed());
  }
}
