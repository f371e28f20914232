package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.ExplainView.RuleView;
import dev.leeward.control.ExplainView.VoteView;
import dev.leeward.control.StatusView;
import dev.leeward.failover.Refusal;
import dev.leeward.failover.SafetyRule;
import dev.leeward.topology.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator reads about a switch that three voters made. */
class ExplainerTest {
  private final Simulation simulation = new Simulation(7, 3);

  @BeforeEach
  void settle() {
    simulation.instances.forEach(each -> each.start(false));
    simulation.run(Duration.ofSeconds(15));
  }

  private void breakUsEast() {
    simulation.world.refuse("us-east");
  }

  private LoopSnapshot snapshot() {
    return simulation.instances.getFirst().loop().snapshot(simulation.instances.getFirst().now());
  }

  private static Explainer explainer(LoopSnapshot snapshot) {
    return new Explainer(snapshot, snapshot.services().getFirst());
  }

  private List<VoteView> votesOn(String address) {
    return explainer(snapshot()).verdicts().stream()
        .filter(each -> each.record().endsWith(address))
        .findFirst()
        .orElseThrow()
        .votes();
  }

  private List<RuleView> rules(String rule) {
    return explainer(snapshot()).rules().stream().filter(each -> each.rule().equals(rule)).toList();
  }

  private StatusView.ServiceView service() {
    LoopSnapshot snapshot = snapshot();
    Map<String, Instance> nobody = Map.of();
    return new Views(snapshot, nobody).service(snapshot.services().getFirst());
  }

  @Test
  void everyVotersVoteHasItsAgeStreakAndReason() {
    breakUsEast();
    simulation.run(Duration.ofSeconds(5));
    List<VoteView> votes = votesOn("192.0.2.10");
    assertEquals(List.of("voter-a", "voter-b", "voter-c"), names(votes));
    for (VoteView vote : votes) {
      assertEquals("down", vote.vote());
      assertEquals("refused", vote.reason());
      assertTrue(vote.streak() != null && vote.streak() >= 3, vote::toString);
      Duration age = vote.age();
      assertTrue(age != null && age.compareTo(Duration.ofSeconds(2)) < 0, vote::toString);
    }
  }

  private static List<String> names(List<VoteView> votes) {
    return votes.stream().map(VoteView::voter).toList();
  }

  @Test
  void anEndpointThatIsSimplyUpNeedsNoReason() {
    for (VoteView vote : votesOn("198.51.100.10")) {
      assertEquals("up", vote.vote());
      assertNull(vote.reason());
    }
  }

  @Test
  void theVoteOfASilentVoterIsNoneAndSaysWhy() {
    simulation.instances.get(2).crash();
    simulation.run(Duration.ofSeconds(6));
    VoteView vote = votesOn("192.0.2.10").get(2);
    assertEquals("none", vote.vote());
    assertEquals("its ballot is not fresh", vote.reason());
    assertTrue(vote.age() != null && vote.age().compareTo(Duration.ofSeconds(4)) > 0);
    assertEquals("2 of 3 ballots fresh, 2 needed", rules("quorum").getFirst().text());
  }

  @Test
  void whatASafetyRuleRefusesIsAmongTheRules() {
    LoopSnapshot snapshot = snapshot();
    Refusal refusal = new Refusal(SafetyRule.MIN_REGIONS, "eu-west", "eu-west stays in: why");
    Explainer explainer =
        new Explainer(snapshot, snapshot.services().getFirst().refusing(List.of(refusal)));
    assertTrue(
        explainer
            .rules()
            .contains(
                new RuleView("min-regions", "eu-west", "holds", "refused: eu-west stays in: why")));
  }

  @Test
  void whatTheVotersSawStaysWithTheDecision() {
    breakUsEast();
    simulation.run(Duration.ofSeconds(5));
    simulation.world.heal();
    simulation.run(Duration.ofSeconds(4));
    List<String> evidence = explainer(snapshot()).evidence();
    assertTrue(
        evidence.stream()
            .anyMatch(
                each -> each.matches("voter-.: 192\\.0\\.2\\.10/web failed . in a row, refused")),
        evidence::toString);
  }

  @Test
  void theHoldSaysHowLongItLasts() {
    breakUsEast();
    simulation.run(Duration.ofSeconds(5));
    assertTrue(
        rules("hold").getFirst().text().startsWith("down by a quorum"), rules("hold")::toString);
    simulation.world.heal();
    simulation.run(Duration.ofSeconds(8));
    String text = rules("hold").getFirst().text();
    assertTrue(text.matches("up for [0-9] s, returns after [0-9] s more \\(hold 6 s\\)"), text);
  }

  @Test
  void sinceWhenAndWhyTheTtlIsShortAreTold() {
    assertNull(service().since());
    assertEquals("calm", service().ttlReason());
    breakUsEast();
    simulation.run(Duration.ofSeconds(3));
    StatusView.ServiceView after = service();
    assertEquals("short after a change", after.ttlReason());
    Instant since = assertNotNullInstant(after.since());
    Duration ago =
        Duration.between(
            since, Instant.ofEpochMilli(simulation.instances.getFirst().now().wallMillis()));
    assertTrue(ago.compareTo(Duration.ofSeconds(3)) < 0 && !ago.isNegative(), ago::toString);
    assertEquals(since, after.regions().getFirst().since());
  }

  private static Instant assertNotNullInstant(@org.jspecify.annotations.Nullable Instant instant) {
    assertNotNull(instant);
    return instant == null ? Instant.EPOCH : instant;
  }
}
