package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual's table of what a partition does: each row is played here, word for word. */
class PartitionTableTest {
  private static final Path MANUAL = Path.of("src/site/markdown/agreement.md");
  private static final String HEADING = "| voters | what is lost |";
  private static final String WWW = SimulatedConfiguration.WWW;
  private static final List<String> FIRST = List.of("us-east");
  private static final List<String> SECOND = List.of("eu-west");

  /** Longer than any opinion, ballot or message takes. */
  private static final Duration LONG = Duration.ofSeconds(15);

  /** The row of the manual that a test plays. */
  @Retention(RetentionPolicy.RUNTIME)
  private @interface Row {
    String value();
  }

  @Test
  void everyRowOfTheManualIsPlayedAndNoOther() throws IOException {
    List<String> played =
        Arrays.stream(PartitionTableTest.class.getDeclaredMethods())
            .map(method -> method.getAnnotation(Row.class))
            .filter(Objects::nonNull)
            .map(Row::value)
            .sorted()
            .toList();
    assertEquals(rowsOfTheManual().stream().sorted().toList(), played);
  }

  @Test
  void everyRowIsATest() {
    for (Method method : PartitionTableTest.class.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Row.class)) {
        assertTrue(method.isAnnotationPresent(Test.class), method.getName());
      }
    }
  }

  private static List<String> rowsOfTheManual() throws IOException {
    try (Stream<String> lines = Files.lines(MANUAL)) {
      return lines
          .dropWhile(line -> !line.startsWith(HEADING))
          .skip(2)
          .takeWhile(line -> line.startsWith("|"))
          .toList();
    }
  }

  private static Simulation cluster(int voters) {
    Simulation simulation = new Simulation(500 + voters, voters);
    simulation.invariants.addAll(Invariant.all());
    simulation.startAll();
    simulation.run(LONG);
    return simulation;
  }

  private static void run(Simulation simulation) {
    simulation.run(LONG);
  }

  /** Whether automation goes on is whether a region that dies is left. */
  private static void killFirstRegion(Simulation simulation) {
    simulation.world.refuse("us-east");
    simulation.run(LONG);
  }

  private static List<SimulatedInstance> instances(Simulation simulation, int... numbers) {
    return Arrays.stream(numbers).mapToObj(simulation.instances::get).toList();
  }

  private static void assertServed(List<String> regions, List<SimulatedInstance> instances) {
    for (SimulatedInstance instance : instances) {
      assertEquals(regions, instance.served(WWW), instance.name);
    }
  }

  private static void assertAutomation(boolean runs, List<SimulatedInstance> instances) {
    for (SimulatedInstance instance : instances) {
      assertEquals(runs, instance.seenNow().hasQuorum(), instance.name);
    }
  }

  @Test
  @Row("| 1 | - | it decides alone | - |")
  void oneVoterDecidesAlone() {
    Simulation simulation = cluster(1);
    killFirstRegion(simulation);
    assertServed(SECOND, simulation.instances);
  }

  @Test
  @Row(
      "| 1 | its own network: every region falls silent at once | stops, it abstains | the last"
          + " agreed state |")
  void oneVoterWithoutANetworkAbstains() {
    Simulation simulation = cluster(1);
    simulation.world.hang("us-east");
    simulation.world.hang("eu-west");
    run(simulation);
    SimulatedInstance alone = simulation.instances.getFirst();
    assertFalse(alone.seenNow().doubts().isEmpty());
    assertEquals(0, alone.loop().ledger().decision(WWW).term());
    assertServed(FIRST, simulation.instances);
  }

  @Test
  @Row(
      "| 2 | the other instance, or the link between them | stops on both: the quorum is 2 | the"
          + " last agreed state, the same on both until one is drained |")
  void twoVotersHoldWithoutEachOther() {
    Simulation without = cluster(2);
    without.instances.get(1).crash();
    run(without);
    assertAutomation(false, instances(without, 0));
    killFirstRegion(without);
    assertServed(FIRST, instances(without, 0));

    Simulation cut = cluster(2);
    cut.network.separate(List.of("voter-a"));
    run(cut);
    assertAutomation(false, cut.instances);
    killFirstRegion(cut);
    assertServed(FIRST, cut.instances);
    cut.instances.get(0).operator.drain("us-east");
    run(cut);
    assertServed(SECOND, instances(cut, 0));
    assertServed(FIRST, instances(cut, 1));
  }

  @Test
  @Row("| 3 | one instance | goes on with the other two | nothing: it is gone |")
  void threeVotersGoOnWithoutOneInstance() {
    for (int gone = 0; gone < 3; gone++) {
      Simulation simulation = cluster(3);
      simulation.instances.get(gone).crash();
      List<SimulatedInstance> others = instances(simulation, (gone + 1) % 3, (gone + 2) % 3);
      run(simulation);
      assertAutomation(true, others);
      killFirstRegion(simulation);
      assertServed(SECOND, others);
    }
  }

  @Test
  @Row(
      "| 3 | the way to one instance | goes on with the other two, stops on the one | what was"
          + " agreed when it was cut off |")
  void threeVotersGoOnWithoutTheWayToOne() {
    for (int cutOff = 0; cutOff < 3; cutOff++) {
      Simulation simulation = cluster(3);
      simulation.network.separate(List.of(simulation.instances.get(cutOff).name));
      List<SimulatedInstance> others = instances(simulation, (cutOff + 1) % 3, (cutOff + 2) % 3);
      run(simulation);
      assertAutomation(true, others);
      assertAutomation(false, instances(simulation, cutOff));
      killFirstRegion(simulation);
      assertServed(SECOND, others);
      assertServed(FIRST, instances(simulation, cutOff));
    }
  }

  @Test
  @Row("| 3 | two instances, or every link | stops everywhere | the last agreed state |")
  void threeVotersHoldWithoutAQuorum() {
    Simulation alone = cluster(3);
    alone.instances.get(1).crash();
    alone.instances.get(2).crash();
    run(alone);
    assertAutomation(false, instances(alone, 0));
    killFirstRegion(alone);
    assertServed(FIRST, instances(alone, 0));

    Simulation cut = cluster(3);
    cut.network.separateAll();
    run(cut);
    assertAutomation(false, cut.instances);
    killFirstRegion(cut);
    assertServed(FIRST, cut.instances);
  }

  @Test
  @Row(
      "| 3 | one direction between two instances | goes on while some two hear each other both"
          + " ways | - |")
  void threeVotersGoOnWithoutOneDirection() {
    for (int from = 0; from < 3; from++) {
      Simulation simulation = cluster(3);
      int to = (from + 1) % 3;
      simulation.network.cut(
          simulation.instances.get(from).name, simulation.instances.get(to).name);
      run(simulation);
      killFirstRegion(simulation);
      assertServed(SECOND, simulation.instances);
    }
    Simulation simulation = cluster(3);
    for (int from = 0; from < 3; from++) {
      int to = (from + 1) % 3;
      simulation.network.cut(
          simulation.instances.get(from).name, simulation.instances.get(to).name);
    }
    run(simulation);
    assertAutomation(false, simulation.instances);
    killFirstRegion(simulation);
    assertServed(FIRST, simulation.instances);
  }

  @Test
  @Row(
      "| 5 | any two instances, or the way to them | goes on with the other three | what was agreed"
          + " when they were cut off |")
  void fiveVotersGoOnWithoutTwo() {
    for (int one = 0; one < 5; one++) {
      int two = (one + 1) % 5;
      int[] left = {(one + 2) % 5, (one + 3) % 5, (one + 4) % 5};
      Simulation crashed = cluster(5);
      Simulation cut = cluster(5);
      crashed.instances.get(one).crash();
      crashed.instances.get(two).crash();
      cut.network.separate(List.of(cut.instances.get(one).name, cut.instances.get(two).name));
      for (Simulation simulation : List.of(crashed, cut)) {
        List<SimulatedInstance> others = instances(simulation, left);
        run(simulation);
        assertAutomation(true, others);
        killFirstRegion(simulation);
        assertServed(SECOND, others);
      }
      assertAutomation(false, instances(cut, one, two));
      assertServed(FIRST, instances(cut, one, two));
    }
  }

  @Test
  @Row("| 5 | any three | stops everywhere | the last agreed state |")
  void fiveVotersHoldWithoutThree() {
    for (int first = 0; first < 5; first++) {
      int next = (first + 1) % 5;
      int last = (first + 2) % 5;
      Simulation crashed = cluster(5);
      for (int each : List.of(first, next, last)) {
        crashed.instances.get(each).crash();
      }
      List<SimulatedInstance> kept = instances(crashed, (first + 3) % 5, (first + 4) % 5);
      run(crashed);
      assertAutomation(false, kept);
      killFirstRegion(crashed);
      assertServed(FIRST, kept);
    }
  }
}
