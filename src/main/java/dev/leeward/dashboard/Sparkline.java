package dev.leeward.dashboard;

import dev.leeward.control.TargetsView.Probe;
import dev.leeward.control.TargetsView.ProbedTarget;
import java.util.List;
import java.util.Locale;

/**
 * The last probes of a target as bars: as high as they took of the timeout, in the colour of what
 * came of them; those that failed are full, and have a foot for whoever sees no colour.
 */
final class Sparkline {
  private static final int HEIGHT = 24;
  private static final int STEP = 9;
  private static final int BAR = 7;
  private static final int LEAST = 2;

  private Sparkline() {}

  static void write(Html html, ProbedTarget target) {
    List<Probe> oldestFirst = target.recent().reversed();
    html.add(
        "<svg class=\"spark\" role=\"img\" width=\"{}\" height=\"{}\" aria-label=\"{}\">",
        Math.max(STEP, oldestFirst.size() * STEP),
        HEIGHT,
        text(target));
    for (int i = 0; i < oldestFirst.size(); i++) {
      Probe probe = oldestFirst.get(i);
      boolean healthy = probe.result().equals("healthy");
      int height = healthy ? height(probe, target) : HEIGHT;
      html.add(
          "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
          healthy ? "good" : probe.result().equals("local-error") ? "quiet" : "bad",
          i * STEP,
          HEIGHT - height,
          BAR,
          height);
      if (!healthy) {
        html.add("<path class=\"cross\" d=\"M{} 8l5 5m0-5l-5 5\"/>", i * STEP + 1);
      }
    }
    html.add("</svg>");
    if (target.warning() != null) {
      html.add("<br><small>{}</small>", target.warning());
    }
  }

  private static int height(Probe probe, ProbedTarget target) {
    double share = (double) probe.took().toNanos() / Math.max(1, target.timeout().toNanos());
    return Math.clamp(Math.round(share * HEIGHT), LEAST, HEIGHT);
  }

  /** The chart in words, without what changes at every probe. */
  private static String text(ProbedTarget target) {
    long healthy = target.recent().stream().filter(each -> each.result().equals("healthy")).count();
    return String.format(
        Locale.ROOT, "%d of the last %d probes were healthy", healthy, target.recent().size());
  }
}
