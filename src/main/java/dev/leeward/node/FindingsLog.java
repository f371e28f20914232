package dev.leeward.node;

import dev.leeward.config.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Findings of a start, for the log. Of one kind the first few are told and the rest counted: a zone
 * of ten thousands of names has the same thing to say about each of them.
 */
final class FindingsLog {
  static final int MOST_OF_A_KIND = 20;

  private FindingsLog() {}

  static void tell(List<Finding> findings, Logger log) {
    Map<String, Integer> told = new HashMap<>();
    for (Finding finding : findings) {
      if (told.merge(finding.code(), 1, Integer::sum) > MOST_OF_A_KIND) {
        continue;
      }
      if (finding.isError()) {
        log.error("finding {}", finding);
      } else {
        log.warn("finding {}", finding);
      }
    }
    told.entrySet().stream()
        .filter(each -> each.getValue() > MOST_OF_A_KIND)
        .sorted(Map.Entry.comparingByKey())
        .forEach(each ->
            log.warn(
                "findings {} more of {}; `leeward check` names all of them",
                each.getValue() - MOST_OF_A_KIND,
                each.getKey()));
  }
}
