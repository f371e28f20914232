package dev.leeward.availability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts by service, over the window and over the last hour. Any thread may call. */
final class Tallies {
  private static final int WINDOW_SLICES = 360;
  private static final int HOUR_SLICES = 60;
  private static final long HOUR_SLICE = Duration.ofMinutes(1).toMillis();
  private static final String VERSION = "leeward-availability-1";

  private final long sliceMillis;
  private final Map<String, Slices> window = new TreeMap<>();
  private final Map<String, Slices> hour = new TreeMap<>();

  Tallies(Duration span) {
    sliceMillis = Math.max(1, span.toMillis() / WINDOW_SLICES);
  }

  synchronized void add(String service, boolean isGood, long wallMillis) {
    window(service).add(isGood, wallMillis);
    hour.computeIfAbsent(service, _ -> new Slices(HOUR_SLICE, HOUR_SLICES)).add(isGood, wallMillis);
  }

  private Slices window(String service) {
    return window.computeIfAbsent(service, _ -> new Slices(sliceMillis, WINDOW_SLICES));
  }

  synchronized List<ServiceLevel> levels(Map<String, Double> objectives, long wallMillis) {
    List<ServiceLevel> levels = new ArrayList<>();
    objectives.forEach((service, objective) ->
        levels.add(
            ServiceLevel.of(
                service,
                objective,
                sum(window.get(service), wallMillis),
                sum(hour.get(service), wallMillis))));
    return levels;
  }

  private static Slices.Sum sum(@Nullable Slices slices, long wallMillis) {
    return slices == null ? new Slices.Sum(0, 0) : slices.sum(wallMillis);
  }

  /** For {@link #read}; the last hour is not kept. */
  synchronized String text() {
    StringBuilder text = new StringBuilder(VERSION + " " + sliceMillis + "\n");
    window.forEach((service, slices) ->
        slices
            .all()
            .forEach(slice ->
                text.append(service)
                    .append(' ')
                    .append(slice.number())
                    .append(' ')
                    .append(slice.good())
                    .append(' ')
                    .append(slice.bad())
                    .append('\n')));
    return text.toString();
  }

  /** Takes what was kept; nothing of another window or form. */
  synchronized void read(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(VERSION + " " + sliceMillis)) {
      return;
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ");
      boolean isWhole =
          words.length == 4
              && words[1].matches("[0-9]{1,18}")
              && words[2].matches("[0-9]{1,9}")
              && words[3].matches("[0-9]{1,9}");
      if (isWhole) {
        window(words[0])
            .add(
                new Slices.Slice(
                    Long.parseLong(words[1]),
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3])));
      }
    }
  }
}
