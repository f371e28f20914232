package dev.leeward.node;

import dev.leeward.availability.AvailabilityObserver;
import dev.leeward.availability.AvailabilitySettings;
import dev.leeward.availability.Judgement;
import dev.leeward.availability.Observatory;
import dev.leeward.availability.Seen;
import dev.leeward.availability.ServiceLevel;
import dev.leeward.config.Settings;
import dev.leeward.control.AvailabilityView;
import dev.leeward.serving.Serving;
import dev.leeward.topology.AddressText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observatory that the configuration wants now. Owned by who starts and reloads the instance;
 * any thread may ask what it found.
 */
final class Availability implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Availability.class);
  private static final String FILE = "availability";

  private final Serving serving;
  private final AvailabilityObserver observer;
  private volatile @Nullable Observatory running;

  Availability(Serving serving, AvailabilityObserver meters) {
    this.serving = serving;
    this.observer = new Logged(meters);
  }

  /** Counts go on where they are for the same window. */
  synchronized void use(Settings settings) throws InterruptedException {
    AvailabilitySettings next = settings.availability();
    Observatory before = running;
    if (Objects.equals(next, before == null ? null : before.settings())) {
      return;
    }
    close();
    if (next != null && !next.asked().isEmpty()) {
      Path file = settings.stateDirectory().resolve(FILE);
      running = Observatory.start(next, () -> serving.current().steering(), file, observer);
    }
  }

  AvailabilityView view(String instance, Instant now) {
    Observatory observatory = running;
    return observatory == null
        ? AvailabilityView.off(instance, now)
        : new AvailabilityView(
            instance,
            now,
            true,
            observatory.reaches(),
            observatory.settings().interval(),
            observatory.round(),
            observatory.settings().window(),
            observatory.levels(now.toEpochMilli()).stream().map(Availability::service).toList(),
            observatory.seen().stream().map(Availability::asked).toList());
  }

  private static AvailabilityView.ServiceView service(ServiceLevel level) {
    return new AvailabilityView.ServiceView(
        level.service(),
        level.objective(),
        level.good(),
        level.bad(),
        level.ratio(),
        level.budgetLeft(),
        level.burnRate());
  }

  private static AvailabilityView.AskedView asked(Seen seen) {
    Seen.Bad bad = seen.lastBad();
    return new AvailabilityView.AskedView(
        seen.asked().instance(),
        AddressText.of(seen.asked().address()),
        seen.good(),
        seen.bad(),
        seen.unjudged(),
        seen.last() == null ? null : seen.last().word(),
        bad == null
            ? null
            : new AvailabilityView.BadView(bad.at(), bad.question(), bad.judgement().word()));
  }

  /** For status: what an operator should know without asking for it. */
  static List<String> warnings(AvailabilityView view) {
    List<String> warnings = new ArrayList<>();
    if (view.enabled() && !view.observing()) {
      warnings.add(
          "no other instance's public address answers this one: availability is not counted here;"
              + " look at its own network first");
    }
    for (AvailabilityView.ServiceView service : view.services()) {
      Double ratio = service.ratio();
      if (ratio != null && service.budgetLeft() < 0) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "service %s misses its objective from outside: %.4f%% of %.4f%% in %s",
                service.name(),
                100 * ratio,
                100 * service.objective(),
                days(view.window())));
      }
    }
    return warnings;
  }

  private static String days(Duration window) {
    return window.toDays() > 0 ? window.toDays() + "d" : window.toMinutes() + "m";
  }

  @Override
  public synchronized void close() throws InterruptedException {
    Observatory last = running;
    running = null;
    if (last != null) {
      last.close();
    }
  }

  /** The observatory's thread owns it; a file that stays unwritable is said once. */
  private static final class Logged implements AvailabilityObserver {
    private final AvailabilityObserver meters;
    private @Nullable String failing;

    Logged(AvailabilityObserver meters) {
      this.meters = meters;
    }

    @Override
    public void judged(String service, String instance, Judgement judgement) {
      meters.judged(service, instance, judgement);
    }

    @Override
    public void kept(@Nullable String failure) {
      meters.kept(failure);
      if (failure != null && failing == null) {
        log.warn("availability-not-kept cause=\"{}\"; a restart would count anew", failure);
      }
      failing = failure;
    }

    @Override
    public void ended(RuntimeException bug) {
      meters.ended(bug);
      log.error("bug in the observatory; nothing is asked until a reload that changes it", bug);
    }
  }
}
