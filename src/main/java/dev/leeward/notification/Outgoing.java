package dev.leeward.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whose turn it is with what waits for one notification. Owned by the desk's thread. */
final class Outgoing {
  private static final int NO_TURN = -1;

  private final Pace pace;
  private final NotificationSettings settings;
  private long beganMillis;
  private int lastTurn = NO_TURN;
  private @Nullable Turns turns;
  private long question;
  private @Nullable Set<String> awaited;
  private long awaitedUntilMillis;
  private boolean isBusyElsewhere;
  private Set<ItemKey> sending = Set.of();
  private int failures;
  private @Nullable String lastError;
  private @Nullable Instant lastDelivered;

  Outgoing(NotificationSettings settings, Pace pace, long nowMillis) {
    this.settings = settings;
    this.pace = pace;
    gathers(nowMillis);
  }

  /** The same with other settings, tried at once: perhaps they mend what failed. */
  Outgoing with(NotificationSettings next, long nowMillis) {
    if (settings.equals(next)) {
      return this;
    }
    Outgoing renewed = new Outgoing(next, pace, nowMillis);
    renewed.lastDelivered = lastDelivered;
    return renewed;
  }

  NotificationSettings settings() {
    return settings;
  }

  /** The first one came. */
  void gathers(long nowMillis) {
    next(nowMillis + pace.gather().toMillis());
  }

  /** Another one is the first now: turns begin anew. */
  void next(long atMillis) {
    beganMillis = atMillis;
    lastTurn = NO_TURN;
    turns = null;
    awaited = null;
  }

  /** Those that are heard come first: nobody waits for one that is known to be away. */
  private Turns turns(String self, Others others) {
    Turns known = turns;
    if (known == null) {
      Set<String> heard = new TreeSet<>(others.connected());
      heard.add(self);
      Set<String> silent = new TreeSet<>(others.all());
      silent.removeAll(heard);
      List<String> order = new ArrayList<>(heard);
      order.addAll(silent);
      known =
          new Turns(
              order.indexOf(self),
              order.size(),
              pace.turn().toMillis(),
              pace.longestTurn().toMillis());
      turns = known;
    }
    return known;
  }

  private Turns.Turn turn(Turns of, long nowMillis) {
    Turns.Turn turn = of.from(Math.max(0, nowMillis - beganMillis));
    return turn.number() == lastTurn ? of.from(turn.endMillis()) : turn;
  }

  boolean isDue(long nowMillis, String self, Others others) {
    return nowMillis >= beganMillis
        && nowMillis - beganMillis >= turn(turns(self, others), nowMillis).startMillis();
  }

  /** When there is something to do next; never while an attempt is under way. */
  long nextMillis(long nowMillis) {
    Turns known = turns;
    if (!sending.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (awaited != null) {
      return awaitedUntilMillis;
    }
    return known == null ? beganMillis : beganMillis + turn(known, nowMillis).startMillis();
  }

  /** It is this instance's turn: the others are asked first. */
  long asks(long nowMillis, List<String> peers) {
    Turns known = turns;
    if (known != null) {
      lastTurn = turn(known, nowMillis).number();
    }
    question++;
    awaited = new HashSet<>(peers);
    awaitedUntilMillis = nowMillis + pace.answer().toMillis();
    isBusyElsewhere = false;
    return question;
  }

  boolean isAsking() {
    return awaited != null;
  }

  void answered(String peer, long number, boolean isBusy) {
    Set<String> open = awaited;
    if (open != null && number == question) {
      open.remove(peer);
      isBusyElsewhere |= isBusy;
    }
  }

  boolean isAnswered(long nowMillis) {
    Set<String> open = awaited;
    return open == null || open.isEmpty() || nowMillis >= awaitedUntilMillis;
  }

  /** Whether it may be sent. */
  boolean endsAsking() {
    awaited = null;
    return !isBusyElsewhere;
  }

  void sends(List<ItemKey> keys) {
    sending = Set.copyOf(keys);
  }

  boolean isSending() {
    return !sending.isEmpty();
  }

  boolean isSending(ItemKey key) {
    return sending.contains(key);
  }

  void delivered(Instant at) {
    failures = 0;
    lastError = null;
    lastDelivered = at;
  }

  /** Whether that is another cause than the last time. */
  boolean failed(String cause) {
    failures++;
    boolean isNew = !cause.equals(lastError);
    lastError = cause;
    return isNew;
  }

  void attemptEnded() {
    sending = Set.of();
  }

  NotificationState state(int waiting) {
    return new NotificationState(
        settings.name(),
        settings.destination().type(),
        settings.destination().shown(),
        waiting,
        failures,
        lastError,
        lastDelivered == null ? null : lastDelivered.toString());
  }
}
