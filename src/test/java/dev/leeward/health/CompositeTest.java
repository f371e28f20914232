package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks over checks, and inverted ones. */
@Timeout(60)
class CompositeTest {
  private static final Duration TOOK = Duration.ofMillis(5);
  private static final ProbeResult UP = new ProbeResult.Healthy(TOOK);
  private static final ProbeResult REFUSED = new ProbeResult.Failed("connection refused", TOOK);
  private static final ProbeResult SILENT = new ProbeResult.TimedOut(TOOK);
  private static final ProbeResult UNKNOWN = new ProbeResult.LocalError("no route to host");
  private static final ProbeResult SAID_DOWN =
      new ProbeResult.Failed("state file says down", TOOK, Evidence.HEARSAY);

  @Test
  void enoughHealthyMembersDecideBeforeTheOthersHaveCome() {
    assertEquals(Optional.empty(), decided(2, 3, UP));
    assertTrue(decided(2, 3, UP, UP).orElseThrow() instanceof ProbeResult.Healthy);
    assertTrue(decided(2, 3, UP, REFUSED, UP).orElseThrow() instanceof ProbeResult.Healthy);
  }

  @Test
  void tooManyFailuresDecideAndAreAllTold() {
    assertEquals(Optional.empty(), decided(2, 3, REFUSED));
    assertEquals(
        "a: connection refused; b: no answer within 5 ms",
        decided(2, 3, REFUSED, SILENT).orElseThrow().reason());
    assertEquals("a: connection refused", decided(3, 3, REFUSED).orElseThrow().reason());
  }

  @Test
  void whatCouldNotBeTriedCountsForNeitherSide() {
    assertTrue(decided(1, 2, UNKNOWN, UP).orElseThrow() instanceof ProbeResult.Healthy);
    assertTrue(decided(2, 2, UNKNOWN, REFUSED).orElseThrow() instanceof ProbeResult.Failed);
    assertEquals(
        new ProbeResult.LocalError("a: no route to host"),
        decided(2, 2, UNKNOWN, UP).orElseThrow());
  }

  @Test
  void oneAnswerProvesThePathAndHearsayDoesNot() {
    assertEquals(Evidence.ANSWER, decided(2, 2, UP, SILENT).orElseThrow().evidence());
    assertEquals(Evidence.SILENCE, decided(1, 2, SILENT, SILENT).orElseThrow().evidence());
    assertEquals(Evidence.SILENCE, decided(1, 2, SILENT, SAID_DOWN).orElseThrow().evidence());
    assertEquals(Evidence.HEARSAY, decided(2, 2, SAID_DOWN).orElseThrow().evidence());
  }

  @Test
  void asManyAreNeededAsThereCanBe() {
    assertThrows(IllegalArgumentException.class, () -> composite(0, 1));
    assertThrows(IllegalArgumentException.class, () -> composite(3, 2));
    assertThrows(IllegalArgumentException.class, () -> composite(1, 0));
  }

  @Test
  void anInvertedCheckTurnsRoundWhatItLearnsButSilenceProvesNoPath() {
    assertTrue(UP.inverted() instanceof ProbeResult.Failed);
    assertEquals(Evidence.ANSWER, REFUSED.inverted().evidence());
    assertEquals(
        new ProbeResult.Healthy(TOOK, Evidence.SILENCE, ProbeResult.Notes.NONE), SILENT.inverted());
    assertEquals(UNKNOWN, UNKNOWN.inverted());
  }

  @Test
  void membersAreProbedTogetherAgainstRealServers() throws Exception {
    try (ProbeBench bench = new ProbeBench();
        ScriptedServer open = new ScriptedServer("127.0.0.1");
        ScriptedServer closed = new ScriptedServer("127.0.0.1")) {
      open.neverAnswers();
      closed.close();
      CheckSettings up = named("open", new TcpCheck(open.port()));
      CheckSettings down = named("closed", new TcpCheck(closed.port()));
      CheckSettings notDown =
          new CheckSettings("not-closed", up.timing(), new TcpCheck(closed.port()), true);
      ProbeBench.assertHealthy(bench.probe(new CompositeCheck(1, List.of(up, down))));
      ProbeBench.assertHealthy(bench.probe(new CompositeCheck(2, List.of(up, notDown))));
      ProbeBench.assertFailed(
          "closed: connection refused", bench.probe(new CompositeCheck(2, List.of(up, down))));
      CheckSettings hangs =
          named(
              "hangs",
              new HttpCheck(
                  Place.port(open.port()),
                  new HttpRequest("/", null),
                  new HttpExpectation(List.of(StatusRange.parse("200")))));
      ProbeBench.assertFailed(
          "hangs: no answer within 300 ms",
          bench.probe(new CompositeCheck(2, List.of(up, hangs)), ProbeBench.SHORT));
      assertTrue(bench.steps.contains("open: connected"), bench.steps::toString);
    }
  }

  private static CheckSettings named(String name, CheckType type) {
    return new CheckSettings(name, ProbeBench.check(type, ProbeBench.LONG).timing(), type);
  }

  private static CompositeCheck composite(int needed, int members) {
    List<CheckSettings> all = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      all.add(
          new CheckSettings("c" + i, ProbeWorld.TIMING, new CommandCheck(List.of("/x"), Map.of())));
    }
    return new CompositeCheck(needed, all);
  }

  private static Optional<ProbeResult> decided(int needed, int members, ProbeResult... results) {
    CompositeTally tally = new CompositeTally(composite(needed, members));
    for (int i = 0; i < results.length; i++) {
      tally.add(Character.toString('a' + i), results[i]);
    }
    return tally.decided(TOOK);
  }
}
