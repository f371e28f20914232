package dev.leeward.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer is as it is.
 *
 * @param answers as dig prints them
 * @param service null when the name is no service's
 */
public record ExplainView(
    String name,
    String type,
    String zone,
    List<String> answers,
    StatusView.@Nullable ServiceView service,
    List<VerdictView> verdicts,
    List<String> certificate,
    List<StatusView.OverrideView> overrides) {
  /** What the voters say about a record's endpoint. */
  public record VerdictView(
      String record, String target, String verdict, Map<String, String> votes) {}
}
