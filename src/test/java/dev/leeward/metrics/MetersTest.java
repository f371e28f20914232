package dev.leeward.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.answer.AnswerObserver;
import dev.leeward.answer.Transport;
import dev.leeward.availability.Judgement;
import dev.leeward.cluster.LinkChannel;
import dev.leeward.cluster.Refusal;
import dev.leeward.control.FakeOperations;
import dev.leeward.dns.Rcode;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.ProbeStart;
import dev.leeward.health.TcpCheck;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MetersTest {
  private final Meters meters = new Meters();

  private static void assertLine(String scraped, String line) {
    assertTrue(scraped.lines().anyMatch(line::equals), line + " is not in\n" + scraped);
  }

  @Test
  void gaugesSayWhatStatusSays() {
    meters.watch(new FakeOperations());
    String scraped = meters.scrape();
    for (String line :
        List.of(
            "leeward_automation_running 0.0",
            "leeward_quorum 1.0",
            "leeward_overrides_in_force 1.0",
            "leeward_zones_not_ready 1.0",
            "leeward_warnings 1.0",
            "leeward_agreement_refused_total 5.0",
            "leeward_uptime_seconds 1.5",
            "leeward_build_info{version=\"1.0\"} 1",
            "leeward_peer_connected{peer=\"two\"} 1.0",
            "leeward_service_region_served{region=\"eu-west\",service=\"www\"} 1.0",
            "leeward_service_region_served{region=\"us-east\",service=\"www\"} 0.0",
            "leeward_service_term{service=\"www\"} 5.0",
            "leeward_service_decided_timestamp_seconds{service=\"www\"} 1.767323045E9",
            "leeward_service_changes_refused{rule=\"max-changes\",service=\"www\"} 1.0",
            "leeward_service_changes_refused{rule=\"min-regions\",service=\"www\"} 0.0",
            "leeward_service_ttl_seconds{service=\"www\"} 30.0",
            "leeward_target_capacity{target=\"192.0.2.10/web\"} 12.5",
            "leeward_probe_timeout_seconds{check=\"web\",region=\"us-east\"} 0.4",
            "leeward_target_up{target=\"192.0.2.10/web\"} 0.0",
            "leeward_availability_observing 1.0",
            "leeward_availability_ratio{service=\"www\"} 0.9995",
            "leeward_availability_objective_ratio{service=\"www\"} 0.999",
            "leeward_availability_budget_left_ratio{service=\"www\"} 0.5",
            "leeward_availability_burn_rate{service=\"www\"} 2.0",
            "leeward_voter_fresh{voter=\"one\"} 1.0")) {
      assertLine(scraped, line);
    }
    assertLine(scraped, "leeward_zone_serial{zone=\"example.com.\"} 1.0");
  }

  @Test
  void threadsCountForThemselvesAndTheScrapeAddsThemUp() throws InterruptedException {
    List<Thread> threads =
        IntStream.range(0, 3)
            .mapToObj(_ -> meters.answers())
            .map(counts ->
                Thread.ofPlatform()
                    .start(() -> {
                      for (int i = 0; i < 1000; i++) {
                        counts.answered(Transport.UDP, Rcode.NOERROR, false);
                      }
                    }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertLine(
        meters.scrape(), "leeward_answers_total{rcode=\"noerror\",transport=\"udp\"} 3000.0");
  }

  @Test
  void latenciesAreAHistogramByTransport() {
    meters.latency().took(Transport.UDP, 1_500);
    meters.latency().took(Transport.UDP, 30_000);
    String scraped = meters.scrape();
    for (String line :
        List.of(
            "leeward_answer_duration_seconds_bucket{transport=\"udp\",le=\"1.0E-6\"} 0",
            "leeward_answer_duration_seconds_bucket{transport=\"udp\",le=\"2.0E-6\"} 1",
            "leeward_answer_duration_seconds_bucket{transport=\"udp\",le=\"5.0E-5\"} 2",
            "leeward_answer_duration_seconds_count{transport=\"udp\"} 2",
            "leeward_answer_duration_seconds_count{transport=\"tcp\"} 0")) {
      assertLine(scraped, line);
    }
  }

  @Test
  void droppedPacketsAreThereOnlyWhereTheSystemCountsThem() {
    meters.watchDrops(OptionalLong::empty);
    assertFalse(meters.scrape().contains("dropped_total"));
    AtomicLong drops = new AtomicLong();
    meters.watchDrops(() -> OptionalLong.of(drops.get()));
    drops.set(7);
    assertLine(meters.scrape(), "leeward_udp_packets_dropped_total 7.0");
  }

  @Test
  void whatAnswersFromOutsideAreWorthIsCountedApartFromWhatSaysNothing() {
    meters.availability().judged("www", "two", Judgement.GOOD);
    meters.availability().judged("www", "two", Judgement.SILENT);
    meters.availability().judged("www", "two", Judgement.ALONE);
    String scraped = meters.scrape();
    for (String line :
        List.of(
            "leeward_availability_answers_total{outcome=\"good\",peer=\"two\",service=\"www\"} 1.0",
            "leeward_availability_answers_total{outcome=\"silent\",peer=\"two\",service=\"www\"} 1.0",
            "leeward_availability_unjudged_total{peer=\"two\",reason=\"alone\",service=\"www\"} 1.0")) {
      assertLine(scraped, line);
    }
  }

  @Test
  void everyFateOfAPacketIsCounted() {
    AnswerObserver answers = meters.answers();
    answers.answered(Transport.UDP, Rcode.NXDOMAIN, true);
    answers.answered(Transport.UDP, Rcode.NXDOMAIN, false);
    answers.limited(Transport.UDP, true);
    answers.limited(Transport.UDP, false);
    meters.answers().malformed(Transport.TCP);
    meters.answers().unsupported(Transport.TCP);
    meters.answers().ignored(Transport.UDP);
    meters.answers().failed(Transport.UDP);
    String scraped = meters.scrape();
    for (String line :
        List.of(
            "leeward_answers_total{rcode=\"nxdomain\",transport=\"udp\"} 2.0",
            "leeward_answers_total{rcode=\"nxdomain\",transport=\"tcp\"} 0.0",
            "leeward_answers_truncated_total{transport=\"udp\"} 1.0",
            "leeward_queries_malformed_total{transport=\"tcp\"} 1.0",
            "leeward_queries_unsupported_total{transport=\"tcp\"} 1.0",
            "leeward_packets_ignored_total{transport=\"udp\"} 1.0",
            "leeward_answers_limited_total{action=\"dropped\"} 1.0",
            "leeward_answers_limited_total{action=\"truncated\"} 1.0",
            "leeward_queries_failed_total{transport=\"udp\"} 1.0")) {
      assertLine(scraped, line);
    }
  }

  @Test
  void scrapingTwiceRegistersNothingTwice() {
    meters.watch(new FakeOperations());
    assertEquals(meters.scrape().lines().count(), meters.scrape().lines().count());
    assertFalse(meters.scrape().isEmpty());
  }

  @Test
  void probesAndTheLinkAreCounted() {
    CheckTiming timing =
        new CheckTiming(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ZERO,
            1,
            1);
    Target target = new Target(new Endpoint(InetAddress.ofLiteral("192.0.2.10"), "us-east"), "web");
    ProbeStart start =
        new ProbeStart(target, new CheckSettings("web", timing, new TcpCheck(80)), 1, 0);
    meters.probes().probeFinished(start, new ProbeResult.Healthy(Duration.ofMillis(250)));
    meters.probes().probeFinished(start, new ProbeResult.TimedOut(Duration.ofSeconds(1)));
    meters.probes().probeStarted(start, Duration.ofMillis(30));
    meters.probes().observerStalled(start);
    meters.link().sent("two", LinkChannel.BALLOTS, 300);
    meters.link().sent("two", LinkChannel.BALLOTS, 200);
    meters.link().received("two", LinkChannel.TUNNEL, 70);
    meters.link().connected("two", LinkChannel.TUNNEL);
    meters.link().connected("two", LinkChannel.TUNNEL);
    meters.link().disconnected("two", LinkChannel.TUNNEL);
    meters.ballots().echoed("two", Duration.ofMillis(125), true);
    meters.ballots().echoed("two", Duration.ofMillis(500), false);
    meters.ballots().cameThroughAnother("two");
    meters.ballots().passedOn("two", "three");
    meters.link().refused(Refusal.UNKNOWN_KEY);
    String scraped = meters.scrape();
    for (String line :
        List.of(
            "leeward_probe_duration_seconds_count{check=\"web\",region=\"us-east\",result=\"healthy\"} 1",
            "leeward_probe_duration_seconds_sum{check=\"web\",region=\"us-east\",result=\"healthy\"} 0.25",
            "leeward_probe_duration_seconds_count{check=\"web\",region=\"us-east\",result=\"timed_out\"} 1",
            "leeward_probe_duration_seconds_bucket{check=\"web\",region=\"us-east\",result=\"healthy\",le=\"0.2\"} 0",
            "leeward_probe_duration_seconds_bucket{check=\"web\",region=\"us-east\",result=\"healthy\",le=\"0.4\"} 1",
            "leeward_probe_lag_seconds_bucket{le=\"0.025\"} 0",
            "leeward_probe_lag_seconds_bucket{le=\"0.05\"} 1",
            "leeward_probes_stalled_total 1.0",
            "leeward_link_sent_bytes_total{channel=\"ballots\",peer=\"two\"} 500.0",
            "leeward_link_sent_frames_total{channel=\"ballots\",peer=\"two\"} 2.0",
            "leeward_link_received_bytes_total{channel=\"tunnel\",peer=\"two\"} 70.0",
            "leeward_link_received_frames_total{channel=\"tunnel\",peer=\"two\"} 1.0",
            "leeward_link_connections{channel=\"tunnel\",peer=\"two\"} 1.0",
            "leeward_ballot_round_trip_seconds_count{voter=\"two\"} 1",
            "leeward_ballot_round_trip_seconds_sum{voter=\"two\"} 0.125",
            "leeward_ballots_through_others_total{voter=\"two\"} 1.0",
            "leeward_ballots_passed_on_total{peer=\"two\",voter=\"three\"} 1.0",
            "leeward_link_refused_total{reason=\"unknown_key\"} 1.0")) {
      assertLine(scraped, line);
    }
  }

  @Test
  void aBallotsAgeGrowsUntilTheNextOneEchoesANewerOneOfMine() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    AtomicLong nanos = new AtomicLong(Duration.ofSeconds(100).toNanos());
    BallotMeters ballots = new BallotMeters(registry, nanos::get);
    ballots.echoed("two", Duration.ofMillis(200), true);
    Gauge age = registry.get("leeward.ballot.age.seconds").tag("voter", "two").gauge();
    assertEquals(0.2, age.value(), 1e-9);
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertEquals(3.2, age.value(), 1e-9);
    ballots.echoed("two", Duration.ofMillis(100), true);
    assertEquals(0.1, age.value(), 1e-9);
  }
}
