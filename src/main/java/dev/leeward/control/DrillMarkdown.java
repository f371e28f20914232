package dev.leeward.control;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A drill's report for people. Pure; the text is Markdown and reads well as it is. */
public final class DrillMarkdown {
  private static final double MILLIS_A_SECOND = 1000.0;

  private final StringBuilder text = new StringBuilder();
  private final DrillView drill;

  private DrillMarkdown(DrillView drill) {
    this.drill = drill;
  }

  public static String of(DrillView drill) {
    DrillMarkdown markdown = new DrillMarkdown(drill);
    markdown.head();
    markdown.instances();
    markdown.services();
    markdown.realLoss();
    markdown.votes("Votes before", drill.votesBefore());
    markdown.votes("Votes after", drill.votesAfter());
    markdown.timeline();
    return markdown.text.toString();
  }

  private void head() {
    String kind = drill.shadow() ? "Shadow drill" : "Drill";
    line("# " + kind + " " + drill.id() + ": " + word(drill.state()));
    line("");
    line("- What: region " + drill.region() + " down for " + what());
    line("- Who: " + plain(drill.by()));
    line("- Why: " + plain(drill.reason()));
    line("- When: " + drill.at() + ", planned for " + seconds(drill.planned()));
    if (drill.endedAt() != null) {
      line("- Ended: " + drill.endedAt() + ", " + plain(String.valueOf(drill.endedBy())));
    }
    line("- Accepted by " + drill.acceptedBy() + ", told by " + drill.toldBy());
    line("- Agreed after: " + seconds(drill.agreed()) + (drill.alike() ? ", all alike" : ""));
    if (drill.shadow()) {
      line("- No answer changed; below is what would have been served");
    } else {
      line("- Last answer without the region after: " + seconds(drill.answered()));
      line("- Last answer as before, after the end: " + seconds(drill.returned()));
    }
    line("- Recovery objective: " + drill.verdict());
  }

  private String what() {
    return drill.service() == null ? "all services" : "service " + drill.service();
  }

  private void instances() {
    line("");
    line("## Instances");
    line("");
    row(
        "instance",
        "has it",
        drill.shadow() ? "decided" : "away",
        "end seen",
        "back",
        "+/-",
        "serves");
    rule(7);
    for (DrillView.InstanceTimes each : drill.instances()) {
      row(
          each.name() + (each.witness() ? " (witness)" : ""),
          seconds(each.heard()),
          seconds(each.away()),
          seconds(each.ended()),
          seconds(each.back()),
          seconds(each.precision()),
          plain(each.serves()));
    }
  }

  private void services() {
    line("");
    line("## Services");
    line("");
    row(
        "service",
        "before",
        "during",
        "detection",
        "answer",
        "recovery",
        "objective",
        "caches",
        "verdict");
    rule(9);
    for (DrillView.ServiceTimes each : drill.services()) {
      row(
          each.name(),
          String.join("+", each.before()),
          String.join("+", each.during()),
          seconds(each.detection()),
          seconds(each.answer()),
          seconds(each.recovery()),
          seconds(each.objective()),
          "+ " + seconds(each.caches()),
          each.verdict());
    }
    line("");
    line(
        "Detection is the worst case by the check's settings, answer was measured; recovery is both"
            + " and is held against the objective.");
  }

  private void realLoss() {
    SimulateView loss = drill.realLoss();
    if (loss == null) {
      return;
    }
    line("");
    line("## A real loss");
    line("");
    line(
        "%d of %d voters would be left, quorum %d: %s."
            .formatted(
                loss.voters(),
                loss.electorate(),
                loss.quorum(),
                loss.decides()
                    ? "they would decide"
                    : "nothing would be decided, " + loss.reason()));
    line("");
    boolean nothing = true;
    for (SimulateView.ServiceProspect service : loss.services()) {
      nothing &= each(service.name() + ": refused: ", service.refused());
      nothing &= each(service.name() + ": nothing left that works: ", service.dead());
      nothing &= each(service.name() + ": the served region has none: ", service.empty());
    }
    if (nothing) {
      line("No rule would have refused anything.");
    }
  }

  /** Whether there was nothing to say. */
  private boolean each(String what, List<String> all) {
    all.forEach(one -> line("- " + what + plain(one)));
    return all.isEmpty();
  }

  private void votes(String title, List<StatusView.TargetView> targets) {
    if (targets.isEmpty()) {
      return;
    }
    line("");
    line("## " + title);
    line("");
    row("target", "region", "verdict", "votes");
    rule(4);
    for (StatusView.TargetView each : targets) {
      StringBuilder votes = new StringBuilder();
      for (Map.Entry<String, String> vote : each.votes().entrySet()) {
        votes
            .append(votes.isEmpty() ? "" : ", ")
            .append(vote.getKey())
            .append(' ')
            .append(vote.getValue());
      }
      row(each.id(), each.region(), each.verdict(), votes.toString());
    }
  }

  private void timeline() {
    line("");
    line("## Timeline");
    line("");
    row("after", "what");
    rule(2);
    drill.timeline().forEach(each -> row(seconds(each.elapsed()), plain(each.what())));
  }

  private void line(String words) {
    text.append(words).append('\n');
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void rule(int columns) {
    line("|" + "---|".repeat(columns));
  }

  private static String word(DrillView.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Operators and peers write it: nothing of it may end a cell or begin another line. */
  private static String plain(String words) {
    return words.replaceAll("\\p{Cntrl}", "?").replace("|", "\\|");
  }

  private static String seconds(@Nullable Duration duration) {
    return duration == null
        ? "-"
        : String.format(Locale.ROOT, "%.3f s", duration.toMillis() / MILLIS_A_SECOND);
  }
}
