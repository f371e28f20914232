package dev.leeward.agreement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which ballots this voter passes on, and to whom: one that came from its own voter goes to those
 * whose ballots say that they do not hear that voter. So a broken direction of one link is healed
 * by whoever hears both, echoes come back the same way, and where every link works nothing is
 * passed on. One hop: what was passed on is not passed on again. Signatures make trust needless.
 * Owned by the decision loop.
 */
public final class Relay {
  /** A ballot on its way round a broken link. */
  public record Passing(String to, SignedBallot ballot) {}

  private record Arrived(SignedBallot ballot, long nanos) {}

  private final long silenceNanos;
  private final long goneNanos;
  private final Map<String, Arrived> newest = new TreeMap<>();
  private final Map<String, SignedBallot> fromThemselves = new TreeMap<>();
  private final Map<String, Long> heardNanos = new HashMap<>();

  /**
   * @param beat in which every voter sends a ballot at least
   */
  public Relay(Duration beat) {
    this.silenceNanos = beat.multipliedBy(3).dividedBy(2).toNanos();
    this.goneNanos = beat.multipliedBy(4).toNanos();
  }

  /** Whether this voter hears that one itself: without others' help, within a beat and a half. */
  public boolean hears(String voter, long nowNanos) {
    Long heard = heardNanos.get(voter);
    return heard != null && nowNanos - heard < silenceNanos;
  }

  /** A ballot came from its own voter, if not the first to bring this news. */
  public void heard(String voter, long nowNanos) {
    heardNanos.put(voter, nowNanos);
  }

  /**
   * Takes the newest ballot of its voter and returns what is to be passed on because of it.
   *
   * @param ballot verified
   * @param fromItself whether it came from its own voter; it may then have come before through
   *     another
   */
  public List<Passing> arrived(SignedBallot ballot, boolean fromItself, long nowNanos) {
    String voter = ballot.ballot().voter();
    boolean isNews = isNews(ballot.ballot());
    newest.put(voter, new Arrived(ballot, nowNanos));
    List<Passing> passings = new ArrayList<>();
    if (fromItself) {
      heard(voter, nowNanos);
      fromThemselves.put(voter, ballot);
      newest.values().stream()
          .filter(other -> nowNanos - other.nanos() < goneNanos)
          .map(other -> other.ballot().ballot())
          .filter(other -> lacks(other, ballot.ballot()))
          .forEach(other -> passings.add(new Passing(other.voter(), ballot)));
    }
    if (isNews) {
      fromThemselves.values().stream()
          .filter(other -> lacks(ballot.ballot(), other.ballot()))
          .forEach(other -> passings.add(new Passing(voter, other)));
    }
    return passings;
  }

  private boolean isNews(Ballot ballot) {
    Arrived known = newest.get(ballot.voter());
    return known == null || ballot.isNewerThan(known.ballot().ballot());
  }

  /** Whether the receiver said that it does not hear that voter and has an older ballot of it. */
  private static boolean lacks(Ballot receiver, Ballot ballot) {
    if (receiver.voter().equals(ballot.voter())) {
      return false;
    }
    for (Echo echo : receiver.echoes()) {
      if (echo.voter().equals(ballot.voter())) {
        return !echo.heard() && echo.isOlderThan(ballot);
      }
    }
    return true;
  }

  /** Only these still vote. */
  public void retain(Collection<String> voters) {
    newest.keySet().retainAll(voters);
    fromThemselves.keySet().retainAll(voters);
    heardNanos.keySet().retainAll(voters);
  }
}
