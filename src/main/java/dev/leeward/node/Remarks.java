package dev.leeward.node;

import dev.leeward.agreement.Remark;
import dev.leeward.agreement.Vote;
import dev.leeward.health.HealthMonitor;
import dev.leeward.health.Opinion;
import dev.leeward.topology.ServicePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a ballot tells people of the targets that are not simply up. */
final class Remarks {
  private Remarks() {}

  /** Service by service, as many as a ballot has room for. */
  static List<Remark> of(List<ServicePlan> services, OwnVotes votes, HealthMonitor health) {
    List<Remark> remarks = new ArrayList<>();
    for (ServicePlan plan : services) {
      List<Vote> own = votes.on(plan);
      for (int i = 0; i < own.size() && remarks.size() < Remark.MOST; i++) {
        if (own.get(i) != Vote.UP) {
          Opinion opinion = health.opinion(plan.targets().get(i)).orElse(null);
          if (opinion != null && isToBeTold(opinion)) {
            remarks.add(remark(plan.service().name(), i, opinion));
          }
        }
      }
    }
    return remarks;
  }

  private static boolean isToBeTold(Opinion opinion) {
    return opinion.isFailing() || opinion.state() == Opinion.State.DOWN;
  }

  private static Remark remark(String service, int index, Opinion opinion) {
    return new Remark(
        service,
        index,
        opinion.isFailing(),
        opinion.streak().length(),
        Objects.requireNonNullElse(opinion.lastReason(), ""));
  }
}
