package dev.leeward.notification;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where notices wait until one instance has sent them. Its own thread owns all state; any thread
 * posts to it and never waits; attempts have threads of their own, one for each notification.
 */
public final class Desk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("leeward.notifications");
  private static final long LONGEST_SLEEP_MILLIS = 1000;
  private static final int MOST_POSTED = 20_000;

  /**
   * What it is made of.
   *
   * @param folder for its journal
   * @param told told of every notice that this instance ended: notification, outcome, text
   */
  public record Parts(
      String cluster,
      String instance,
      Path folder,
      Others others,
      NotificationObserver observer,
      Told told,
      Pace pace,
      InstantSource clock) {}

  /** Where it is written down what became of notices. */
  public interface Told {
    void ended(String notification, String outcome, String text);
  }

  private final Parts parts;
  private final Backlog backlog = new Backlog();
  private final Journal journal;
  private final Map<String, Outgoing> outgoing = new LinkedHashMap<>();
  private final Map<String, String> settled = new HashMap<>();
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>(MOST_POSTED);
  private final AtomicLong lost = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform().name("leeward-notices").daemon().unstarted(this::run);
  private volatile boolean closed;
  private volatile List<NotificationState> states = List.of();
  private volatile List<Outcome> recent = List.of();
  private boolean failing;

  private Desk(Parts parts, Journal journal) {
    this.parts = parts;
    this.journal = journal;
  }

  /**
   * @throws IOException when the folder cannot be used
   */
  public static Desk open(Parts parts, List<NotificationSettings> settings) throws IOException {
    Journal journal = Journal.open(parts.folder());
    Desk desk = new Desk(parts, journal);
    journal.read(desk.backlog);
    desk.take(settings);
    desk.publish();
    desk.thread.start();
    return desk;
  }

  /** After a reload. */
  public void use(List<NotificationSettings> settings) {
    post(() -> take(settings));
  }

  /**
   * Something was agreed.
   *
   * @param key of what it is about: a newer one with that key takes its place in the ledger
   */
  public void tell(String key, Notice notice) {
    post(() -> add(key, notice));
  }

  /** It was agreed before this instance listened, or is nothing that people are told. */
  public void settled(String key, String id) {
    post(() -> settled.put(key, id));
  }

  /** What a peer says, whose name is proven. */
  public void received(String peer, byte[] octets) {
    PeerWord word = PeerWord.read(octets);
    if (word != null) {
      post(() -> heard(peer, word));
    }
  }

  public List<NotificationState> states() {
    return states;
  }

  /** What became of the last ones, the newest last. */
  public List<Outcome> recent() {
    return recent;
  }

  private void post(Runnable message) {
    if (!inbox.offer(message)) {
      lost.incrementAndGet();
    }
  }

  private void run() {
    while (!closed) {
      try {
        Runnable first = inbox.poll(sleepMillis(), TimeUnit.MILLISECONDS);
        List<Runnable> all = new ArrayList<>();
        if (first != null) {
          all.add(first);
          inbox.drainTo(all);
        }
        all.forEach(Runnable::run);
        outgoing.values().forEach(this::turn);
        publish();
      } catch (InterruptedException end) {
        return;
      } catch (RuntimeException bug) {
        log.error("bug in notifications; what waits still waits", bug);
      }
    }
  }

  private long sleepMillis() {
    long now = nowMillis();
    long next = now + LONGEST_SLEEP_MILLIS;
    for (Outgoing each : outgoing.values()) {
      if (backlog.count(each.settings().name()) > 0) {
        next = Math.min(next, each.nextMillis(now));
      }
    }
    return Math.max(1, next - now);
  }

  private static long nowMillis() {
    return System.nanoTime() / 1_000_000;
  }

  private void take(List<NotificationSettings> settings) {
    Map<String, Outgoing> before = new HashMap<>(outgoing);
    outgoing.clear();
    for (NotificationSettings each : settings) {
      Outgoing old = before.remove(each.name());
      outgoing.put(
          each.name(),
          old == null
              ? new Outgoing(each, parts.pace(), nowMillis())
              : old.with(each, nowMillis()));
    }
    List<Outcome> gone = new ArrayList<>();
    for (Item item : backlog.items()) {
      if (!outgoing.containsKey(item.notification())) {
        gone.add(outcome(item, "dropped", "the notification is no longer configured"));
      }
    }
    end(gone, false);
  }

  private void add(String key, Notice notice) {
    settled.put(key, notice.id());
    List<Item> added = new ArrayList<>();
    List<Outcome> ended = new ArrayList<>();
    for (Outgoing each : outgoing.values()) {
      NotificationSettings settings = each.settings();
      Item item = new Item(notice, settings.name(), parts.clock().millis());
      if (!settings.wants(notice) || !isFor(settings, notice) || backlog.isOver(item.key())) {
        continue;
      }
      for (Item older : backlog.waiting(settings.name())) {
        if (settings.supersedes(notice, older.notice()) && !each.isSending(older.key())) {
          ended.add(outcome(older, "superseded", "by " + notice.summary()));
        }
      }
      boolean wasEmpty = backlog.count(settings.name()) == 0;
      if (backlog.add(item)) {
        added.add(item);
      }
      backlog
          .tooMuch(settings.name())
          .ifPresent(oldest -> ended.add(outcome(oldest, "dropped", "too many wait")));
      if (wasEmpty) {
        each.gathers(nowMillis());
      }
    }
    keep(added, List.of());
    end(ended, false);
  }

  /** Nobody is to be paged for what an operator does. */
  private static boolean isFor(NotificationSettings settings, Notice notice) {
    return !settings.isOfIncidents()
        || notice.kind() == NoticeKind.OUT
        || notice.kind() == NoticeKind.IN;
  }

  private void turn(Outgoing each) {
    String name = each.settings().name();
    giveUp(each.settings());
    if (backlog.count(name) == 0 || each.isSending()) {
      return;
    }
    long now = nowMillis();
    if (each.isAsking()) {
      if (each.isAnswered(now)) {
        send(each);
      }
    } else if (each.isDue(now, parts.instance(), parts.others())) {
      List<String> peers = parts.others().connected();
      List<ItemKey> keys = batch(each.settings()).stream().map(Item::key).toList();
      byte[] question = new PeerWord.Ask(each.asks(now, peers), keys).write();
      peers.forEach(peer -> parts.others().send(peer, question));
      if (peers.isEmpty()) {
        send(each);
      }
    }
  }

  private List<Item> batch(NotificationSettings settings) {
    List<Item> all = backlog.waiting(settings.name());
    return all.subList(0, Math.min(settings.mostAtOnce(), all.size()));
  }

  private void send(Outgoing each) {
    List<Item> batch = batch(each.settings());
    if (!each.endsAsking() || batch.isEmpty()) {
      return;
    }
    each.sends(batch.stream().map(Item::key).toList());
    NotificationSettings settings = each.settings();
    Envelope envelope =
        new Envelope(
            parts.cluster(),
            parts.instance(),
            parts.clock().instant(),
            batch.stream().map(Item::notice).toList());
    Thread.ofVirtual()
        .name("leeward-notice-" + settings.name())
        .start(() -> attempt(settings, envelope, batch));
  }

  private void attempt(NotificationSettings settings, Envelope envelope, List<Item> batch) {
    Delivery delivery;
    try {
      delivery = Attempt.of(settings, envelope, parts.pace().attempt(), Steps.NONE);
    } catch (InterruptedException | RuntimeException e) {
      delivery = new Delivery.Failed(Failures.text(e));
    }
    Delivery end = delivery;
    post(() -> attempted(settings.name(), batch, end));
  }

  private void attempted(String name, List<Item> batch, Delivery delivery) {
    Outgoing each = outgoing.get(name);
    if (each == null) {
      return;
    }
    each.attemptEnded();
    switch (delivery) {
      case Delivery.Delivered(String detail) -> {
        each.delivered(parts.clock().instant());
        end(batch.stream().map(item -> outcome(item, "delivered", detail)).toList(), true);
        each.next(nowMillis());
      }
      case Delivery.Refused(String cause) -> {
        each.failed(cause);
        log.warn("notification-refused {} cause=\"{}\"", name, cause);
        end(batch.stream().map(item -> outcome(item, "refused", cause)).toList(), true);
        each.next(nowMillis());
      }
      case Delivery.Failed(String cause) -> {
        if (each.failed(cause)) {
          log.warn("notification-failed {} cause=\"{}\"; it is tried again", name, cause);
        }
        parts.observer().failed(name);
      }
    }
  }

  private void giveUp(NotificationSettings settings) {
    Instant oldest = parts.clock().instant().minus(settings.giveUpAfter());
    Optional<Item> first = backlog.first(settings.name());
    while (first.isPresent() && first.get().postedMillis() < oldest.toEpochMilli()) {
      log.error("notification-given-up {} {}", settings.name(), first.get().notice().summary());
      end(List.of(outcome(first.get(), "given-up", text(settings.giveUpAfter()))), false);
      first = backlog.first(settings.name());
    }
  }

  private static String text(Duration patience) {
    return "older than " + patience.toSeconds() + " s";
  }

  private Outcome outcome(Item item, String word, String detail) {
    return new Outcome(
        item.notice().id(),
        item.notification(),
        word,
        parts.instance(),
        parts.clock().instant().toString(),
        detail,
        item.notice().summary());
  }

  /**
   * @param tell whether the others wait for it too
   */
  private void end(List<Outcome> outcomes, boolean tell) {
    for (Outcome each : outcomes) {
      backlog.end(each);
      parts.observer().ended(each.notification(), each.word());
      parts.told().ended(each.notification(), each.word(), each.summary() + ": " + each.detail());
    }
    keep(List.of(), outcomes);
    if (tell && !outcomes.isEmpty()) {
      Outcome first = outcomes.getFirst();
      List<ItemKey> keys = outcomes.stream().map(Outcome::key).toList();
      byte[] word = new PeerWord.Over(keys, first.word(), first.detail()).write();
      parts.others().connected().forEach(peer -> parts.others().send(peer, word));
    }
  }

  private void keep(List<Item> items, List<Outcome> outcomes) {
    if (items.isEmpty() && outcomes.isEmpty()) {
      return;
    }
    try {
      journal.append(items, outcomes, backlog);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        log.error("notifications-not-kept cause=\"{}\"; they are sent all the same", e.toString());
      }
      failing = true;
    }
  }

  private void heard(String peer, PeerWord word) {
    switch (word) {
      case PeerWord.Ask(long number, List<ItemKey> keys) -> {
        List<ItemKey> over = keys.stream().filter(this::isOver).toList();
        boolean busy = keys.stream().anyMatch(this::isSending);
        parts.others().send(peer, new PeerWord.Answer(number, over, busy).write());
      }
      case PeerWord.Answer(long number, List<ItemKey> over, boolean busy) -> {
        endedElsewhere(over, peer, "settled", "it was over before");
        outgoing.values().forEach(each -> each.answered(peer, number, busy));
      }
      case PeerWord.Over(List<ItemKey> keys, String outcome, String detail) ->
          endedElsewhere(keys, peer, outcome, detail);
    }
  }

  private boolean isSending(ItemKey key) {
    Outgoing each = outgoing.get(key.notification());
    return each != null && each.isSending(key);
  }

  /** Also what was agreed before this instance began to listen, or what it would not tell. */
  private boolean isOver(ItemKey key) {
    boolean isKnown = outgoing.containsKey(key.notification()) && settled.containsValue(key.id());
    return backlog.isOver(key) || isKnown && backlog.find(key).isEmpty();
  }

  private void endedElsewhere(List<ItemKey> keys, String by, String word, String detail) {
    List<Outcome> outcomes = new ArrayList<>();
    for (ItemKey key : keys) {
      @Nullable Item item = backlog.find(key).orElse(null);
      if (item != null) {
        outcomes.add(
            new Outcome(
                key.id(),
                key.notification(),
                word,
                by,
                parts.clock().instant().toString(),
                detail,
                item.notice().summary()));
        backlog.end(outcomes.getLast());
        Outgoing each = outgoing.get(key.notification());
        if (each != null && !each.isSending()) {
          each.next(nowMillis());
        }
      }
    }
    keep(List.of(), outcomes);
  }

  private void publish() {
    long gone = lost.getAndSet(0);
    if (gone > 0) {
      log.error("notifications-lost {} were more than the inbox holds", gone);
    }
    List<NotificationState> now = new ArrayList<>();
    for (Outgoing each : outgoing.values()) {
      int count = backlog.count(each.settings().name());
      parts.observer().waiting(each.settings().name(), count);
      now.add(each.state(count));
    }
    states = List.copyOf(now);
    recent = backlog.recent();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    post(() -> {}); // an interrupt would close the journal under a write
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }
}
