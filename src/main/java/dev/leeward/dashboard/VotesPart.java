package dev.leeward.dashboard;

import dev.leeward.control.ExplainView.VoteView;
import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.TargetView;
import dev.leeward.control.StatusView.VoterView;
import dev.leeward.control.TargetsView;
import dev.leeward.control.TargetsView.ProbedTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who says what of each target, since when and why. Owned by one call. */
final class VotesPart {
  /** What nobody could read; those that are not up come first, and are all there. */
  private static final int MOST_HEALTHY = 50;

  private final StatusView status;
  private final Map<String, ProbedTarget> probed;
  private final Evidence evidence;
  private final Html html;

  VotesPart(StatusView status, TargetsView targets, Evidence evidence, Html html) {
    this.status = status;
    this.probed =
        targets.targets().stream()
            .collect(Collectors.toMap(ProbedTarget::id, Function.identity(), (one, two) -> one));
    this.evidence = evidence;
    this.html = html;
  }

  void write() {
    html.add(
        """
        <section id="votes" aria-labelledby="votes-title">
        <h2 id="votes-title">Votes</h2>
        <p class="facts">{} of {} voters must say the same. What they do not agree on stays as it was decided.</p>
        """,
        status.quorum(),
        status.voters().size());
    html.add(
        "<div class=\"wide\"><table class=\"votes\"><caption class=\"hidden\">Votes by target and voter</caption>"
            + "<thead><tr><th scope=\"col\">Target</th><th scope=\"col\">Verdict</th>");
    for (VoterView voter : status.voters()) {
      html.add(
          "<th scope=\"col\">{}{}<br><small>{}</small></th>",
          voter.name(),
          voter.self() ? " (here)" : "",
          voter.fresh() ? "ballot " + Span.age(voter.age()) : "silent, " + Span.age(voter.age()));
    }
    html.add("<th scope=\"col\">Last probes from here</th></tr></thead><tbody>\n");
    List<TargetView> sick =
        status.targets().stream().filter(each -> !isWell(each)).sorted(order()).toList();
    List<TargetView> well =
        status.targets().stream().filter(VotesPart::isWell).sorted(order()).toList();
    sick.forEach(this::row);
    well.stream().limit(MOST_HEALTHY).forEach(this::row);
    html.add("</tbody></table></div>\n");
    if (well.size() > MOST_HEALTHY) {
      html.add(
          "<p class=\"facts\">{} more, which every voter finds up: <code>leeward status</code> lists them.</p>\n",
          well.size() - MOST_HEALTHY);
    }
    html.add("</section>\n");
  }

  private static Comparator<TargetView> order() {
    return Comparator.comparing(TargetView::region).thenComparing(TargetView::id);
  }

  private static boolean isWell(TargetView target) {
    return target.verdict().equals("up")
        && !target.suspect()
        && target.votes().values().stream().allMatch(each -> each.equals("up"));
  }

  private void row(TargetView target) {
    html.add(
        "<tr><th scope=\"row\">{}<br><small>{}</small></th><td><span class=\"pill {}\">{}</span></td>",
        target.id(),
        target.region(),
        tone(target.verdict()),
        target.verdict());
    status.voters().forEach(voter -> vote(target, voter));
    html.add("<td>");
    ProbedTarget own = probed.get(target.id());
    if (own != null) {
      Sparkline.write(html, own);
    }
    html.add("</td></tr>\n");
  }

  private void vote(TargetView target, VoterView voter) {
    String vote = target.votes().getOrDefault(voter.name(), "none");
    html.add("<td><span class=\"pill {}\">{}</span>", tone(vote), vote);
    String reason = reason(target, voter);
    if (reason != null && !vote.equals("up")) {
      html.add("<br><small>{}</small>", reason);
    }
    html.add("</td>");
  }

  private @Nullable String reason(TargetView target, VoterView voter) {
    VoteView said = evidence.of(target.id(), voter.name());
    if (said == null) {
      return voter.self() ? target.reason() : null;
    }
    String reason = said.reason();
    Integer streak = said.streak();
    return streak == null || streak < 1 || !Boolean.TRUE.equals(said.failing())
        ? reason
        : (reason == null ? "failing" : reason)
            + ", "
            + Math.min(streak, 99)
            + (streak > 99 ? "+" : "")
            + " in a row";
  }

  private static String tone(String vote) {
    return switch (vote) {
      case "up" -> "good";
      case "down" -> "bad";
      case "suspect", "undecided" -> "worrying";
      default -> "quiet";
    };
  }
}
