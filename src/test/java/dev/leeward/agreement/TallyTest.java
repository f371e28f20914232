package dev.leeward.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.topology.Endpoint;
import dev.leeward.topology.ListedRecords;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.RecordIndex;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import dev.leeward.topology.Withdrawal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What fresh ballots say together. */
class TallyTest {
  private static final List<Target> TARGETS =
      List.of(target("192.0.2.10"), target("192.0.2.11"), target("198.51.100.10"));

  private final Voters voters = new Voters("a", "b", "c");

  private static Target target(String address) {
    return new Target(new Endpoint(InetAddress.ofLiteral(address), "us-east"), "web");
  }

  private static ServicePlan plan(List<Target> targets) {
    Service service =
        new Service(
            "www",
            List.of(),
            "web",
            Service.Policy.FAILOVER,
            List.of("us-east"),
            MinHealthy.of(1),
            Service.WhenAllDown.OPEN,
            Service.Failback.AUTOMATIC,
            Duration.ofMinutes(1),
            60,
            5,
            new Safety(1, 0.67, 10, Duration.ofMinutes(10)),
            Withdrawal.AT_ONCE,
            ListedRecords.NONE,
            Service.Profile.STATELESS);
    return new ServicePlan(
        service, List.of(), new RecordIndex(Map.of(), Map.of(), Map.of()), targets, Voters.TARGETS);
  }

  private Tally tally(ServicePlan plan, List<List<Vote>> votes, @Nullable Tally before) {
    List<SignedBallot> fresh = new ArrayList<>();
    for (int i = 0; i < votes.size(); i++) {
      fresh.add(voters.says(String.valueOf((char) ('a' + i)), 1, votes.get(i), null));
    }
    return new Tally(plan, voters.electorate(), fresh, before);
  }

  @Test
  void aQuorumMakesTheVerdictAndASuspicionIsAnybodys() {
    List<List<Vote>> votes =
        List.of(
            List.of(Vote.DOWN, Vote.UP, Vote.DOWN),
            List.of(Vote.DOWN, Vote.SUSPECT, Vote.UP),
            List.of(Vote.UP, Vote.UNKNOWN, Vote.UNKNOWN));
    Tally tally = tally(plan(TARGETS), votes, null);
    assertEquals(
        List.of(Verdict.DOWN, Verdict.UP, Verdict.UNDECIDED),
        TARGETS.stream().map(tally::verdict).toList());
    assertTrue(tally.isSuspect(TARGETS.get(1)));
    assertEquals(
        Map.of("a", Vote.DOWN, "b", Vote.UP, "c", Vote.UNKNOWN), tally.votesOn(TARGETS.get(2)));
  }

  /** Whatever was counted before, the next count is that of its own ballots. */
  @Test
  void whatWasCountedBeforeNeverShows() {
    Random random = new Random(7);
    Tally before = null;
    for (int i = 0; i < 300; i++) {
      // Seldom another list: most are counted once more, or not at all.
      ServicePlan plan = plan(random.nextInt(5) > 0 ? TARGETS : TARGETS.reversed());
      List<List<Vote>> votes = new ArrayList<>();
      for (int voter = 0; voter < 1 + random.nextInt(2); voter++) {
        Vote one = random.nextInt(3) > 0 ? Vote.UP : Vote.DOWN;
        votes.add(List.of(one, Vote.UP, random.nextBoolean() ? Vote.UP : Vote.SUSPECT));
      }
      Tally reused = tally(plan, votes, before);
      Tally counted = tally(plan, votes, null);
      for (Target target : TARGETS) {
        assertEquals(counted.verdict(target), reused.verdict(target), "round " + i);
        assertEquals(counted.isSuspect(target), reused.isSuspect(target), "round " + i);
        assertEquals(counted.votesOn(target), reused.votesOn(target), "round " + i);
      }
      before = reused;
    }
  }
}
