package dev.leeward.health;

import dev.leeward.health.Opinion.State;
import dev.leeward.topology.AddressText;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hosts, each of whose addresses is probed as a target of its own; owned by the decision loop.
 *
 * <p>Voters vote on the host, together, whatever addresses their resolvers give them. Of the
 * opinions on its addresses this follows:
 *
 * <pre>
 *   one at least is up                   up, and suspect when all that are up are
 *   none is up, one at least is down     down
 *   all are unknown, as new ones are     what it was
 * </pre>
 *
 * <p>Clients get all addresses and try another one; an owner who wants none to be dead withdraws it
 * from the host's name, which is nothing that this server answers.
 */
final class HostTargets {
  /** Of those that are up the calmest speaks for the host, of those that are down the longest. */
  private static final Comparator<Opinion> SPEAKS =
      Comparator.comparing((Opinion opinion) -> !opinion.isSuspect())
          .thenComparing(opinion -> opinion.streak().length());

  private final Map<String, List<InetAddress>> known = new HashMap<>();
  private final Map<Target, List<Target>> addresses = new HashMap<>();
  private final Map<Target, Target> hosts = new HashMap<>();
  private final Map<Target, Opinion> opinions = new HashMap<>();

  /** Whether anything is to be probed elsewhere than before. */
  boolean learn(String name, List<InetAddress> found) {
    return !found.equals(known.put(name, found));
  }

  /** Each target, or in the place of a host those of its addresses, as far as they are known. */
  List<Target> probed(List<Target> targets, Map<String, CheckSettings> checks) {
    addresses.clear();
    hosts.clear();
    List<Target> probed = new ArrayList<>(targets.size());
    for (Target target : targets) {
      List<Target> instead = addressesOf(target, checks.get(target.check()));
      if (instead.isEmpty()) {
        probed.add(target);
      } else {
        probed.addAll(instead);
        addresses.put(target, instead);
        instead.forEach(each -> hosts.put(each, target));
      }
    }
    opinions.keySet().retainAll(addresses.keySet());
    return probed;
  }

  private List<Target> addressesOf(Target target, @Nullable CheckSettings check) {
    if (check == null
        || !asksAnAddress(check.type())
        || !(target.endpoint().location() instanceof Endpoint.Host host)) {
      return List.of();
    }
    return known.getOrDefault(host.name(), List.of()).stream()
        .map(each -> new Target(Endpoint.at(target.endpoint(), each), target.check()))
        .toList();
  }

  /** A program, a file or a heartbeat tells of the host as it is configured. */
  private static boolean asksAnAddress(CheckType type) {
    return switch (type) {
      case NetworkCheck network -> network.address() == null;
      case CompositeCheck composite ->
          composite.members().stream().allMatch(member -> asksAnAddress(member.type()));
      case CommandCheck _, FileCheck _, HeartbeatCheck _ -> false;
    };
  }

  /** Whose address it is; empty for what is no host's. */
  Optional<Target> hostOf(Target target) {
    return Optional.ofNullable(hosts.get(target));
  }

  boolean isEmpty() {
    return addresses.isEmpty();
  }

  boolean isHost(Target target) {
    return addresses.containsKey(target);
  }

  /** What was believed of a host when {@link #decide} was called last. */
  Opinion opinion(Target host, long nowNanos) {
    return opinions.computeIfAbsent(host, _ -> Opinion.unknown(nowNanos));
  }

  /** What is believed of a host now. */
  Opinion decide(Target host, Function<Target, Opinion> ofAddress, long nowNanos) {
    Opinion before = opinion(host, nowNanos);
    Target speaker = null;
    for (Target each : addresses.getOrDefault(host, List.of())) {
      if (speaker == null || goesBefore(ofAddress.apply(each), ofAddress.apply(speaker))) {
        speaker = each;
      }
    }
    Opinion after = speaker == null ? before : ofAddress.apply(speaker);
    if (speaker != null && after.state() != State.UNKNOWN) {
      long since = after.state() == before.state() ? before.sinceNanos() : nowNanos;
      opinions.put(host, new Opinion(after.state(), after.streak(), reason(speaker, after), since));
    }
    return opinion(host, nowNanos);
  }

  private static boolean goesBefore(Opinion one, Opinion other) {
    return one.state() == other.state()
        ? SPEAKS.compare(one, other) > 0
        : rank(one.state()) > rank(other.state());
  }

  private static int rank(State state) {
    return switch (state) {
      case UNKNOWN -> 0;
      case DOWN -> 1;
      case UP -> 2;
    };
  }

  private static @Nullable String reason(Target speaker, Opinion opinion) {
    return opinion.lastReason() == null
            || !(speaker.endpoint().location() instanceof Endpoint.HostAddress at)
        ? opinion.lastReason()
        : AddressText.of(at.address()) + ": " + opinion.lastReason();
  }
}
