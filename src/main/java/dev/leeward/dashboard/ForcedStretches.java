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

  /** By the key in the ledger: what comes there next ends what was there. */
  private final Map<String, Open> open = new LinkedHashMap<>();

  private record Open(String subject, Stretch stretch) {}

  private ForcedStretches(Instant now, Instant start) {
    this.now = now;
    this.start = start;
  }

  /**
   * @param events oldest first
   * @param start before which nothing is shown
   * @return by what it is about, in the order in which it was forced first
   */
  static Map<String, List<Stretch>> of(StatusView status, List<EventFields> events, Instant start) {
    ForcedStretches stretches = new ForcedStretches(status.at(), start);
    events.forEach(stretches::take);
    status.overrides().stream().filter(OverrideView::inForce).forEach(stretches::untold);
    stretches.open.values().forEach(stretches::end);
    return stretches.done;
  }

  /** What is in force, and began before the first event that is at hand. */
  private void untold(OverrideView override) {
    String kind = override.kind();
    String subject = subject(kind, override.region(), override.service());
    if (KINDS.contains(kind)
        && open.values().stream().noneMatch(each -> each.subject().equals(subject))) {
      String what = what(kind, override.region());
      String why = override.by() + ": " + override.reason();
      open.put(
          subject,
          new Open(subject, new Stretch(override.at(), override.until(), what, why, tone(kind))));
    }
  }

  private static String what(String kind, @Nullable String region) {
    return kind.equals("pin") ? "pin to " + region : kind;
  }

  private static Tone tone(String kind) {
    return kind.equals(SHADOW) ? Tone.SHADOW : Tone.FORCED;
  }

  private static String subject(String kind, @Nullable String region, @Nullable String service) {
    boolean isOfRegion = region != null && !region.isEmpty();
    boolean isOfService = service != null && !service.isEmpty();
    String word = kind.equals(SHADOW) ? "drill" : kind;
    if (kind.equals("pin")) {
      return word + " " + service;
    }
    return word + (isOfRegion ? " " + region : "") + (isOfService ? " (" + service + ")" : "");
  }

  private void take(EventFields event) {
    Instant given = event.time("given");
    String kind = event.kind();
    boolean isEnd = kind.endsWith(RELEASED);
    String forced = isEnd ? kind.substring(0, kind.length() - RELEASED.length()) : kind;
    if (!event.isAgreed() || given == null || !KINDS.contains(forced)) {
      return;
    }
    String key = event.text("key");
    String subject = subject(forced, event.text("region"), event.text("service"));
    String who = event.text("by") + ": " + event.text("reason");
    Open was = open.remove(key);
    if (isEnd) {
      Stretch ended = was == null ? null : was.stretch();
      Instant from = ended == null ? start : ended.from();
      String what = ended == null ? forced : ended.what();
      String why = (ended == null ? "" : ended.why() + "; ") + "ended by " + who;
      add(
          was == null ? subject : was.subject(),
          new Stretch(from, earlier(given, ended), what, why, tone(forced)));
    } else {
      if (was != null) {
        Stretch ended = was.stretch();
        add(
            was.subject(),
            new Stretch(
                ended.from(), earlier(given, ended), ended.what(), ended.why(), ended.tone()));
      }
      String what = what(forced, event.text("region"));
      open.put(
          key, new Open(subject, new Stretch(given, event.time("until"), what, who, tone(forced))));
    }
  }

  /** One that had run out is not ended again. */
  private static Instant earlier(Instant given, @Nullable Stretch ended) {
    Instant until = ended == null ? null : ended.to();
    return until != null && until.isBefore(given) ? until : given;
  }

  private void end(Open last) {
    Stretch was = last.stretch();
    Instant until = was.to();
    boolean isStill = until == null || until.isAfter(now);
    add(
        last.subject(),
        isStill ? new Stretch(was.from(), null, was.what(), was.why(), was.tone()) : was);
  }

  private void add(String subject, Stretch stretch) {
    Instant to = stretch.to();
    if (to == null || to.isAfter(start)) {
      done.computeIfAbsent(subject, _ -> new ArrayList<>()).add(stretch);
    }
  }
}
