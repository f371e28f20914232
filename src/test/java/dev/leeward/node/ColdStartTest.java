package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  private static final Duration SLICE = Duration.ofMillis(50);
  private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

  private final CompletableFuture<Void> confirmed = new CompletableFuture<>();

  @Test
  void aQuietMachineWaitsAsLongAsIsSaid() {
    StartPatience patience = new StartPatience(Duration.ofSeconds(3), SLICE);
    for (int i = 0; i < 59; i++) {
      patience.passed(SLICE);
    }
    assertFalse(patience.isOver());
    patience.passed(SLICE);
    assertTrue(patience.isOver());
  }

  @Test
  void aRoundThatTheProcessorKeptFromItsLoopsCountsOnlyItsShare() {
    StartPatience patience = new StartPatience(Duration.ofSeconds(3), SLICE);
    patience.passed(Duration.ofSeconds(4));
    assertFalse(patience.isOver());
    for (int i = 0; i < 59; i++) {
      patience.passed(SLICE);
    }
    assertTrue(patience.isOver());
    assertEquals(Duration.ofMillis(6950), patience.passed());
  }

  @Test
  void roundsThatEndEarlyCountWhatTheyTook() {
    StartPatience patience = new StartPatience(Duration.ofMillis(100), SLICE);
    patience.passed(Duration.ofMillis(49));
    patience.passed(Duration.ofMillis(49));
    assertFalse(patience.isOver());
    patience.passed(Duration.ofMillis(2));
    assertTrue(patience.isOver());
  }

  @Test
  void threeTimesTheWaitIsTheEnd() {
    StartPatience patience = new StartPatience(Duration.ofSeconds(3), SLICE);
    patience.passed(Duration.ofSeconds(8));
    assertEquals(Duration.ofSeconds(1), patience.left());
    assertFalse(patience.isOver());
    patience.passed(Duration.ofSeconds(2));
    assertEquals(Duration.ZERO, patience.left());
    assertTrue(patience.isOver());
  }

  @Test
  void noWaitAsksNobody() throws Exception {
    AtomicInteger turns = new AtomicInteger();
    assertFalse(ColdStart.await(confirmed, () -> turn(turns), ColdStart.patience(Duration.ZERO)));
    assertEquals(0, turns.get());
  }

  @Test
  void aPeerThatConfirmsEndsIt() throws Exception {
    AtomicInteger turns = new AtomicInteger();
    boolean heard =
        ColdStart.await(
            confirmed,
            () -> {
              if (turns.get() == 2) {
                confirmed.complete(null);
              }
              return turn(turns);
            },
            ColdStart.patience(Duration.ofHours(1)));
    assertTrue(heard);
    assertEquals(3, turns.get());
  }

  @Test
  void loopsThatHaveEndedDoNotHoldItUp() throws Exception {
    CompletableFuture<Void> ended = CompletableFuture.failedFuture(new IllegalStateException());
    assertFalse(
        ColdStart.await(confirmed, () -> ended, ColdStart.patience(Duration.ofMillis(100))));
  }

  @Test
  void aLoopThatNeverTurnsHoldsItUpThreeTimesAsLong() throws Exception {
    StartPatience patience = ColdStart.patience(Duration.ofMillis(100));
    assertFalse(ColdStart.await(confirmed, CompletableFuture::new, patience));
    assertTrue(patience.passed().compareTo(Duration.ofMillis(300)) >= 0);
  }

  private static CompletionStage<Void> turn(AtomicInteger turns) {
    turns.incrementAndGet();
    return AT_ONCE;
  }
}
