package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.control.TargetGauges;
import dev.leeward.control.TargetGauges.CheckInRegion;
import dev.leeward.health.Evidence;
import dev.leeward.health.Opinion;
import dev.leeward.health.OpinionFilter;
import dev.leeward.health.ProbeRecord;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.TargetHealth;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What metrics tell of targets. */
class TargetViewsTest {
  private static TargetHealth health(
      String address, String region, long timeoutMillis, ProbeResult... results) {
    OpinionFilter filter = new OpinionFilter(1, 1, 0);
    Opinion opinion = filter.opinion();
    for (ProbeResult result : results) {
      opinion = filter.apply(result, 0);
    }
    return new TargetHealth(
        new Target(new Endpoint(InetAddress.ofLiteral(address), region), "web"),
        opinion,
        List.of(results).stream().map(each -> new ProbeRecord(1, 0, 0, each)).toList(),
        0,
        Duration.ofMillis(timeoutMillis));
  }

  @Test
  void eachTargetsStateAndTheRestByCheckAndRegion() {
    List<TargetHealth> targets =
        List.of(
            health("192.0.2.10", "us-east", 200, new ProbeResult.Healthy(Duration.ZERO)),
            health("192.0.2.11", "us-east", 350, new ProbeResult.TimedOut(Duration.ZERO)),
            health("192.0.2.12", "us-east", 300),
            health(
                "198.51.100.10",
                "eu-west",
                250,
                new ProbeResult.Healthy(
                    Duration.ZERO, Evidence.ANSWER, new ProbeResult.Notes(null, 7.0))));
    assertEquals(
        new TargetGauges(
            Map.of("192.0.2.10/web", true, "192.0.2.11/web", false, "198.51.100.10/web", true),
            Map.of("198.51.100.10/web", 7.0),
            Map.of(
                new CheckInRegion("web", "us-east"), Duration.ofMillis(350),
                new CheckInRegion("web", "eu-west"), Duration.ofMillis(250))),
        TargetViews.gauges(targets, targets));
  }
}
