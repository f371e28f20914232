package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.OverrideView;
import dev.leeward.dashboard.Stretch.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was forced, by its place in the ledger, from the agreed events and from what is in force
 * now. Owned by one call.
 */
final class ForcedStretches {
  private static final String RELEASED = "-released";
  private static final String SHADOW = "shadow-drill";
  private static final Set<String> KINDS = Set.of("drain", "pin", "freeze", "drill", SHADOW);

  private final Instant now;
  private final Instant start;
  private final Map<String, List<Stretch>> done = new LinkedHashMap<>();
  private final Map<String, Stretch> open = new LinkedHashMap<>();

  private ForcedStretches(Instant now, Instant start) {
    this.now = now;
    this.start = start;
  }

  /**
   * @param events oldest first
   * @param start before which nothing is shown
   * @return by what it is about, in the order in which it was forced first
   */
  static Map<String, List<Stretch>> of(
      StatusView status, List<Map<String, Object>> events, Instant start) {
    ForcedStretches stretches = new ForcedStretches(status.at(), start);
    Instant known =
        events.isEmpty() ? null : new EventFields(events.getFirst()).time("at");
    for (OverrideView each : status.overrides()) {
      boolean isTold = known != null && !each.at().isBefore(known);
      if (each.inForce() && !isTold && KINDS.contains(each.kind())) {
        stretches.begin(
            subject(each.kind(), each.region(), each.service()),
            new Stretch(
                each.at(), each.until(), each.kind(), each.by() + ": " + each.reason(), tone(each.kind())));
      }
    }
    events.forEach(each -> stretches.take(new EventFields(each)));
    stretches.open.keySet().forEach(stretches::end);
    return stretches.done;
  }

  private static Tone tone(String kind) {
    return kind.equals(SHADOW) ? Tone.SHADOW : Tone.FORCED;
  }

  /** A drill and its shadow have one place. */
  private static String subject(String kind, @Nullable String region, @Nullable String service) {
    StringBuilder text = new StringBuilder(kind.equals(SHADOW) ? "drill" : kind);
    for (String each : new String[] {service, region}) {
      if (each != null && !each.isEmpty()) {
        text.append(' ').append(each);
      }
    }
    return text.toString();
  }

  private void take(EventFields event) {
    Instant given = event.time("given");
    String kind = event.kind();
    boolean isEnd = kind.endsWith(RELEASED);
    String forced = isEnd ? kind.substring(0, kind.length() - RELEASED.length()) : kind;
    if (!event.isAgreed() || given == null || !KINDS.contains(forced)) {
      return;
    }
    String subject = subject(forced, event.text("region"), event.text("service"));
    String who = event.text("by") + ": " + event.text("reason");
    if (isEnd) {
      Stretch ended = open.remove(subject);
      Instant from = ended == null ? start : ended.from();
      String why = (ended == null ? "" : ended.why() + "; ") + "ended by " + who;
      add(subject, new Stretch(from, earlier(given, ended), forced, why, tone(forced)));
    } else {
      end(subject);
      begin(subject, new Stretch(given, event.time("until"), forced, who, tone(forced)));
    }
  }

  /** One that had run out is not ended again. */
  private static Instant earlier(Instant given, @Nullable Stretch ended) {
    Instant until = ended == null ? null : ended.to();
    return until != null && until.isBefore(given) ? until : given;
  }

  private void begin(String subject, Stretch stretch) {
    open.put(subject, stretch);
  }

  private void end(String subject) {
    Stretch was = open.get(subject);
    if (was != null) {
      Instant until = was.to();
      boolean isStill = until == null || until.isAfter(now);
      add(
          subject,
          isStill ? new Stretch(was.from(), null, was.what(), was.why(), was.tone()) : was);
    }
  }

  private void add(String subject, Stretch stretch) {
    Instant to = stretch.to();
    if (to == null || to.isAfter(start)) {
      done.computeIfAbsent(subject, _ -> new ArrayList<>()).add(stretch);
    }
  }
}
