package dev.leeward.node;

import dev.leeward.agreement.Ledger;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  /** What is only looked at is not signed. */
  private static final byte[] NONE = {};

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final LoopThread loop;
  private final Commands.Conditions conditions;

  OperatorCommands(LoopThread loop, Commands.Conditions conditions) {
    this.loop = loop;
    this.conditions = conditions;
  }

  /** A command's one turn of the loop: nothing comes between its condition and its effect. */
  private interface Turn {
    CommandResult run(DecisionLoop owned, Moment now);
  }

  private CompletionStage<CommandResult> turn(Turn turn) {
    return spread(
        loop.ask((owned, now) ->
            outdated(owned.ledger(), conditions).orElseGet(() -> turn.run(owned, now))));
  }

  /** Who decided by what stood there then is asked again now that something else does. */
  static Optional<CommandResult> outdated(Ledger ledger, Commands.Conditions conditions) {
    String now = ledger.digest().hex();
    return conditions.ledgers() == null || conditions.ledgers().contains(now)
        ? Optional.empty()
        : Optional.of(
            new CommandResult.Refused(
                CommandResult.LEDGER_CHANGED,
                List.of("the ledger's digest is " + now + " now: something was decided since"),
                "look at the status again, and send its ETag as If-Match if that is still meant"));
  }

  CompletionStage<CommandResult> drain(Commands.Drain command) {
    return turn((owned, now) ->
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
    return apply(owned, now, entry, what + " " + end(entry), warnings);
  }

  CompletionStage<CommandResult> undrain(Commands.Undrain command) {
    Draft draft =
        new Draft(Kind.DRAIN, command.region(), command.service(), command.by(), command.reason());
    String what = command.region() + ofService(command.service());
    return turn((owned, now) ->
        unknown(owned, command.region(), command.service())
            .orElseGet(
                () -> release(owned, now, draft, "undrained " + what, what + " was not drained")));
  }

  CompletionStage<CommandResult> pin(Commands.Pin command) {
    return turn((owned, now) ->
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
              return apply(owned, now, entry, what + " " + end(entry), List.of());
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
    return turn((owned, now) ->
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
    return turn((owned, now) -> {
      OverrideEntry entry = draft.entry(owned, now, command.lasts());
      return apply(owned, now, entry, "frozen " + end(entry), List.of());
    });
  }

  CompletionStage<CommandResult> thaw(Commands.Release command) {
    Draft draft = new Draft(Kind.FREEZE, null, null, command.by(), command.reason());
    return turn((owned, now) -> release(owned, now, draft, "thawed", "nothing was frozen"));
  }

  CompletionStage<CommandResult> failback(Commands.Release command) {
    String service = Objects.requireNonNull(command.service());
    return turn((owned, now) ->
        unknown(owned, null, service).orElseGet(() -> failback(owned, now, service, command)));
  }

  /** Releases what went out up to now: what goes out later waits for the next one. */
  private CommandResult failback(
      DecisionLoop owned, Moment now, String service, Commands.Release command) {
    long term = owned.ledger().decision(service).term();
    if (overrides(owned, now).releasedUpTo(service) >= term) {
      return unchanged(owned, now, null, "no region of " + service + " waits for a failback");
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
    return apply(
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
        ? apply(owned, now, entry, released, List.of())
        : unchanged(owned, now, entry, wasNot);
  }

  private CommandResult unchanged(
      DecisionLoop owned, Moment now, @Nullable OverrideEntry entry, String why) {
    CommandResult.Standing standing =
        new Effect(owned.settings().topology(), owned.ledger(), owned.ledger(), now.wallMillis())
            .before(entry);
    return new CommandResult.Accepted(
        conditions.dryRun(), List.of(), List.of(), List.of(why), standing, standing);
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

  private static Optional<CommandResult> unknown(
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

  /** A dry run and a real one differ by one line. */
  private CommandResult apply(
      DecisionLoop owned, Moment now, OverrideEntry entry, String what, List<String> warnings) {
    Ledger before = owned.ledger();
    Ledger after = before.merge(new LedgerEntry.Overridden(entry, "", NONE));
    if (!conditions.dryRun()) {
      owned.override(entry, now);
      after = owned.ledger();
    }
    Effect effect = new Effect(owned.settings().topology(), before, after, now.wallMillis());
    List<String> changes = new ArrayList<>(List.of(what));
    changes.addAll(effect.words());
    return new CommandResult.Accepted(
        conditions.dryRun(),
        changes,
        List.of(),
        warnings,
        effect.before(entry),
        effect.after(entry));
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
          case CommandResult.Accepted accepted when accepted.dryRun() ->
              CompletableFuture.completedStage(accepted);
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
          new CommandResult.Accepted(
              false,
              accepted.changes(),
              having,
              accepted.warnings(),
              accepted.before(),
              accepted.after()));
    }
    return CompletableFuture.supplyAsync(
            () -> true,
            CompletableFuture.delayedExecutor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS))
        .thenCompose(again -> loop.ask(DecisionLoop::snapshot))
        .thenCompose(now -> whoHasIt(accepted, now, deadline));
  }
}
