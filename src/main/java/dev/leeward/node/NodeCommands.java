package dev.leeward.node;

import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Commands under conditions, and what the timeline is told of them. Any thread may call; the loop
 * does the work.
 */
final class NodeCommands implements Commands {
  private final NodeOperations node;
  private final OperatorCommands operators;
  private final DrillCommands drills;
  private final Conditions conditions;

  NodeCommands(NodeOperations node, LoopThread loop, Conditions conditions) {
    this.node = node;
    CommandTurns turns = new CommandTurns(loop, conditions);
    this.operators = new OperatorCommands(turns);
    this.drills = new DrillCommands(turns);
    this.conditions = conditions;
  }

  @Override
  public CompletionStage<CommandResult> drain(Commands.Drain command) {
    return told("drain", command.by(), operators.drain(command));
  }

  @Override
  public CompletionStage<CommandResult> undrain(Commands.Undrain command) {
    return told("undrain", command.by(), operators.undrain(command));
  }

  @Override
  public CompletionStage<CommandResult> pin(Commands.Pin command) {
    return told("pin", command.by(), operators.pin(command));
  }

  @Override
  public CompletionStage<CommandResult> unpin(Commands.Release command) {
    return told("unpin", command.by(), operators.unpin(command));
  }

  @Override
  public CompletionStage<CommandResult> freeze(Commands.Freeze command) {
    return told("freeze", command.by(), operators.freeze(command));
  }

  @Override
  public CompletionStage<CommandResult> thaw(Commands.Release command) {
    return told("thaw", command.by(), operators.thaw(command));
  }

  @Override
  public CompletionStage<CommandResult> failback(Commands.Release command) {
    return told("failback", command.by(), operators.failback(command));
  }

  @Override
  public CompletionStage<CommandResult> reload(Commands.Reload command) {
    return told(
        "reload",
        command.by() + ": " + command.reason(),
        CompletableFuture.supplyAsync(() -> node.configuration().reload(command, conditions)));
  }

  @Override
  public CompletionStage<CommandResult> drill(Commands.Drill command) {
    return told("drill", command.by(), drills.begin(command));
  }

  @Override
  public CompletionStage<CommandResult> stopDrill(Commands.Release command) {
    return told("drill-stop", command.by(), drills.stop(command));
  }

  private CompletionStage<CommandResult> told(
      String command, String by, CompletionStage<CommandResult> outcome) {
    return outcome.whenComplete((result, bug) -> {
      if (result != null && !conditions.dryRun()) {
        node.tellOf(command, by, result);
      }
    });
  }
}
