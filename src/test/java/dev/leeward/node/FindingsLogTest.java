package dev.leeward.node;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.leeward.config.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What of the findings goes to the log. */
class FindingsLogTest {
  private final Logger log = mock(Logger.class);

  @Test
  void ofAKindTheFirstAreToldAndTheRestCounted() {
    List<Finding> findings = new ArrayList<>();
    for (int line = 1; line <= FindingsLog.MOST_OF_A_KIND + 7; line++) {
      findings.add(finding(Finding.Severity.WARNING, "record-in-no-region", line));
    }
    findings.add(finding(Finding.Severity.ERROR, "zone-unreadable", 1));
    FindingsLog.tell(findings, log);
    verify(log, times(FindingsLog.MOST_OF_A_KIND)).warn(eq("finding {}"), any(Finding.class));
    verify(log).warn("finding {}", findings.getFirst());
    verify(log).error("finding {}", findings.getLast());
    verify(log)
        .warn(
            "findings {} more of {}; `leeward check` names all of them", 7, "record-in-no-region");
    verifyNoMoreInteractions(log);
  }

  private static Finding finding(Finding.Severity severity, String code, int line) {
    return new Finding(severity, code, "a.zone", line, "something", "mend it");
  }
}
