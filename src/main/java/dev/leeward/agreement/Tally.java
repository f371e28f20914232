package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fresh ballots counted for one service: verdicts on its targets, and who proposes what. Pure. */
public final class Tally {
  private final ServicePlan plan;
  private final int quorum;
  private final List<SignedBallot> fresh;
  private final Map<Target, Map<String, Vote>> votes = new LinkedHashMap<>();

  public Tally(ServicePlan plan, Electorate electorate, List<SignedBallot> fresh) {
    this.plan = plan;
    this.quorum = electorate.quorum();
    this.fresh = List.copyOf(fresh);
    plan.targets().forEach(target -> votes.put(target, new LinkedHashMap<>()));
    fresh.stream()
        .map(SignedBallot::ballot)
        .filter(ballot -> !ballot.abstains())
        .forEach(this::count);
  }

  /**
   * Opinions count service by service where the digests agree, so an unrelated zone edit silences
   * nobody.
   */
  private void count(Ballot ballot) {
    for (ServiceBallot service : ballot.services()) {
      if (service.service().equals(plan.service().name())
          && service.targets().equals(plan.digest())
          && service.votes().size() == plan.targets().size()) {
        for (int i = 0; i < plan.targets().size(); i++) {
          votes
              .getOrDefault(plan.targets().get(i), new LinkedHashMap<>())
              .put(ballot.voter(), service.votes().get(i));
        }
      }
    }
  }

  /**
   * Down when a quorum says down, up when a quorum says up, otherwise undecided: silence is not
   * evidence.
   */
  public Verdict verdict(Target target) {
    Map<String, Vote> cast = votesOn(target);
    if (cast.values().stream().filter(vote -> vote == Vote.DOWN).count() >= quorum) {
      return Verdict.DOWN;
    }
    return cast.values().stream().filter(Vote::saysUp).count() >= quorum
        ? Verdict.UP
        : Verdict.UNDECIDED;
  }

  /** The counted votes on a target by voter's name. */
  public Map<String, Vote> votesOn(Target target) {
    return votes.getOrDefault(target, Map.of());
  }

  /**
   * Whether some voter's failing streak on it has begun. One that has ended in down counts too: or
   * caches would be long between the last voter's opinion and the decision.
   */
  public boolean isSuspect(Target target) {
    return votesOn(target).containsValue(Vote.SUSPECT) || votesOn(target).containsValue(Vote.DOWN);
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
