package dev.leeward.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ErrorsToldTest {
  private final ErrorsTold told = new ErrorsTold();

  @Test
  void twoReasonsThatTakeTurnsAreToldOnceEach() {
    assertTrue(told.isNew("no route"));
    assertTrue(told.isNew("timed out"));
    assertFalse(told.isNew("no route"));
    assertFalse(told.isNew("timed out"));
  }

  @Test
  void afterAConnectionAllIsNewAgain() {
    told.isNew("no route");
    told.begin();
    assertTrue(told.isNew("no route"));
  }

  @Test
  void reasonsWithoutEndAreToldUpToABound() {
    assertEquals(10, IntStream.range(0, 100).filter(i -> told.isNew("port " + i)).count());
  }
}
