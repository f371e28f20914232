package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each invariant can fail: with one method of the product replaced it does, by itself, within some
 * hundred schedules.
 */
class DeliberateFaultsTest {
  private static final int SCHEDULES = 400;

  /** A method that no longer does what it should, and the invariant that must notice. */
  private record Fault(
      String breaks, String className, String methodName, Consumer<CodeBuilder> body) {
    @Override
    public String toString() {
      return className + "." + methodName;
    }
  }

  private static final Consumer<CodeBuilder> YES = code -> code.iconst_1().ireturn();
  private static final Consumer<CodeBuilder> NO = code -> code.iconst_0().ireturn();
  private static final Consumer<CodeBuilder> ONE = YES;
  private static final Consumer<CodeBuilder> ALWAYS_ZERO = code -> code.lconst_0().lreturn();
  private static final Consumer<CodeBuilder> NOTHING = CodeBuilder::return_;
  private static final Consumer<CodeBuilder> EMPTY_LIST =
      code ->
          code.invokestatic(
                  ClassDesc.of("java.util.List"),
                  "of",
                  MethodTypeDesc.of(ConstantDescs.CD_List),
                  true)
              .areturn();

  /** Whatever has another term wins, the older one too. */
  private static final Consumer<CodeBuilder> ANOTHER_TERM =
      code -> {
        ClassDesc decided = ClassDesc.of("dev.leeward.agreement.LedgerEntry$Decided");
        code.aload(0);
        term(decided, code);
        code.aload(1).checkcast(decided);
        term(decided, code);
        code.lcmp().ireturn();
      };

  private static void term(ClassDesc decided, CodeBuilder code) {
    ClassDesc decision = ClassDesc.of("dev.leeward.agreement.Decision");
    code.invokevirtual(decided, "decision", MethodTypeDesc.of(decision))
        .invokevirtual(decision, "term", MethodTypeDesc.of(ConstantDescs.CD_long));
  }

  private static final List<Fault> FAULTS =
      List.of(
          new Fault("OneSnapshotForAnAnswer", "node.SteeringDesk", "zonesChanged", NOTHING),
          new Fault("NeverEmpty", "failover.Selection", "lastResort", EMPTY_LIST),
          new Fault("NoWithdrawalWithoutQuorum", "agreement.Electorate", "quorum", ONE),
          new Fault("NoStaleBallotCounts", "agreement.BallotBox", "isFresh", YES),
          new Fault(
              "TermNeverGoesBack", "agreement.LedgerEntry$Decided", "supersedes", ANOTHER_TERM),
          new Fault("NoEntryIsLost", "node.LedgerBook", "enter", NOTHING),
          new Fault("NoEntryIsLost", "node.LedgerBook", "compareWith", NOTHING),
          new Fault("MinorityHolds", "agreement.Electorate", "quorum", ONE),
          new Fault("SameLedgerSameDecision", "agreement.Decision", "addLines", NOTHING),
          new Fault("OverrideBeatsVerdict", "agreement.Overrides", "isDrained", NO),
          new Fault("DrillStepsAside", "agreement.Overrides", "isDrilled", NO),
          new Fault("FailbackHonoursHold", "failover.DecisionRule", "isDue", YES),
          new Fault("FailbackHonoursHold", "failover.DecisionRule", "waits", NO),
          new Fault("SafetyRulesHold", "failover.WithdrawalLimit", "refusals", EMPTY_LIST),
          new Fault("SafetyRulesHold", "failover.ChangeClock", "mayReturn", YES),
          new Fault("WithdrawalsWait", "failover.WithdrawalPace", "refusals", EMPTY_LIST),
          new Fault("WithdrawalsWait", "failover.DecisionRule", "isDueToLeave", YES),
          new Fault("ConvergesAfterHeal", "node.LedgerBook", "compareWith", NOTHING),
          new Fault("TruthInTheEnd", "failover.DecisionRule", "isDue", NO),
          new Fault("TruthInTheEnd", "health.HealthMonitor", "beliefsVersion", ALWAYS_ZERO));

  @Test
  void everyInvariantHasItsFault() {
    Set<String> invariants =
        Invariant.all().stream().map(Invariant::name).collect(Collectors.toSet());
    Set<String> broken = FAULTS.stream().map(Fault::breaks).collect(Collectors.toSet());
    assertEquals(new TreeSet<>(invariants), new TreeSet<>(broken));
  }

  @Test
  void everyFaultIsCaughtByTheInvariantThatItBreaks() {
    List<String> missed =
        FAULTS.parallelStream()
            .filter(fault -> !isCaught(fault))
            .map(fault -> fault + " does not break " + fault.breaks())
            .toList();
    assertEquals(List.of(), missed);
  }

  private static boolean isCaught(Fault fault) {
    MutatedClasses classes =
        new MutatedClasses(fault.className(), fault.methodName(), fault.body());
    try {
      Method run =
          classes
              .loadClass(Schedule.class.getName())
              .getDeclaredMethod("runWatching", long.class, String.class);
      run.setAccessible(true);
      for (long seed = 1; seed <= SCHEDULES; seed++) {
        if (isCaught(fault, run, seed)) {
          return true;
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(fault.toString(), e);
    }
    assertTrue(classes.mutated() > 0, () -> "there is no " + fault);
    return false;
  }

  private static boolean isCaught(Fault fault, Method run, long seed)
      throws IllegalAccessException {
    try {
      run.invoke(null, seed, fault.breaks());
      return false;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AssertionError broken) {
        assertTrue(String.valueOf(broken.getMessage()).startsWith(fault.breaks()), fault::toString);
        return true;
      }
      throw new IllegalStateException(fault + " does not run at all", e);
    }
  }
}
