package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.config.Settings;
import dev.leeward.control.NotificationsView;
import dev.leeward.notification.Desk;
import dev.leeward.notification.Notice;
import dev.leeward.notification.NotificationObserver;
import dev.leeward.notification.Others;
import dev.leeward.notification.Pace;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands what enters the ledger to the desk that tells people. Told by the decision loop, which
 * never waits for it.
 */
final class Notifications implements LoopEvents, AutoCloseable {
  /**
   * What others agreed before this instance started was theirs to tell: so long after its start
   * that is all that it learns from them.
   */
  private static final Duration LEARNING = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final long startedNanos = System.nanoTime();
  private volatile @Nullable Desk desk;
  private volatile Map<String, String> regions = Map.of();
  private @Nullable LedgerEntry adopted;

  Notifications(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * From now on people are told.
   *
   * @param kept was agreed before: nobody is told of it
   */
  void open(
      Settings settings,
      Topology topology,
      Ledger kept,
      @Nullable Peers peers,
      NotificationObserver observer,
      Timeline timeline,
      Pace pace)
      throws StartRefused {
    Others others = peers == null ? Others.NOBODY : peers;
    Desk.Parts parts =
        new Desk.Parts(
            settings.cluster(),
            settings.instance(),
            settings.stateDirectory().resolve("notifications"),
            others,
            observer,
            (notification, outcome, text) ->
                timeline.happened("notification-" + outcome, notification, text),
            pace,
            clock);
    try {
      Desk opened = Desk.open(parts, settings.notifications());
      kept.entries().forEach(entry -> opened.settled(entry.key(), AgreedEvent.hash(entry)));
      use(topology);
      desk = opened;
    } catch (IOException e) {
      throw new StartRefused(
          parts.folder() + " cannot be used (" + e + "); give this user a folder to write to");
    }
  }

  /** After a reload. */
  void use(Settings settings, Topology topology) {
    Desk open = desk;
    if (open != null) {
      open.use(settings.notifications());
    }
    use(topology);
  }

  private void use(Topology topology) {
    Map<String, String> next = new HashMap<>();
    for (ServicePlan plan : topology.services()) {
      for (ServiceRecord record : plan.records()) {
        next.put(record.id(), record.region());
      }
    }
    regions = Map.copyOf(next);
  }

  /** What a peer says about notices; before the desk is open nobody listens. */
  void received(String peer, byte[] octets) {
    Desk open = desk;
    if (open != null) {
      open.received(peer, octets);
    }
  }

  NotificationsView view(String instance) {
    Desk open = desk;
    return open == null
        ? NotificationsView.none(instance)
        : new NotificationsView(
            instance,
            open.states().stream()
                .map(each ->
                    new NotificationsView.Way(
                        each.name(),
                        each.type(),
                        each.destination(),
                        each.waiting(),
                        each.failures(),
                        each.lastError(),
                        each.lastDeliveredAt()))
                .toList(),
            open.recent().reversed().stream()
                .map(each ->
                    new NotificationsView.Sent(
                        each.at(),
                        each.notification(),
                        each.word(),
                        each.by(),
                        each.summary(),
                        each.detail(),
                        each.id()))
                .toList());
  }

  @Override
  public void happened(String kind, String subject, String text) {}

  @Override
  public void adopted(LedgerEntry entry) {
    adopted = entry;
  }

  @Override
  public void entered(LedgerEntry entry) {
    Desk open = desk;
    if (open == null) {
      return;
    }
    boolean isLearnt =
        entry.equals(adopted) && System.nanoTime() - startedNanos < LEARNING.toNanos();
    if (isLearnt) {
      return; // nor is anybody told that it is over: those who agreed on it may be sending it now
    }
    String at = EventTime.of(clock.millis());
    Notice notice = NoticeText.of(entry, at, id -> regions.getOrDefault(id, ""));
    if (notice == null) {
      open.settled(entry.key(), AgreedEvent.hash(entry));
    } else {
      open.tell(entry.key(), notice);
    }
  }

  @Override
  public void close() throws IOException {
    Desk open = desk;
    if (open != null) {
      open.close();
    }
  }
}
