package dev.leeward.dashboard;

import dev.leeward.dashboard.History.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A history as bars over time, and the same as a table for whoever sees no picture. What a bar is
 * stands in it where there is room, and always in its title. Owned by one call.
 */
final class HistoryChart {
  private static final int WIDTH = 1000;
  private static final int LEFT = 150;
  private static final int RIGHT = 990;
  private static final int TOP = 22;
  private static final int LANE = 30;
  private static final int BAR = 20;

  /** What is too short to be seen still is. */
  private static final double LEAST = 3;

  private static final double LETTER = 7.2;
  private static final int LONGEST_NAME = 20;
  private static final int COLOURS = 6;
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10),
          Duration.ofHours(1));
  private static final int MOST_STEPS = 7;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final History history;
  private final List<String> regions;
  private final Html html;

  /**
   * @param regions all of them, in an order that stays: each has its colour by it
   */
  HistoryChart(History history, List<String> regions, Html html) {
    this.history = history;
    this.regions = regions;
    this.html = html;
  }

  void write() {
    int height = TOP + LANE * history.lanes().size() + 4;
    html.add(
        "<figure id=\"history\"><div class=\"wide\"><svg class=\"history\" role=\"img\" viewBox=\"0 0 {} {}\" aria-label=\"{}\">\n",
        WIDTH,
        height,
        summary());
    axis(height);
    for (int i = 0; i < history.lanes().size(); i++) {
      lane(history.lanes().get(i), TOP + i * LANE);
    }
    html.add("</svg></div>\n<figcaption class=\"facts\">{}</figcaption>\n", caption());
    table();
    html.add("</figure>\n");
  }

  private String caption() {
    return "What this instance served, and what was forced, from "
        + Span.at(history.start())
        + " on. A gap: it did not run, or nothing tells."
        + (history.unshown() == 0
            ? ""
            : " " + history.unshown() + " more lines are not drawn; leeward events tells of them.");
  }

  /** What a picture's reader would see first. */
  private String summary() {
    return "What was served and forced since "
        + Span.at(history.start())
        + ". "
        + history.lanes().stream()
            .map(lane ->
                lane.name()
                    + ": "
                    + lane.stretches().stream()
                        .map(Stretch::what)
                        .collect(Collectors.joining(", then ")))
            .collect(Collectors.joining(". "))
        + ". The table after it says when and why.";
  }

  private void axis(int height) {
    Duration span = Duration.between(history.start(), history.end());
    Duration step =
        STEPS.stream()
            .filter(each -> span.dividedBy(each) <= MOST_STEPS)
            .findFirst()
            .orElse(STEPS.getLast());
    long seconds = step.toSeconds();
    long first = Math.ceilDiv(history.start().getEpochSecond(), seconds) * seconds;
    for (long at = first; at <= history.end().getEpochSecond(); at += seconds) {
      Instant time = Instant.ofEpochSecond(at);
      html.add(
          "<path class=\"grid\" d=\"M{} {}V{}\"/><text class=\"clock\" x=\"{}\" y=\"13\">{}</text>\n",
          number(x(time)),
          TOP - 4,
          height,
          number(Math.min(x(time), RIGHT - 18)),
          CLOCK.format(time.truncatedTo(ChronoUnit.MINUTES)));
    }
  }

  private void lane(Lane lane, int y) {
    html.add(
        "<text class=\"lane\" x=\"0\" y=\"{}\">{}<title>{}</title></text>\n",
        y + BAR / 2 + 5,
        shortened(lane.name(), LONGEST_NAME),
        lane.name());
    lane.stretches().forEach(each -> bar(lane, each, y));
  }

  private void bar(Lane lane, Stretch stretch, int y) {
    Instant to = stretch.to();
    double from = x(stretch.from());
    double width = Math.max(LEAST, x(to == null ? history.end() : to) - from);
    html.add(
        "<g><title>{}</title><rect class=\"bar {}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"/>",
        lane.name() + ": " + stretch.words(),
        colour(stretch),
        number(from),
        y,
        number(width),
        BAR);
    if (stretch.what().length() * LETTER + 10 <= width) {
      html.add(
          "<text class=\"what\" x=\"{}\" y=\"{}\">{}</text>",
          number(from + 5),
          y + BAR / 2 + 5,
          stretch.what());
    }
    html.add("</g>\n");
  }

  private String colour(Stretch stretch) {
    return switch (stretch.tone()) {
      case FORCED -> "forced";
      case STOPPED -> "stopped";
      case SHADOW -> "forced shadow";
      case SERVED -> {
        int region = regions.indexOf(stretch.what());
        yield region < 0 ? "several" : "region" + region % COLOURS;
      }
    };
  }

  private double x(Instant at) {
    double whole = Duration.between(history.start(), history.end()).toMillis();
    double share = Duration.between(history.start(), at).toMillis() / whole;
    return LEFT + (RIGHT - LEFT) * Math.clamp(share, 0, 1);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "\u2026";
  }

  private void table() {
    html.add(
        "<div class=\"hidden\"><table><caption>What was served and forced</caption><thead><tr>"
            + "<th scope=\"col\">Of what</th><th scope=\"col\">What, when and why</th></tr></thead><tbody>\n");
    history
        .lanes()
        .forEach(lane ->
            lane.stretches()
                .forEach(each ->
                    html.add(
                        "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                        lane.name(),
                        each.words())));
    html.add("</tbody></table></div>\n");
  }
}
