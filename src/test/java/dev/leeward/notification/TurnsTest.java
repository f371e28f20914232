package dev.leeward.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static Turns of(int rank, int instances) {
    return new Turns(rank, instances, 15_000, 300_000);
  }

  @Test
  void noTwoInstancesHaveATurnAtTheSameTimeAndNoTimeIsNobodys() {
    for (long time = 0; time < 20_000_000; time += 7_001) {
      List<Integer> having = new ArrayList<>();
      for (int rank = 0; rank < 3; rank++) {
        Turns.Turn turn = of(rank, 3).from(time);
        if (turn.startMillis() <= time && time < turn.endMillis()) {
          having.add(rank);
        }
      }
      assertEquals(1, having.size(), "at " + time + " " + having);
    }
  }

  @Test
  void theFirstTriesAtOnceAndTheOthersTakeOverOneAfterTheOther() {
    assertEquals(new Turns.Turn(0, 0, 15_000), of(0, 3).from(0));
    assertEquals(new Turns.Turn(1, 15_000, 30_000), of(1, 3).from(0));
    assertEquals(new Turns.Turn(2, 30_000, 45_000), of(2, 3).from(0));
  }

  @Test
  void aSingleInstanceTriesLessAndLessOften() {
    List<Long> tries = new ArrayList<>();
    Turns.Turn turn = of(0, 1).from(0);
    while (tries.size() < 8) {
      tries.add(turn.startMillis() / 1000);
      turn = of(0, 1).from(turn.endMillis());
    }
    assertEquals(List.of(0L, 15L, 45L, 105L, 225L, 465L, 765L, 1065L), tries);
  }

  @Test
  void everyTurnHasANumberOfItsOwn() {
    Turns.Turn first = of(1, 3).from(0);
    Turns.Turn second = of(1, 3).from(first.endMillis());
    assertEquals(1, first.number());
    assertEquals(4, second.number());
    assertEquals(45_000 + 30_000, second.startMillis());
  }
}
