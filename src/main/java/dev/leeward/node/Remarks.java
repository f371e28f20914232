package dev.leeward.node;

import dev.leeward.agreement.Remark;
import dev.leeward.agreement.Vote;
import dev.leeward.health.HealthMonitor;
import dev.leeward.health.Opinion;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
          of(plan.service().name(), i, plan.targets().get(i), health).ifPresent(remarks::add);
        }
      }
    }
    return remarks;
  }

  private static Optional<Remark> of(
      String service, int index, Target target, HealthMonitor health) {
    return health
        .opinion(target)
        .filter(opinion -> opinion.isFailing() || opinion.state() == Opinion.State.DOWN)
        .map(opinion ->
            new Remark(
                service,
                index,
                opinion.isFailing(),
                opinion.streak().length(),
                Objects.requireNonNullElse(opinion.lastReason(), "")));
  }
}
