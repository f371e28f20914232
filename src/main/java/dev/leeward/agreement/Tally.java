package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fresh ballots counted for one service: verdicts on its targets, and who proposes what. Pure. */
public final class Tally {
  private final ServicePlan plan;
  private final int quorum;
  private final int neededForDown;
  private final List<SignedBallot> fresh;
  private final Map<String, List<Vote>> cast = new LinkedHashMap<>();
  private final Map<Target, Count> counts;

  /** How many said what of the target at a position of the plan's list. */
  private record Count(int position, int down, int up, int suspect) {
    static final Count NOTHING = new Count(-1, 0, 0, 0);

    static Count at(int position, Collection<List<Vote>> cast) {
      int down = 0;
      int up = 0;
      int suspect = 0;
      for (List<Vote> votes : cast) {
        switch (votes.get(position)) {
          case UNKNOWN -> {}
          case UP -> up++;
          case SUSPECT -> {
            up++;
            suspect++;
          }
          case DOWN -> down++;
        }
      }
      return new Count(position, down, up, suspect);
    }
  }

  public Tally(ServicePlan plan, Electorate electorate, List<SignedBallot> fresh) {
    this(plan, electorate, fresh, null);
  }

  /**
   * @param before of the same service, if there is one: what is counted alike is not counted again
   */
  public Tally(
      ServicePlan plan, Electorate electorate, List<SignedBallot> fresh, @Nullable Tally before) {
    this.plan = plan;
    this.quorum = electorate.quorum();
    this.neededForDown =
        plan.service().withdrawal().votersNeeded(quorum, electorate.voters().size());
    this.fresh = List.copyOf(fresh);
    for (SignedBallot ballot : fresh) {
      if (!ballot.ballot().abstains()) {
        take(ballot.ballot());
      }
    }
    this.counts =
        before != null && before.plan.targets().equals(plan.targets()) && before.cast.equals(cast)
            ? before.counts
            : count(plan.targets(), cast.values());
  }

  private static Map<Target, Count> count(List<Target> targets, Collection<List<Vote>> cast) {
    Map<Target, Count> counted = HashMap.newHashMap(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      counted.put(targets.get(i), Count.at(i, cast));
    }
    return counted;
  }

  /**
   * Opinions count service by service where the digests agree, so an unrelated zone edit silences
   * nobody.
   */
  private void take(Ballot ballot) {
    for (ServiceBallot service : ballot.services()) {
      if (service.service().equals(plan.service().name())
          && service.targets().equals(plan.digest())
          && service.votes().size() == plan.targets().size()) {
        cast.put(ballot.voter(), service.votes());
      }
    }
  }

  /**
   * Down when a quorum says down, or more voters where the service asks for more; up when a quorum
   * says up, otherwise undecided: silence is not evidence.
   */
  public Verdict verdict(Target target) {
    Count count = counts.getOrDefault(target, Count.NOTHING);
    if (count.down() >= neededForDown) {
      return Verdict.DOWN;
    }
    return count.up() >= quorum ? Verdict.UP : Verdict.UNDECIDED;
  }

  /** The counted votes on a target by voter's name. */
  public Map<String, Vote> votesOn(Target target) {
    Count count = counts.getOrDefault(target, Count.NOTHING);
    Map<String, Vote> votes = new LinkedHashMap<>();
    if (count.position() >= 0) {
      cast.forEach((voter, all) -> votes.put(voter, all.get(count.position())));
    }
    return votes;
  }

  /**
   * Whether some voter's failing streak on it has begun. One that has ended in down counts too: or
   * caches would be long between the last voter's opinion and the decision.
   */
  public boolean isSuspect(Target target) {
    Count count = counts.getOrDefault(target, Count.NOTHING);
    return count.suspect() > 0 || count.down() > 0;
  }

  /** The ballots that propose that decision; a quorum of them is its certificate. */
  public List<SignedBallot> proposing(Digest decision) {
    List<SignedBallot> alike = new ArrayList<>();
    for (SignedBallot ballot : fresh) {
      if (proposes(ballot.ballot(), plan.service().name(), decision)) {
        alike.add(ballot);
      }
    }
    return alike;
  }

  static boolean proposes(Ballot ballot, String service, Digest decision) {
    return ballot.services().stream()
        .anyMatch(each -> each.service().equals(service) && decision.equals(each.proposal()));
  }
}
