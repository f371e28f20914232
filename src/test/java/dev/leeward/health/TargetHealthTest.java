package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown of a target. */
class TargetHealthTest {
  private static final Target TARGET =
      new Target(new Endpoint(InetAddress.ofLiteral("192.0.2.10"), "us-east"), "web");
  private static final ProbeResult FAILED =
      new ProbeResult.Failed("connection refused", Duration.ZERO);
  private static final ProbeResult LOCAL = new ProbeResult.LocalError("no address found");
  private static final ProbeResult HEALTHY = new ProbeResult.Healthy(Duration.ZERO);

  private static TargetHealth after(ProbeResult... results) {
    OpinionFilter filter = new OpinionFilter(2, 3, 0);
    List<ProbeRecord> recent = new ArrayList<>();
    for (ProbeResult result : results) {
      filter.apply(result, 0);
      recent.add(new ProbeRecord(recent.size() + 1, 0, 0, result));
    }
    return new TargetHealth(TARGET, filter.opinion(), recent, 0, Duration.ofSeconds(1));
  }

  @Test
  void whyAProbeCannotBeTriedIsShownAsLongAsItLasts() {
    assertNull(after().lastReason());
    assertEquals("no address found", after(LOCAL).lastReason());
    assertEquals("no address found", after(FAILED, LOCAL).lastReason());
    assertEquals("connection refused", after(FAILED, LOCAL, HEALTHY).lastReason());
  }
}
