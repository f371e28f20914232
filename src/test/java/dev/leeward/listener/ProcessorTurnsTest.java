package dev.leeward.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.listener.ProcessorTurns.Turns;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the kernel says of threads that asked it; it knows each thread by itself. */
@EnabledOnOs(OS.LINUX)
class ProcessorTurnsTest {
  private static List<Turns> beforeAndAfter(Runnable asks) throws Exception {
    FutureTask<List<Turns>> thread =
        new FutureTask<>(() -> {
          Turns before = ProcessorTurns.own();
          asks.run();
          return List.of(before, ProcessorTurns.own());
        });
    Thread.ofPlatform().start(thread);
    return thread.get();
  }

  @Test
  void aThreadThatAnswersHasShortSlicesWhereTheKernelGivesThem() throws Exception {
    List<Turns> turns = beforeAndAfter(() -> assertEquals(0, ProcessorTurns.answer()));
    assumeTrue(turns.get(0).sliceNanos() > 0, "this kernel does not tell of slices");
    assertEquals(new Turns(turns.get(0).nice(), ProcessorTurns.SHORT_SLICE_NANOS), turns.get(1));
  }

  @Test
  void aThreadThatHasMuchToDoIsNicerAndNoOtherIs() throws Exception {
    Turns mine = ProcessorTurns.own();
    List<Turns> turns = beforeAndAfter(ProcessorTurns::letAnswersGoFirst);
    assumeTrue(turns.get(0).nice() < 10, "these tests are very nice already");
    int nice = turns.get(0).nice() + ProcessorTurns.NICER;
    assertEquals(new Turns(nice, turns.get(0).sliceNanos()), turns.get(1));
    assertEquals(mine, ProcessorTurns.own());
  }

  @Test
  void itIsNicerThanWhatItsProcessWasGiven() throws Exception {
    assumeTrue(ProcessorTurns.own().nice() < 10, "these tests are very nice already");
    List<Turns> turns =
        beforeAndAfter(() -> {
          ProcessorTurns.letAnswersGoFirst();
          ProcessorTurns.letAnswersGoFirst();
        });
    assertEquals(turns.get(0).nice() + 2 * ProcessorTurns.NICER, turns.get(1).nice());
  }
}
