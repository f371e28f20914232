package dev.leeward.node;

import dev.leeward.config.Settings;
import dev.leeward.health.CheckSettings;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.Withdrawal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service as its configuration, its profile and the defaults make it. Times are in seconds. */
public record ResultingService(
    String name,
    String profile,
    String policy,
    List<String> regions,
    String minHealthy,
    String whenAllDown,
    String failback,
    double hold,
    long ttl,
    long suspectTtl,
    Rules safety,
    Leaving withdrawal,
    Check check) {
  /** Its safety rules. */
  public record Rules(int minRegions, double maxWithdrawnShare, int maxChanges, double per) {}

  /**
   * How slowly health takes records away.
   *
   * @param voters that must say that a record is down
   */
  public record Leaving(double hold, int voters, int maxRegions, double per) {}

  /**
   * The check that its endpoints are probed with.
   *
   * @param timeout the longest, where it is learned
   * @param worstToDown from an endpoint's death to the opinion of an instance that sees it
   * @param likelyToDown the same of one that has taught that it answers within 100 ms
   */
  public record Check(
      String name,
      double interval,
      double timeout,
      boolean learnsTimeout,
      double retryInterval,
      int fall,
      int rise,
      double worstToDown,
      double likelyToDown) {}

  static List<ResultingService> all(@Nullable Settings settings) {
    return Stream.ofNullable(settings)
        .flatMap(each -> each.services().stream().map(service -> of(service, each)))
        .toList();
  }

  private static ResultingService of(Service service, Settings settings) {
    Safety safety = service.safety();
    return new ResultingService(
        service.name(),
        Views.lower(service.profile()),
        Views.lower(service.policy()),
        service.regions(),
        service.minHealthy().toString(),
        Views.lower(service.whenAllDown()),
        Views.lower(service.failback()),
        seconds(service.failbackHold()),
        service.ttl(),
        service.suspectTtl(),
        new Rules(
            safety.minRegions(),
            safety.maxWithdrawnShare(),
            safety.maxChanges(),
            seconds(safety.per())),
        leaving(service.withdrawal(), settings),
        check(Objects.requireNonNull(settings.checks().get(service.check()))));
  }

  private static Leaving leaving(Withdrawal withdrawal, Settings settings) {
    int voters = Math.max(1, settings.instances().size());
    return new Leaving(
        seconds(withdrawal.hold()),
        withdrawal.votersNeeded(settings.agreement().quorum(), voters),
        withdrawal.maxRegions(),
        seconds(withdrawal.per()));
  }

  private static Check check(CheckSettings check) {
    return new Check(
        check.name(),
        seconds(check.timing().interval()),
        seconds(check.timing().timeout()),
        check.timing().learnsTimeout(),
        seconds(check.timing().retryInterval()),
        check.timing().fall(),
        check.timing().rise(),
        seconds(check.timing().worstCaseToDown()),
        seconds(check.timing().likelyToDown()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
