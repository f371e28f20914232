package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.serving.Serving;
import dev.leeward.serving.ServingState;
import dev.leeward.serving.SteeredName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is compiled again when something changes, and what is not. */
class SteeringDeskTest {
  private static final Moment NOW = new Moment(0, 0);

  private final SimulatedConfiguration configuration =
      SimulatedConfiguration.of(1).withService("api", List.of("192.0.2.20", "198.51.100.20"));
  private final DecisionSettings settings = configuration.settings(null);
  private final Serving serving = new Serving(ServingState.unsteered(settings.zones()));
  private final Refusals refusals = new Refusals(LoopEvents.NONE);
  private final SteeringDesk desk = new SteeringDesk(serving, LoopEvents.NONE);

  private Map<String, SteeredName> publish(Ledger ledger) {
    desk.publish(settings, ledger, Map.of(), refusals, NOW);
    List<SteeredName> names = serving.current().steering().names();
    return Map.of(names.get(0).service(), names.get(0), names.get(1).service(), names.get(1));
  }

  private static Ledger draining(String service) {
    OverrideEntry drain =
        new OverrideEntry(
            OverrideEntry.Kind.DRAIN,
            "us-east",
            service,
            true,
            1,
            "ops",
            "upgrade",
            0,
            Long.MAX_VALUE);
    return Ledger.EMPTY.merge(new LedgerEntry.Overridden(drain, "voter-a", new byte[0]));
  }

  @Test
  void aDrainOfOneServiceLeavesTheOthersAsTheyWereCompiled() {
    Map<String, SteeredName> before = publish(Ledger.EMPTY);
    Map<String, SteeredName> after = publish(draining("www"));
    assertNotEquals(before.get("www"), after.get("www"));
    assertSame(before.get("api"), after.get("api"));
    assertSame(before.get("api"), publish(Ledger.EMPTY).get("api"));
  }

  @Test
  void newZonesCompileAllOfThem() {
    Map<String, SteeredName> before = publish(Ledger.EMPTY);
    desk.zonesChanged();
    Map<String, SteeredName> after = publish(Ledger.EMPTY);
    assertEquals(before, after);
    assertNotSame(before.get("www"), after.get("www"));
    assertNotSame(before.get("api"), after.get("api"));
  }

  @Test
  void whereNothingChangesNothingIsPublished() {
    publish(Ledger.EMPTY);
    ServingState state = serving.current();
    publish(Ledger.EMPTY);
    assertSame(state, serving.current());
  }
}
