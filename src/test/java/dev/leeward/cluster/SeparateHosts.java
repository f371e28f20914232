package dev.leeward.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hosts in one local network that no other process sees: network namespaces on a bridge. Owned by
 * the test.
 */
final class SeparateHosts implements AutoCloseable {
  private static final String NETWORK = "10.99.0.";

  private final String prefix = "lwl" + ProcessHandle.current().pid();
  private final List<String> hosts;

  private SeparateHosts(List<String> hosts) {
    this.hosts = hosts;
  }

  /** Needs the rights of root; says so by failing. */
  static SeparateHosts create(String... names) throws IOException {
    SeparateHosts network = new SeparateHosts(List.of(names));
    try {
      network.build();
      return network;
    } catch (IOException e) {
      network.close();
      throw e;
    }
  }

  private void build() throws IOException {
    ip("netns", "add", namespace("switch"));
    ip("-n", namespace("switch"), "link", "add", "bridge", "type", "bridge");
    ip("-n", namespace("switch"), "link", "set", "bridge", "up");
    for (String host : hosts) {
      String there = namespace(host);
      ip("netns", "add", there);
      ip("-n", there, "link", "set", "lo", "up");
      ip(
          "-n",
          namespace("switch"),
          "link",
          "add",
          port(host),
          "type",
          "veth",
          "peer",
          "name",
          "eth0",
          "netns",
          there);
      ip("-n", namespace("switch"), "link", "set", port(host), "master", "bridge", "up");
      ip("-n", there, "addr", "add", address(host) + "/24", "dev", "eth0");
      ip("-n", there, "link", "set", "eth0", "up");
    }
  }

  private String namespace(String host) {
    return prefix + host;
  }

  private static String port(String host) {
    return "to-" + host;
  }

  String address(String host) {
    return NETWORK + (1 + hosts.indexOf(host));
  }

  /** From now on everything from and to it is swallowed. */
  void cutOff(String host) throws IOException {
    ip("-n", namespace("switch"), "link", "set", port(host), "down");
  }

  /** A command that runs there. */
  List<String> on(String host, List<String> command) {
    List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
    there.addAll(command);
    return there;
  }

  private static void ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    List<String> all = new ArrayList<>(hosts);
    all.add("switch");
    for (String host : all) {
      try {
        ip("netns", "del", namespace(host));
      } catch (IOException wasNotMade) {
        // what could not be made needs no removal
        continue;
      }
    }
  }
}
