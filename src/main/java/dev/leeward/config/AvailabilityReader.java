package dev.leeward.config;

import dev.leeward.availability.AvailabilitySettings;
import dev.leeward.availability.AvailabilitySettings.Asked;
import dev.leeward.listener.ListenerSettings;
import dev.leeward.topology.Instance;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who asks whom how available the services are. Owned by one load. */
final class AvailabilityReader {
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(366);

  private final String instance;
  private final Findings findings;
  private final Map<String, List<InetSocketAddress>> publicDns = new HashMap<>();
  private final Map<String, List<InetSocketAddress>> listened = new HashMap<>();

  AvailabilityReader(String instance, Findings findings) {
    this.instance = instance;
    this.findings = findings;
  }

  /** Remembers where an instance says that it answers. */
  void remember(String name, Section block, ListenerSettings listening) {
    publicDns.put(
        name,
        block.readOneOrMore(
            "public-dns",
            AvailabilityReader::publicAddress,
            "write an address and a port: 192.0.2.53:53"));
    listened.put(name, listening.addresses());
  }

  private static InetSocketAddress publicAddress(String text) {
    InetSocketAddress address = ListenerSettings.parseAddress(text);
    if (address.getAddress().isAnyLocalAddress() || address.getPort() == 0) {
      throw new IllegalArgumentException("\"" + text + "\" is no address that can be asked");
    }
    return address;
  }

  /** A share that leaves a budget. */
  static double objective(Section block, String key) {
    double objective = block.share(key);
    boolean isShare = objective > 0 && objective < 1;
    if (!isShare) {
      block.wrong(
          key, "leaves no error budget or asks for nothing", "write a number below 1: 0.999");
      return 0.5;
    }
    return objective;
  }

  /**
   * @param voters that were read, and how many there are
   * @param services all, and {@code own} the objectives of those that have one
   * @return null when nobody is to be asked
   */
  @Nullable AvailabilitySettings read(
      Section block,
      InstancesReader.Voters voters,
      List<String> services,
      Map<String, Double> own) {
    boolean enabled = block.flag("enabled");
    Duration interval = block.positiveDuration("interval");
    if (interval.compareTo(SHORTEST_INTERVAL) < 0 && !findings.isWrong(block.path("interval"))) {
      block.wrong("interval", "is shorter than 1s", "write a longer time");
    }
    Duration timeout = block.positiveDuration("timeout");
    if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      block.wrong("timeout", "is longer than 10s", "no client waits so long: write a shorter time");
    }
    Duration window = block.positiveDuration("window");
    boolean bounded =
        window.compareTo(SHORTEST_WINDOW) >= 0 && window.compareTo(LONGEST_WINDOW) <= 0;
    if (!bounded && !findings.isWrong(block.path("window"))) {
      block.wrong("window", "is not from 1h to 366d", "write a time between them, as 30d");
    }
    double objective = objective(block, "objective");
    block.end();
    if (!enabled) {
      return null;
    }
    Map<String, Double> objectives = new HashMap<>();
    services.forEach(service -> objectives.put(service, own.getOrDefault(service, objective)));
    return new AvailabilitySettings(interval, timeout, window, objectives, asked(block, voters));
  }

  private List<Asked> asked(Section block, InstancesReader.Voters voters) {
    if (voters.count() < 2) {
      findings.warning(
          block.path("enabled"),
          "availability-alone",
          "a single instance has nobody to ask how available its services are",
          "add instances, or remove availability.enabled");
      return List.of();
    }
    List<Asked> asked = new ArrayList<>();
    for (Instance each : voters.instances()) {
      List<InetSocketAddress> addresses = addresses(each);
      if (addresses.isEmpty() && !each.isWitness()) {
        findings.warning(
            "leeward.instances." + each.name(),
            "availability-address-unknown",
            "no address is known at which others can ask " + each.name(),
            "write its public-dns: listen.dns is a wildcard or loopback");
      }
      if (!each.name().equals(instance)) {
        addresses.forEach(address -> asked.add(new Asked(each.name(), address)));
      }
    }
    if (asked.stream().map(Asked::instance).distinct().count() == 1) {
      findings.warning(
          block.path("enabled"),
          "availability-of-one",
          instance
              + " asks "
              + asked.getFirst().instance()
              + " only: its silence counts as nothing",
          "let a third instance serve DNS: only others that answer prove that one is silent");
    }
    return asked;
  }

  /** Where clients reach it; of what it listens on only what another host can mean by it. */
  private List<InetSocketAddress> addresses(Instance asked) {
    List<InetSocketAddress> written = publicDns.getOrDefault(asked.name(), List.of());
    if (asked.isWitness() || !written.isEmpty()) {
      return asked.isWitness() ? List.of() : written;
    }
    boolean onOneHost = ListenReader.isLoopback(asked.linkAddress());
    return listened.getOrDefault(asked.name(), List.of()).stream()
        .filter(address -> !address.isUnresolved() && address.getPort() != 0)
        .filter(address -> !address.getAddress().isAnyLocalAddress())
        .filter(address -> onOneHost || !ListenReader.isLoopback(address))
        .toList();
  }
}
