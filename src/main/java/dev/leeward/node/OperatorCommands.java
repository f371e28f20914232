package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.agreement.Overrides;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import dev.leeward.failover.DrainRule;
import dev.leeward.failover.Refusal;
import dev.leeward.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Operators' overrides, carried to the decision loop. Any thread may call; the loop does the work.
 */
final class OperatorCommands {
  private final CommandTurns turns;

  OperatorCommands(CommandTurns turns) {
    this.turns = turns;
  }

  CompletionStage<CommandResult> drain(Commands.Drain command) {
    return turns.run((owned, now) ->
        unknown(owned, command.region(), command.service())
            .orElseGet(() -> drain(owned, now, command)));
  }

  private CommandResult drain(DecisionLoop owned, Moment now, Commands.Drain command) {
    OverrideEntry entry =
        new Draft(Kind.DRAIN, command.region(), command.service(), command.by(), command.reason())
            .entry(owned, now, command.lasts());
    List<Refusal> broken =
        DrainRule.broken(owned.settings().topology(), owned.ledger(), entry, now.wallMillis());
    String force = Objects.requireNonNullElse(command.force(), "");
    if (!broken.stream().allMatch(each -> DrainRule.isForced(each, force))) {
      String rule = broken.getFirst().rule().word();
      return new CommandResult.Refused(
          rule,
          broken.stream().map(Refusal::what).toList(),
          "give --force " + rule + " if that is meant");
    }
    String what = "drained " + command.region() + ofService(command.service());
    List<String> warnings = broken.stream().map(Refusal::what).toList();
    return turns.apply(owned, now, entry, what + " " + end(entry), warnings);
  }

  CompletionStage<CommandResult> undrain(Commands.Undrain command) {
    Draft draft =
        new Draft(Kind.DRAIN, command.region(), command.service(), command.by(), command.reason());
    String what = command.region() + ofService(command.service());
    return turns.run((owned, now) ->
        unknown(owned, command.region(), command.service())
            .orElseGet(
                () -> release(owned, now, draft, "undrained " + what, what + " was not drained")));
  }

  CompletionStage<CommandResult> pin(Commands.Pin command) {
    return turns.run((owned, now) ->
        unknown(owned, command.region(), command.service())
            .or(() -> withoutRecords(owned, command.service(), command.region()))
            .orElseGet(() -> {
              OverrideEntry entry =
                  new Draft(
                          Kind.PIN,
                          command.region(),
                          command.service(),
                          command.by(),
                          command.reason())
                      .entry(owned, now, command.lasts());
              String what = "pinned " + command.service() + " to " + command.region();
              return turns.apply(owned, now, entry, what + " " + end(entry), List.of());
            }));
  }

  /** A pin to where the service has nothing would be a pin to nothing. */
  private static Optional<CommandResult> withoutRecords(
      DecisionLoop owned, String service, String region) {
    boolean hasRecords =
        owned
            .settings()
            .topology()
            .service(service)
            .filter(plan -> !plan.recordsIn(region).isEmpty())
            .isPresent();
    return hasRecords
        ? Optional.empty()
        : Optional.of(
            new CommandResult.Refused(
                "region-without-records",
                List.of("service " + service + " has no records in " + region),
                "pin it to a region of its own: leeward status shows them"));
  }

  CompletionStage<CommandResult> unpin(Commands.Release command) {
    String service = Objects.requireNonNull(command.service());
    return turns.run((owned, now) ->
        unknown(owned, null, service)
            .orElseGet(() -> {
              Optional<String> region = overrides(owned, now).pin(service);
              Draft draft =
                  new Draft(Kind.PIN, region.orElse(""), service, command.by(), command.reason());
              return release(owned, now, draft, "unpinned " + service, service + " was not pinned");
            }));
  }

  CompletionStage<CommandResult> freeze(Commands.Freeze command) {
    Draft draft = new Draft(Kind.FREEZE, null, null, command.by(), command.reason());
    return turns.run((owned, now) -> {
      OverrideEntry entry = draft.entry(owned, now, command.lasts());
      return turns.apply(owned, now, entry, "frozen " + end(entry), List.of());
    });
  }

  CompletionStage<CommandResult> thaw(Commands.Release command) {
    Draft draft = new Draft(Kind.FREEZE, null, null, command.by(), command.reason());
    return turns.run((owned, now) -> release(owned, now, draft, "thawed", "nothing was frozen"));
  }

  CompletionStage<CommandResult> failback(Commands.Release command) {
    String service = Objects.requireNonNull(command.service());
    return turns.run((owned, now) ->
        unknown(owned, null, service).orElseGet(() -> failback(owned, now, service, command)));
  }

  /** Releases what went out up to now: what goes out later waits for the next one. */
  private CommandResult failback(
      DecisionLoop owned, Moment now, String service, Commands.Release command) {
    long term = owned.ledger().decision(service).term();
    if (overrides(owned, now).releasedUpTo(service) >= term) {
      return turns.unchanged(owned, now, null, "no region of " + service + " waits for a failback");
    }
    OverrideEntry entry =
        new OverrideEntry(
            Kind.FAILBACK,
            null,
            service,
            true,
            term,
            command.by(),
            command.reason(),
            now.wallMillis(),
            Long.MAX_VALUE);
    return turns.apply(
        owned,
        now,
        entry,
        "released " + service + ": its regions return after their hold",
        List.of());
  }

  private CommandResult release(
      DecisionLoop owned, Moment now, Draft draft, String released, String wasNot) {
    OverrideEntry entry = draft.release(owned, now);
    boolean isInForce =
        overrides(owned, now).inForce().stream().anyMatch(each -> each.key().equals(entry.key()));
    return isInForce
        ? turns.apply(owned, now, entry, released, List.of())
        : turns.unchanged(owned, now, entry, wasNot);
  }

  private static Overrides overrides(DecisionLoop owned, Moment now) {
    return owned.ledger().overridesInForce(now.wallMillis());
  }

  private static String ofService(@Nullable String service) {
    return service == null ? "" : " of service " + service;
  }

  private static String end(OverrideEntry entry) {
    return entry.untilMillis() == Long.MAX_VALUE
        ? "permanently"
        : "until " + Instant.ofEpochMilli(entry.untilMillis());
  }

  /** An override before it has its place behind those that were there. */
  private record Draft(
      Kind kind, @Nullable String region, @Nullable String service, String by, String reason) {
    /**
     * @param lasts null for permanent
     */
    OverrideEntry entry(DecisionLoop owned, Moment now, @Nullable Duration lasts) {
      long until = lasts == null ? Long.MAX_VALUE : now.wallMillis() + lasts.toMillis();
      return entry(owned, now, true, until);
    }

    OverrideEntry release(DecisionLoop owned, Moment now) {
      return entry(owned, now, false, Long.MAX_VALUE);
    }

    private OverrideEntry entry(DecisionLoop owned, Moment now, boolean active, long until) {
      OverrideEntry first =
          new OverrideEntry(kind, region, service, active, 1, by, reason, now.wallMillis(), until);
      return owned.ledger().entry(first.key()) instanceof LedgerEntry.Overridden before
          ? new OverrideEntry(
              kind,
              region,
              service,
              active,
              before.override().term() + 1,
              by,
              reason,
              now.wallMillis(),
              until)
          : first;
    }
  }

  static Optional<CommandResult> unknown(
      DecisionLoop owned, @Nullable String region, @Nullable String service) {
    Topology topology = owned.settings().topology();
    if (region != null && !topology.hasRegion(region)) {
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
}
