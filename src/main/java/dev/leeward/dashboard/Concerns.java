package dev.leeward.dashboard;

import dev.leeward.control.NotificationsView;
import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.OverrideView;
import dev.leeward.control.StatusView.RegionView;
import dev.leeward.control.StatusView.ServiceView;
import dev.leeward.control.StatusView.TargetView;
import dev.leeward.control.StatusView.VoterView;
import dev.leeward.dashboard.Concern.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong, why, and what to do: the first thing on the page. Pure. */
final class Concerns {
  private final StatusView status;
  private final List<Concern> all = new ArrayList<>();

  private Concerns(StatusView status) {
    this.status = status;
  }

  /** The heaviest first. */
  static List<Concern> of(StatusView status, NotificationsView notifications) {
    Concerns concerns = new Concerns(status);
    concerns.automation();
    status.services().forEach(concerns::service);
    status.zonesNotReady().forEach(concerns::zone);
    status.voters().forEach(concerns::voter);
    status.targets().forEach(concerns::target);
    status.warnings().stream()
        .filter(concerns::isNew)
        .forEach(each -> concerns.add(Weight.WORRYING, "warning", each, "see the instance's log"));
    notifications.notifications().forEach(concerns::notification);
    concerns.timeline();
    status.overrides().stream().filter(OverrideView::inForce).forEach(concerns::override);
    return concerns.all.stream().sorted(Comparator.comparing(Concern::weight)).toList();
  }

  private void add(Weight weight, String subject, String what, String todo) {
    all.add(new Concern(weight, subject, what, todo));
  }

  /** A warning about a voter is told once. */
  private boolean isNew(String warning) {
    return status.voters().stream()
        .filter(voter -> voter.ignored() || !voter.fresh() || voter.abstains())
        .noneMatch(voter -> warning.startsWith(voter.name() + " "));
  }

  private void automation() {
    String reason = status.automation().reason();
    if (reason == null) {
      return;
    }
    boolean wanted = reason.startsWith("frozen");
    add(
        wanted ? Weight.WANTED : Weight.BAD,
        "automation",
        "Nothing is decided: " + reason,
        wanted
            ? "Thaw when the reason is gone: until then no failure is followed"
            : "What was agreed stays served. Bring instances back, or drain and pin by hand: that acts here");
  }

  private void service(ServiceView service) {
    Weight weight = weight(service.reason());
    if (weight != null) {
      add(weight, service.name(), explanation(service), todo(service));
    }
    service
        .refused()
        .forEach(each ->
            add(
                Weight.WORRYING,
                service.name(),
                "Safety rule " + each.rule() + " holds a change back: " + each.what(),
                "See whether the rule is right; if not, pin " + service.name() + " by hand"));
  }

  /** Its name stands beside it already. */
  static String explanation(ServiceView service) {
    String prefix = service.name() + ": ";
    return service.explanation().startsWith(prefix)
        ? service.explanation().substring(prefix.length())
        : service.explanation();
  }

  /** Null for what is as it should be, and for what an override explains. */
  private static @Nullable Weight weight(String reason) {
    return switch (reason) {
      case "last-resort", "all-drained", "replaced", "nothing-to-steer" -> Weight.BAD;
      case "failed-over", "reduced" -> Weight.WORRYING;
      default -> null;
    };
  }

  private static String todo(ServiceView service) {
    return switch (service.reason()) {
      case "all-drained" -> "Undrain a region that works";
      case "nothing-to-steer" -> "Its names have no record in any of its regions: see the zone";
      case "last-resort", "replaced" ->
          "No region is healthy: mend an endpoint; if the checks are wrong, pin a region that works";
      default ->
          service.regions().stream().anyMatch(each -> !each.in() && !each.drained())
              ? "Clients are served. Mend the region that is out; it returns by its failback rule"
              : "Clients are served. Undrain when the work is done";
    };
  }

  private void zone(String origin) {
    add(
        Weight.BAD,
        origin,
        "The zone did not load and is not served",
        "Run leeward check, mend the file, then leeward reload");
  }

  private void voter(VoterView voter) {
    if (voter.ignored()) {
      add(
          Weight.WORRYING,
          voter.name(),
          "It is ignored: it sent two ballots with one number",
          "Two processes may use its key: stop one");
    } else if (!voter.fresh()) {
      add(
          Weight.WORRYING,
          voter.name(),
          "No ballot counts; the last one came " + silence(voter),
          "Is the instance running, and its link port reachable from here?");
    } else if (voter.abstains()) {
      add(
          Weight.WORRYING,
          voter.name(),
          "It abstains: it does not trust its own eyes",
          "Look at its network and load; it votes again when a target answers");
    }
    if (voter.fresh() && !voter.otherTargets().isEmpty()) {
      add(
          Weight.WORRYING,
          voter.name(),
          "It knows other targets of "
              + String.join(", ", voter.otherTargets())
              + ": its votes there do not count here",
          "Give all instances the same zones and configuration, then reload");
    }
  }

  private static String silence(VoterView voter) {
    return voter.age() == null ? "never" : Span.text(voter.age()) + " ago";
  }

  private void target(TargetView target) {
    if (target.verdict().equals("up")) {
      return;
    }
    boolean down = target.verdict().equals("down");
    String reason = target.reason() == null ? "" : ": " + target.reason();
    boolean served = isServed(target);
    add(
        down && served ? Weight.BAD : Weight.WORRYING,
        target.id(),
        (down ? "Down" : "Undecided") + " in " + target.region() + reason,
        down
            ? served
                ? "See why its service is served from there: leeward explain"
                : "Mend it before it is needed"
            : "The voters do not agree, or do not know yet: see the votes");
  }

  /** Withdrawn records are no client's business. */
  private boolean isServed(TargetView target) {
    return status.services().stream()
        .flatMap(each -> each.regions().stream())
        .filter(RegionView::served)
        .flatMap(each -> each.records().stream())
        .anyMatch(each -> each.target().equals(target.id()) && each.withdrawn() == null);
  }

  /** Only the instance whose turn it is knows: others do not try. */
  private void notification(NotificationsView.Way way) {
    if (way.failures() > 0 && way.waiting() > 0) {
      add(
          Weight.WORRYING,
          way.name(),
          way.waiting()
              + (way.waiting() == 1 ? " notice waits" : " notices wait")
              + ": "
              + way.lastError(),
          "Nobody is told by it; try leeward notify-test " + way.name());
    }
  }

  private void timeline() {
    if (status.eventsLost() > 0) {
      add(
          Weight.WORRYING,
          "timeline",
          status.eventsLost() + " events could not be kept",
          "Is the state directory full or slow?");
    }
  }

  private void override(OverrideView override) {
    if (!override.kind().equals("freeze")) {
      add(
          Weight.WANTED,
          override.kind(),
          subject(override) + " by " + override.by() + ": " + override.reason(),
          Span.left(status.at(), override.until()));
    }
  }

  /** In words: {@code us-east, for all services}. */
  static String subject(OverrideView override) {
    String region = override.region() == null ? "" : override.region() + ", for ";
    return region + (override.service() == null ? "all services" : override.service());
  }
}
