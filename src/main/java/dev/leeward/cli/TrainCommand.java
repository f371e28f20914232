package dev.leeward.cli;

import dev.leeward.node.Keys;
import dev.leeward.node.Node;
import dev.leeward.node.NodeOptions;
import dev.leeward.node.StartRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import sun.misc.Signal;

/**
 * What the distribution's cache is made from: an instance with a small zone on loopback does what
 * it will do later, and is asked by {@link TrainingLoad}. The JVM keeps the classes that it loaded,
 * so the zone has something of everything that zones have.
 */
@Command(name = "train", hidden = true, description = "serve a small zone on loopback for a moment")
final class TrainCommand implements Callable<Integer> {
  private static final int LOWEST_PORT = 10_000;
  private static final int HIGHEST_PORT = 32_000;

  private static final String ZONE =
      """
      $ORIGIN train.test.
      $TTL 3600
      @ SOA ns1 hostmaster 1 7200 1800 1209600 300
      @ NS ns1
      @ NS ns2
      @ MX 10 mail
      ns1 A 192.0.2.1
      ns1 AAAA 2001:db8::1
      ns2 A 192.0.2.2
      mail A 192.0.2.3
      www A 127.0.0.1
      www A 127.0.0.2
      host A 192.0.2.4
      host AAAA 2001:db8::4
      alias CNAME host
      text TXT "v=spf1 -all"
      *.wild A 192.0.2.5
      sub NS ns1.sub
      ns1.sub A 192.0.2.6
      www HTTPS 1 . alpn=h2,h3 ipv4hint=127.0.0.1
      _sip._tcp SRV 0 5 5060 host
      @ CAA 0 issue "ca.test"
      $GENERATE 1-3 host-$ A 192.0.2.$
      $GENERATE 4-5 host-$ A 192.0.2.${40}
      below.nothing 1h A ( 192.0.2.7 ) ; so the name between them is empty
      _dns SVCB 1 ns1 alpn="dot" port=853 ipv6hint=2001:db8::1
      _443._tcp.www TLSA 3 1 1 0d6fce3b5e6d2f0a8e4f4a5f4f9fbc29b8a3c1d9f5e07d4a1c6b2e8f90a7d345
      host SSHFP 4 2 ( 123456789abcdef67890123456789abcd
                       ef67890123456789abcdef123456789 )
      host HINFO "PC" "Linux"
      host LOC 52 22 23.000 N 4 53 32.000 E -2.00m 1.00m 10000m 10m
      host RP admin.test. text
      @ NAPTR 100 10 "S" "SIP+D2T" "" _sip._tcp
      _ftp._tcp URI 10 1 "ftp://ftp.train.test/public"
      signed NS ns1
      signed DS 60485 13 2 d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a
      moved DNAME host
      future TYPE65280 \\# 4 c0000201
      """;

  /**
   * One region answers, its own API; nobody listens in the other. A second voter, in the same
   * process, has what peers need rehearsed too.
   */
  private static final String CONFIGURATION =
      """
      leeward {
        cluster = train
        state-directory = "state/"${leeward.instance}
        instances {
          train { %3$s, listen { dns = ["127.0.0.1:%1$d"], api = "127.0.0.1:%2$d" } }
          peer { %4$s, listen { dns = ["127.0.0.2:%1$d"], api = "127.0.0.2:%2$d" } }
        }
        zones = [{ origin = "train.test.", file = "train.zone" }]
        rate-limit { responses-per-second = 1000000, exempt = [] }
        probes.allow-loopback = true
        regions { here { networks = ["127.0.0.1/32"] }, there { networks = ["127.0.0.2/32"] } }
        checks.live { port = %2$d, path = "/health/live", interval = 500ms, timeout = 400ms, rise = 1 }
        services.www { names = ["www.train.test."], check = live, regions = [there, here] }
      }
      """;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("leeward-train");
    try {
      int api = freePorts();
      InetSocketAddress dns = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePorts());
      Files.writeString(folder.resolve("train.zone"), ZONE);
      Path config =
          Files.writeString(
              folder.resolve("leeward.conf"),
              CONFIGURATION.formatted(
                  dns.getPort(),
                  api,
                  link(folder, "train", "here"),
                  link(folder, "peer", "there")));
      return rehearse(config, dns, api);
    } finally {
      delete(folder);
    }
  }

  private static int rehearse(Path config, InetSocketAddress dns, int api) throws Exception {
    CompletableFuture<Integer> served =
        CompletableFuture.supplyAsync(() -> CommandProcess.run(serve(config, "train")));
    CompletableFuture<Node> peer = CompletableFuture.supplyAsync(() -> peer(config));
    new TrainingLoad(dns, () -> !served.isDone()).run();
    ask("status", "--api", "http://127.0.0.1:" + api);
    ask("reload", "--api", "http://127.0.0.1:" + api);
    peer.join().close();
    if (!served.isDone()) {
      Signal.raise(new Signal("TERM"));
    }
    return served.join();
  }

  private static String[] serve(Path config, String instance) {
    return new String[] {"serve", "--config", config.toString(), "--instance", instance};
  }

  private static Node peer(Path config) {
    try {
      return Node.start(NodeOptions.of(config, Optional.of("peer"), false, wish -> {}));
    } catch (StartRefused e) {
      throw new CompletionException(e);
    }
  }

  /** An instance's part of the configuration; its key is made here. */
  private static String link(Path folder, String instance, String region)
      throws IOException, StartRefused {
    Path key = folder.resolve(instance + ".key");
    return "region = %s, link-address = \"127.0.0.1:%d\", public-key = \"%s\", private-key-file = \"%s\""
        .formatted(region, freePorts(), Keys.generate(key), key);
  }

  private static void ask(String... arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Leeward.run(arguments, nowhere, nowhere);
  }

  /**
   * The first of two, for the replicated map's member listens beside a loopback link; below those
   * that the kernel gives to outgoing connections, which might take it meanwhile.
   */
  private static int freePorts() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (ServerSocket tcp = new ServerSocket(port);
          DatagramSocket udp = new DatagramSocket(port);
          ServerSocket next = new ServerSocket(port + 1)) {
        if (tcp.isBound() && udp.isBound() && next.isBound()) {
          return port;
        }
      } catch (BindException taken) {
        continue;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
