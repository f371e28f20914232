package dev.leeward.control;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.failover.Loss;
import dev.leeward.health.Heartbeat;
import dev.leeward.health.Heartbeats;
import dev.leeward.health.TargetReading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the API shows and does; the node behind it. Every method may be called from any thread and
 * returns at once.
 */
public interface Operations {
  StatusView status();

  /** The same without targets and records, of which there may be thousands: for a scrape. */
  StatusView statusWithoutTargets();

  /** What this instance's own probes found. */
  TargetsView targets();

  /** What metrics tell of them. */
  List<TargetReading> targetReadings();

  Heartbeats.Outcome heartbeat(Heartbeat beat);

  /**
   * Probes the endpoints once, now, beside all schedules.
   *
   * @param where an endpoint, or a name of a service
   * @param check its name; null for what they are probed with
   * @return empty when nothing is probed there, or no check has that name
   */
  CompletionStage<Optional<ProbeView>> probe(String where, @Nullable String check);

  /** Why a query for it is answered as it is; empty when no zone here holds the name. */
  Optional<ExplainView> explain(Name name, RecordType type);

  /**
   * What a loss would do; changes nothing.
   *
   * @param lost names of regions, instances and endpoints
   */
  SimulateView simulate(List<String> lost) throws Loss.UnknownException;

  /** This cluster's own names, addresses and times, for a runbook. */
  RunbookView runbook();

  /** A page of the timeline, when there is one or the query's time is over. */
  CompletionStage<EventsView> events(EventsQuery query);

  /** Reads all of the timeline that is kept. */
  ChainView verifyEvents();

  /** Who is told of changes, and what was told. */
  NotificationsView notifications();

  /** How available the services are, by what other instances' public addresses answer. */
  AvailabilityView availability();

  /** What changes something, under conditions. */
  Commands under(Commands.Conditions conditions);

  /** Tells the timeline of what the API itself met. */
  void tell(String kind, String text);

  /** The drills that are kept, newest first. */
  DrillsView drills();

  /** One drill's report, also while it runs; empty when there is none of that name. */
  Optional<DrillsView.Document> drillReport(String id);

  /** Whether the decision loop beats. */
  boolean isLive();

  /** Whether zones are loaded and sockets bound; depends on no peer, no quorum and no endpoint. */
  boolean isReady();

  /** In Prometheus' text format. */
  String metrics();

  /**
   * Which events.
   *
   * @param after those with a higher number, oldest first; null for the newest ones
   * @param limit at most so many
   * @param patience how long to wait for the next one when there is none; zero: not at all
   */
  record EventsQuery(@Nullable Long after, int limit, Duration patience) {}
}
