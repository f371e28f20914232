package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leeward.health.Heartbeats.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Heartbeats and what is made of them; time is a number. */
class HeartbeatTest {
  private static final String SECRET = "0123456789abcdef";
  private static final HeartbeatCheck CHECK =
      new HeartbeatCheck(Duration.ofSeconds(30), new Secret(SECRET));
  private static final CheckSettings SETTINGS = new CheckSettings("web", ProbeWorld.TIMING, CHECK);

  private final Heartbeats heartbeats = new Heartbeats();
  private final HeartbeatProbe probe = new HeartbeatProbe(heartbeats);

  @Test
  void aSignedOneIsTakenAndKeepsItsEndpointUpForAsLongAsTheCheckSays() throws Exception {
    assertEquals(Outcome.TAKEN, take(beat("192.0.2.1", 1000, SECRET), 1000, 0));
    assertEquals(Evidence.ANSWER, probe(seconds(1)).evidence());
    assertEquals(Evidence.HEARSAY, probe(seconds(29)).evidence());
    ProbeResult late = probe(seconds(31));
    assertEquals("last heartbeat 31 s ago", late.reason());
    assertEquals(Evidence.SILENCE, late.evidence());
  }

  @Test
  void oneForAllCountsForEach() throws Exception {
    take(beat(Heartbeat.ALL, 1000, SECRET), 1000, 0);
    ProbeBench.assertHealthy(probe(seconds(1)));
  }

  @Test
  void oneForAnotherEndpointDoesNotCount() throws Exception {
    take(beat("192.0.2.2", 1000, SECRET), 1000, 0);
    ProbeBench.assertNoResult("no heartbeat yet", probe(seconds(1)));
  }

  @Test
  void beforeTheFirstIsDueNothingIsSaid() {
    ProbeBench.assertNoResult("no heartbeat yet", probe(0));
    ProbeBench.assertNoResult("no heartbeat yet", probe(seconds(30)));
    assertEquals("no heartbeat within 30 s", probe(seconds(31)).reason());
  }

  @Test
  void aForgedOneIsRefused() throws Exception {
    Heartbeat good = beat("192.0.2.1", 1000, SECRET);
    assertEquals(Outcome.BAD_SIGNATURE, take(beat("192.0.2.1", 1000, "another secret.."), 1000, 0));
    for (Heartbeat changed :
        List.of(
            new Heartbeat("web", "192.0.2.2", 1000, good.signature()),
            new Heartbeat("api", "192.0.2.1", 1000, good.signature()),
            new Heartbeat("web", "192.0.2.1", 1001, good.signature()),
            new Heartbeat("web", "192.0.2.1", 1000, ""))) {
      assertEquals(Outcome.BAD_SIGNATURE, take(changed, 1000, 0));
    }
    assertEquals(Outcome.UNKNOWN_CHECK, heartbeats.take(good, null, 1000, 0));
  }

  @Test
  void noneIsTakenTwiceOrOutOfItsTime() throws Exception {
    assertEquals(Outcome.TAKEN, take(beat("192.0.2.1", 1000, SECRET), 1000, 0));
    assertEquals(Outcome.OUT_OF_TIME, take(beat("192.0.2.1", 1000, SECRET), 1001, 1));
    assertEquals(Outcome.OUT_OF_TIME, take(beat("192.0.2.1", 999, SECRET), 1001, 1));
    assertEquals(Outcome.OUT_OF_TIME, take(beat("192.0.2.1", 1040, SECRET), 1001, 1));
    assertEquals(Outcome.OUT_OF_TIME, take(beat("192.0.2.1", 1002, SECRET), 1040, 1));
    assertEquals(Outcome.TAKEN, take(beat("192.0.2.1", 1011, SECRET), 1040, seconds(40)));
    ProbeBench.assertHealthy(probe(seconds(41)));
  }

  @Test
  void aSecretThatCouldBeGuessedIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeartbeatCheck(Duration.ofSeconds(1), new Secret("short")));
  }

  private Outcome take(Heartbeat beat, long unixSeconds, long nanos) {
    return heartbeats.take(beat, CHECK, unixSeconds, nanos);
  }

  private ProbeResult probe(long nowNanos) {
    List<ProbeResult> results = new ArrayList<>();
    ProbeAttempt attempt =
        new ProbeAttempt(Duration.ofSeconds(60), System.nanoTime(), results::add);
    probe.begin(ProbeWorld.target("192.0.2.1", "us-east"), SETTINGS, CHECK, nowNanos, attempt);
    return results.getFirst();
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  /** As {@code openssl dgst -sha256 -hmac} makes it. */
  private static Heartbeat beat(String endpoint, long unixSeconds, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String text = "leeward-heartbeat web " + endpoint + " " + unixSeconds;
    String signature = HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    return new Heartbeat("web", endpoint, unixSeconds, signature);
  }
}
