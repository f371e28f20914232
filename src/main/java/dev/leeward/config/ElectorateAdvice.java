package dev.leeward.config;

import dev.leeward.cluster.InstanceKey;
import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.KeyFileException;
import dev.leeward.topology.Instance;
import dev.leeward.topology.Service;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is wrong or unwise in who votes, where they are and how they reach one another. */
final class ElectorateAdvice {
  private static final String INSTANCES = "leeward.instances";

  private final Settings settings;
  private final Findings findings;

  ElectorateAdvice(Settings settings, Findings findings) {
    this.settings = settings;
    this.findings = findings;
  }

  void check() {
    places();
    withdrawals();
    witnesses();
    links();
    publicKeys();
    privateKey();
  }

  /** Cut off together, the voters of one region must neither outvote the rest nor stop them. */
  private void places() {
    int voters = settings.instances().size();
    int quorum = settings.agreement().quorum();
    if (voters == 2) {
      findings.warning(
          INSTANCES,
          "two-voters",
          "with two voters the loss of either stops automatic failover",
          "add a third instance in another place; one with role = witness serves no DNS");
      return;
    }
    Map<String, Integer> inRegion = new TreeMap<>();
    settings.instances().forEach(instance -> inRegion.merge(instance.region(), 1, Integer::sum));
    inRegion.forEach((region, count) -> {
      if (count >= quorum) {
        findings.error(
            INSTANCES,
            "region-holds-quorum",
            "region %s holds %d of %d voters, a quorum: cut off together they outvote the rest"
                .formatted(region, count, voters),
            "place voters so that no region holds a quorum");
      } else if (voters - count < quorum) {
        findings.warning(
            INSTANCES,
            "no-quorum-outside",
            "losing region " + region + " leaves no quorum outside it",
            "spread the voters over more regions");
      }
    });
  }

  /** Who dies with a region cannot say that it is dead. */
  private void withdrawals() {
    int voters = settings.instances().size();
    Map<String, Integer> inRegion = new TreeMap<>();
    settings.instances().forEach(instance -> inRegion.merge(instance.region(), 1, Integer::sum));
    for (Service service : settings.services()) {
      int needed = service.withdrawal().votersNeeded(settings.agreement().quorum(), voters);
      service.regions().stream()
          .filter(region -> needed > settings.agreement().quorum())
          .filter(region -> voters - inRegion.getOrDefault(region, 0) < needed)
          .findFirst()
          .ifPresent(region ->
              findings.warning(
                  "leeward.services." + service.name() + ".withdrawal.voters",
                  "withdrawal-needs-the-lost",
                  "service %s needs %d of %d voters to say that a region is down, and %d of them are in %s"
                      .formatted(service.name(), needed, voters, inRegion.get(region), region),
                  "ask for fewer, or add voters elsewhere: a region that dies takes its voters away"));
    }
  }

  private void witnesses() {
    if (settings.instances().stream().allMatch(Instance::isWitness)) {
      findings.error(
          INSTANCES,
          "only-witnesses",
          "every instance is a witness: none serves DNS",
          "remove role = witness from those that are to answer");
    }
  }

  private void links() {
    List<Instance> instances = settings.instances();
    boolean allOnLoopback =
        instances.stream().allMatch(each -> ListenReader.isLoopback(each.linkAddress()));
    for (int i = 0; i < instances.size(); i++) {
      for (int j = i + 1; j < instances.size(); j++) {
        links(instances.get(i), instances.get(j), allOnLoopback);
      }
    }
  }

  private void links(Instance one, Instance other, boolean allOnLoopback) {
    InetSocketAddress mine = one.linkAddress();
    InetSocketAddress theirs = other.linkAddress();
    if (!mine.getAddress().equals(theirs.getAddress())) {
      return;
    }
    String at = INSTANCES + "." + other.name() + ".link-address";
    String both = other.name() + " and " + one.name();
    if (mine.equals(theirs)) {
      findings.error(
          at, "duplicate-link-address", both + " have one link-address", "give each its own");
    } else if (!allOnLoopback) {
      findings.error(
          at,
          "instances-on-one-host",
          both + " are on one host and would be lost together",
          "place them on two; only where all link addresses are loopback may they share one");
    } else if (Math.abs(mine.getPort() - theirs.getPort()) == 1) {
      findings.error(
          at,
          "adjacent-link-ports",
          "the ports of "
              + both
              + " are neighbours; on loopback the port after a link's is used too",
          "leave at least one port between them");
    }
  }

  /** Who has a key has its vote: one key in two places would vote twice. */
  private void publicKeys() {
    Map<String, String> holders = new HashMap<>();
    for (Instance instance : settings.instances()) {
      for (String key : instance.publicKeys()) {
        String other = holders.putIfAbsent(key, instance.name());
        if (other != null) {
          findings.error(
              INSTANCES + "." + instance.name() + ".public-key",
              "duplicate-public-key",
              instance.name() + " has a public key of " + other,
              "make a key for each with `leeward keygen --out FILE`");
        }
      }
    }
  }

  private void privateKey() {
    String own = INSTANCES + "." + settings.instance() + ".private-key-file";
    String at = findings.isSaid(own) ? own : "leeward.private-key-file";
    Path file = settings.privateKeyFile();
    if (file == null) {
      findings.error(
          at,
          "missing-key",
          "leeward.private-key-file is missing",
          "make one with `leeward keygen --out FILE` and name it here or in the instance's block");
      return;
    }
    try {
      belongs(KeyFile.load(file), at);
    } catch (KeyFileException e) {
      String message = Objects.requireNonNullElse(e.getMessage(), file + ": cannot be used");
      int remedy = message.lastIndexOf("; ");
      findings.error(
          at,
          "bad-private-key",
          remedy < 0 ? message : message.substring(0, remedy),
          remedy < 0 ? "make one with `leeward keygen --out FILE`" : message.substring(remedy + 2));
    }
  }

  private void belongs(InstanceKey key, String at) {
    settings
        .self()
        .filter(self -> !self.publicKeys().isEmpty())
        .filter(self -> !self.publicKeys().contains(key.publicKeyBase64()))
        .ifPresent(self ->
            findings.error(
                at,
                "foreign-private-key",
                settings.privateKeyFile() + " is not the key of instance " + self.name(),
                "name its own file, or let its public-key be \"" + key.publicKeyText() + "\""));
  }
}
