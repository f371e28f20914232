package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How every command that makes an entry is carried out under its conditions. Any thread may call;
 * the loop does the work.
 */
final class CommandTurns {
  /** How long a command waits for the others' ballots to show that they have its entry. */
  private static final Duration LONGEST_SPREAD = Duration.ofMillis(1500);

  /** What is only looked at is not signed. */
  private static final byte[] NONE = {};

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final LoopThread loop;
  private final Commands.Conditions conditions;

  CommandTurns(LoopThread loop, Commands.Conditions conditions) {
    this.loop = loop;
    this.conditions = conditions;
  }

  boolean isDryRun() {
    return conditions.dryRun();
  }

  /** A command's one turn of the loop: nothing comes between its condition and its effect. */
  interface Turn {
    CommandResult run(DecisionLoop owned, Moment now);
  }

  CompletionStage<CommandResult> run(Turn turn) {
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

  /** What there was nothing to do for. */
  CommandResult.Accepted unchanged(
      DecisionLoop owned, Moment now, @Nullable OverrideEntry entry, String why) {
    CommandResult.Standing standing =
        new Effect(owned.settings().topology(), owned.ledger(), owned.ledger(), now.wallMillis())
            .before(entry);
    return new CommandResult.Accepted(
        conditions.dryRun(), List.of(), List.of(), List.of(why), standing, standing, null);
  }

  static Ledger merged(Ledger ledger, OverrideEntry entry) {
    return ledger.merge(new LedgerEntry.Overridden(entry, "", NONE));
  }

  /** A dry run and a real one differ by one line. */
  CommandResult.Accepted apply(
      DecisionLoop owned, Moment now, OverrideEntry entry, String what, List<String> warnings) {
    Ledger before = owned.ledger();
    Ledger after = merged(before, entry);
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
        effect.after(entry),
        null);
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
      return CompletableFuture.completedStage(accepted.knownTo(having));
    }
    return CompletableFuture.supplyAsync(
            () -> true,
            CompletableFuture.delayedExecutor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS))
        .thenCompose(again -> loop.ask(DecisionLoop::snapshot))
        .thenCompose(now -> whoHasIt(accepted, now, deadline));
  }
}
