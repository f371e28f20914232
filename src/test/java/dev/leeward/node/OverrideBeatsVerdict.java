package dev.leeward.node;

import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.topology.ServiceRecord;
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
    Set<String> answered = regionsAnswered(instance);
    Set<OverrideEntry> inForce =
        Set.copyOf(
            instance.loop().ledger().overridesInForce(simulation.now().wallMillis()).inForce());
    Optional<String> pinned =
        inForce.stream()
            .filter(each -> each.kind() == Kind.PIN)
            .map(OverrideEntry::region)
            .findFirst();
    if (pinned.isPresent()) {
      return answered.equals(Set.of(pinned.get()))
          ? Optional.empty()
          : Optional.of("pinned to " + pinned.get() + ", answered with " + answered);
    }
    Set<String> drained =
        inForce.stream()
            .filter(each -> each.kind() == Kind.DRAIN)
            .map(each -> Objects.requireNonNull(each.region()))
            .collect(Collectors.toSet());
    boolean someAreNot = !drained.containsAll(Simulation.REGIONS);
    return someAreNot && answered.stream().anyMatch(drained::contains)
        ? Optional.of(drained + " are drained, answered with " + answered)
        : Optional.empty();
  }

  private static Set<String> regionsAnswered(SimulatedInstance instance) {
    RRset answer =
        Objects.requireNonNull(instance.serving().current().steering().at(0).rrset(RecordType.A));
    return instance.loop().settings().topology().services().getFirst().records().stream()
        .filter(record -> answer.records().contains(data(record)))
        .map(ServiceRecord::region)
        .collect(Collectors.toSet());
  }

  private static Rdata data(ServiceRecord record) {
    return record.data();
  }
}
