package dev.leeward.node;

import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rule 6: what an operator forced acts at the instance that has it, whatever the votes say. Read
 * off the answers: a pinned service answers with its region alone, and a drained region is not in
 * them while another one is.
 */
final class OverrideBeatsVerdict implements Invariant {
  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    long wallMillis = instance.now().wallMillis();
    List<OverrideEntry> inForce =
        instance.loop().ledger().overrides().stream()
            .filter(each -> each.active() && wallMillis < each.untilMillis())
            .toList();
    if (inForce.isEmpty()) {
      return Optional.empty();
    }
    for (ServicePlan plan : instance.loop().settings().topology().services()) {
      Optional<String> violation = violation(plan, inForce, regionsAnswered(instance, plan));
      if (violation.isPresent()) {
        return violation;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> violation(
      ServicePlan plan, List<OverrideEntry> inForce, Set<String> answered) {
    String service = plan.service().name();
    Optional<String> pinned =
        inForce.stream()
            .filter(each -> each.kind() == Kind.PIN && service.equals(each.service()))
            .map(OverrideEntry::region)
            .findFirst();
    if (pinned.isPresent()) {
      return answered.equals(Set.of(pinned.get()))
          ? Optional.empty()
          : Optional.of(service + " is pinned to " + pinned.get() + ", answered: " + answered);
    }
    Set<String> drained =
        inForce.stream()
            .filter(each -> each.kind() == Kind.DRAIN)
            .filter(each -> each.service() == null || each.service().equals(service))
            .map(each -> Objects.requireNonNull(each.region()))
            .collect(Collectors.toSet());
    boolean someAreNot = !drained.containsAll(plan.service().regions());
    return someAreNot && answered.stream().anyMatch(drained::contains)
        ? Optional.of(drained + " are drained, " + service + " answered: " + answered)
        : Optional.empty();
  }

  static Set<String> regionsAnswered(SimulatedInstance instance, ServicePlan plan) {
    Set<String> regions = new HashSet<>();
    for (SteeredName name : instance.serving().current().steering().names()) {
      RRset answer = name.rrset(RecordType.A);
      for (ServiceRecord record : plan.records()) {
        if (answer != null
            && record.owner().equals(name.owner())
            && answer.records().contains(record.data())) {
          regions.add(record.region());
        }
      }
    }
    return regions;
  }
}
