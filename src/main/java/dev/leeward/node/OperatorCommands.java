package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Operations;
import dev.leeward.failover.DrainRule;
import dev.leeward.failover.ServiceState;
import dev.leeward.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Operators' overrides, carried to the decision loop. Any thread may call; the loop does the work.
 */
final class OperatorCommands {
  /** How long a command waits for the others' ballots to show that they have its entry. */
  private static final Duration LONGEST_SPREAD = Duration.ofMillis(1500);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final LoopThread loop;

  OperatorCommands(LoopThread loop) {
    this.loop = loop;
  }

  CompletionStage<CommandResult> drain(Operations.Drain command) {
    return spread(
        loop.ask((owned, now) -> {
          Optional<CommandResult> unknown = unknown(owned, command.region(), command.service());
          if (unknown.isPresent()) {
            return unknown.get();
          }
          long until =
              command.lasts() == null
                  ? Long.MAX_VALUE
                  : now.wallMillis() + command.lasts().toMillis();
          OverrideEntry entry =
              entry(
                  owned,
                  now,
                  command.region(),
                  command.service(),
                  true,
                  command.by(),
                  command.reason(),
                  until);
          Optional<String> refusal =
              DrainRule.refusal(
                  owned.settings().topology(), owned.ledger(), entry, now.wallMillis());
          if (refusal.isPresent() && !DrainRule.MIN_REGIONS.equals(command.force())) {
            return new CommandResult.Refused(
                DrainRule.MIN_REGIONS,
                List.of(refusal.get()),
                "give --force " + DrainRule.MIN_REGIONS + " if that is meant");
          }
          String text =
              entry.region() + (entry.service() == null ? "" : " of service " + entry.service());
          String end =
              command.lasts() == null ? "permanently" : "until " + Instant.ofEpochMilli(until);
          return apply(
              owned,
              now,
              entry,
              "drained " + text + " " + end,
              refusal.map(List::of).orElse(List.of()));
        }));
  }

  CompletionStage<CommandResult> undrain(Operations.Undrain command) {
    return spread(
        loop.ask((owned, now) -> {
          Optional<CommandResult> unknown = unknown(owned, command.region(), command.service());
          if (unknown.isPresent()) {
            return unknown.get();
          }
          OverrideEntry entry =
              entry(
                  owned,
                  now,
                  command.region(),
                  command.service(),
                  false,
                  command.by(),
                  command.reason(),
                  Long.MAX_VALUE);
          if (owned.ledger().overridesInForce(now.wallMillis()).stream()
              .noneMatch(each -> each.key().equals(entry.key()))) {
            return new CommandResult.Accepted(
                List.of(), List.of(), List.of(command.region() + " was not drained"));
          }
          return apply(owned, now, entry, "undrained " + entry.region(), List.of());
        }));
  }

  private static Optional<CommandResult> unknown(
      DecisionLoop owned, String region, @Nullable String service) {
    Topology topology = owned.settings().topology();
    if (!topology.hasRegion(region)) {
      return Optional.of(
          new CommandResult.Refused(
              "unknown-region",
              List.of("there is no region " + region),
              "known are: "
                  + topology.regions().stream()
                      .map(each -> each.name())
                      .collect(Collectors.joining(", "))));
    }
    if (service != null && topology.service(service).isEmpty()) {
      return Optional.of(
          new CommandResult.Refused(
              "unknown-service",
              List.of("there is no service " + service),
              "known are: "
                  + topology.services().stream()
                      .map(each -> each.service().name())
                      .collect(Collectors.joining(", "))));
    }
    return Optional.empty();
  }

  private static OverrideEntry entry(
      DecisionLoop owned,
      Moment now,
      String region,
      @Nullable String service,
      boolean active,
      String by,
      String reason,
      long until) {
    OverrideEntry draft =
        new OverrideEntry(region, service, active, 1, by, reason, now.wallMillis(), until);
    LedgerEntry standing = owned.ledger().entry(draft.key());
    long term =
        standing instanceof LedgerEntry.Overridden overridden
            ? overridden.override().term() + 1
            : 1;
    return new OverrideEntry(region, service, active, term, by, reason, now.wallMillis(), until);
  }

  private static CommandResult apply(
      DecisionLoop owned, Moment now, OverrideEntry entry, String what, List<String> warnings) {
    List<ServiceState> before = owned.snapshot(now).services();
    owned.override(entry, now);
    List<String> changes = new ArrayList<>(List.of(what));
    for (ServiceState after : owned.snapshot(now).services()) {
      before.stream()
          .filter(each -> each.plan().service().name().equals(after.plan().service().name()))
          .filter(each -> !each.selection().regions().equals(after.selection().regions()))
          .forEach(each ->
              changes.add(
                  "service "
                      + after.plan().service().name()
                      + ": "
                      + each.selection().regions()
                      + " -> "
                      + after.selection().regions()));
    }
    return new CommandResult.Accepted(changes, List.of(), warnings);
  }

  /**
   * It acts here at once; the answer waits a moment to tell who has it, as their ballots' ledger
   * digests show.
   */
  private CompletionStage<CommandResult> spread(CompletionStage<CommandResult> command) {
    long deadline = System.nanoTime() + LONGEST_SPREAD.toNanos();
    return command.thenCompose(result ->
        switch (result) {
          case CommandResult.Refused refused -> CompletableFuture.completedStage(refused);
          case CommandResult.Accepted accepted ->
              loop.ask(DecisionLoop::snapshot)
                  .thenCompose(now -> whoHasIt(accepted, now, deadline));
        });
  }

  private CompletionStage<CommandResult> whoHasIt(
      CommandResult.Accepted accepted, LoopSnapshot snapshot, long deadline) {
    List<String> having = snapshot.havingTheSameLedger();
    if (having.size() == snapshot.voters().size() || System.nanoTime() > deadline) {
      return CompletableFuture.completedStage(
          new CommandResult.Accepted(accepted.changes(), having, accepted.warnings()));
    }
    return CompletableFuture.supplyAsync(
            () -> true,
            CompletableFuture.delayedExecutor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS))
        .thenCompose(again -> loop.ask(DecisionLoop::snapshot))
        .thenCompose(now -> whoHasIt(accepted, now, deadline));
  }
}
