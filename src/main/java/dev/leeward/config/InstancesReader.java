package dev.leeward.config;

import dev.leeward.cluster.PublicKeys;
import dev.leeward.listener.ListenerSettings;
import dev.leeward.topology.Instance;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The electorate's blocks. */
final class InstancesReader {
  private final String instance;
  private final Map<String, Section> blocks;
  private final Findings findings;

  /**
   * @param instances those that could be read; none for a single instance
   * @param count of all that are named
   */
  record Voters(List<Instance> instances, int count) {}

  InstancesReader(String instance, Map<String, Section> blocks, Findings findings) {
    this.instance = instance;
    this.blocks = blocks;
    this.findings = findings;
  }

  /** This instance's block, or null. */
  @Nullable Section own() {
    return blocks.get(instance);
  }

  Voters read() {
    if (!blocks.isEmpty() && !blocks.containsKey(instance)) {
      findings.error(
          "leeward.instances",
          "unknown-instance",
          "this instance, " + instance + ", is not among the instances",
          "give --instance one of " + String.join(", ", blocks.keySet()));
    }
    boolean single = blocks.size() < 2;
    List<Instance> instances = new ArrayList<>();
    blocks.forEach((name, block) -> {
      checkName(name, block);
      Instance read = instance(name, block, single);
      if (read != null) {
        instances.add(read);
      }
    });
    return new Voters(single ? List.of() : instances, blocks.size());
  }

  private void checkName(String name, Section block) {
    try {
      SymbolicNames.instance(name);
    } catch (IllegalArgumentException e) {
      findings.error(
          block.path(), "bad-name", String.valueOf(e.getMessage()), SymbolicNames.REMEDY);
    }
  }

  /** A single instance has nobody to tell these to; what it says all the same must be right. */
  private @Nullable Instance instance(String name, Section block, boolean single) {
    boolean hasRegion = block.says("region");
    boolean hasLink = block.says("link-address");
    boolean hasKey = block.says("public-key");
    String region = single && !hasRegion ? null : block.text("region");
    InetSocketAddress link = single && !hasLink ? null : linkAddress(block);
    List<String> keys = single && !hasKey ? List.of() : publicKeys(block);
    boolean isWitness = block.word("role", List.of("voter", "witness")).equals("witness");
    if (single && isWitness) {
      block.wrong(
          "role",
          "is witness, and there is nobody to be witness for",
          "add instances or remove it");
    }
    return region == null || link == null
        ? null
        : new Instance(name, region, link, keys, isWitness);
  }

  private static @Nullable InetSocketAddress linkAddress(Section block) {
    return block.read(
        "link-address", InstancesReader::peerAddress, "write an address and a port: 10.8.0.1:5801");
  }

  private static InetSocketAddress peerAddress(String text) {
    InetSocketAddress address = ListenerSettings.parseAddress(text);
    if (address.getAddress().isAnyLocalAddress() || address.getPort() == 0) {
      throw new IllegalArgumentException("peers cannot connect to \"" + text + "\"");
    }
    return address;
  }

  private List<String> publicKeys(Section block) {
    String at = block.path("public-key");
    if (!block.says("public-key")) {
      findings.error(
          at,
          "missing-key",
          at + " is missing",
          "make a key with `leeward keygen --out FILE` and write what it prints");
      return List.of();
    }
    List<String> keys =
        block.readOneOrMore(
            "public-key", InstancesReader::publicKey, "write what `leeward keygen` printed");
    if (block.isEmpty("public-key") || keys.size() > 2) {
      block.wrong(
          "public-key", "holds " + keys.size() + " keys", "write one, or the old and the new one");
    }
    return keys;
  }

  /** In canonical base64: the same key is the same text. */
  private static String publicKey(String text) {
    return PublicKeys.parse(text)
        .map(raw -> Base64.getEncoder().encodeToString(raw))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "\"" + text + "\" is no \"ed25519:\" with 32 octets in base64"));
  }
}
