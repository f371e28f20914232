package dev.leeward.control;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer is as it is.
 *
 * @param answers as dig prints them
 * @param service null when the name is no service's
 * @param rules with their outcomes, in the order in which they are applied
 * @param certificate whose ballots made the standing decision
 * @param evidence what those voters saw when they made it
 */
public record ExplainView(
    String name,
    String type,
    String zone,
    List<String> answers,
    StatusView.@Nullable ServiceView service,
    List<VerdictView> verdicts,
    List<RuleView> rules,
    List<String> certificate,
    List<String> evidence,
    List<StatusView.OverrideView> overrides) {
  /** What the voters say about a record's endpoint. */
  public record VerdictView(String record, String target, String verdict, List<VoteView> votes) {}

  /**
   * One voter on one endpoint.
   *
   * @param vote {@code none} when no ballot of it counts
   * @param age of the ballot since it came here
   * @param streak results in a row that are alike; null of an endpoint that is simply up elsewhere
   * @param reason of the newest failure
   */
  public record VoteView(
      String voter,
      String vote,
      @Nullable Duration age,
      @Nullable Boolean failing,
      @Nullable Integer streak,
      @Nullable String reason) {}

  /**
   * A rule's outcome.
   *
   * @param subject what it speaks of
   * @param effect passes, withdraws, holds or overrides
   */
  public record RuleView(String rule, String subject, String effect, String text) {}
}
