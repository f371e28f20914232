package dev.leeward.config;

import dev.leeward.control.ApiSettings;
import dev.leeward.listener.ListenerSettings;
import dev.leeward.listener.StreamLimits;
import dev.leeward.listener.TlsSettings;
import dev.leeward.topology.Instance;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where an instance listens: its own block goes before the common one, key by key. */
final class ListenReader {
  static final String WRITE_ADDRESS = "write an address and a port: 127.0.0.1:53, [::1]:53 or *:53";

  private static final String WRITE_TLS_ADDRESS =
      "write an address and a port: 127.0.0.1:853, [::1]:853 or *:853";
  private static final String API_CERTIFICATE = "api-tls-certificate-file";
  private static final String API_KEY = "api-tls-private-key-file";
  private static final int MOST_UDP_THREADS = 256;
  private static final int MOST_CONNECTIONS = 1_000_000;

  private final Section common;
  private final Function<String, Path> resolve;
  private final Findings findings;

  /**
   * @param link as configured; null: where the instance's link-address says
   */
  record Listening(ListenerSettings dns, ApiSettings api, @Nullable InetSocketAddress link) {
    /**
     * Where the peer link binds: the port that peers connect to, on all addresses, because theirs
     * may be a translated one; on loopback nothing is translated. Null without peers.
     */
    @Nullable InetSocketAddress linkOf(String instance, List<Instance> instances) {
      if (link != null || instances.size() < 2) {
        return link;
      }
      return instances.stream()
          .filter(each -> each.name().equals(instance))
          .map(Instance::linkAddress)
          .map(at -> isLoopback(at) ? at : new InetSocketAddress(at.getPort()))
          .findFirst()
          .orElse(null);
    }
  }

  ListenReader(Section common, Function<String, Path> resolve, Findings findings) {
    this.common = common;
    this.resolve = resolve;
    this.findings = findings;
  }

  static boolean isLoopback(InetSocketAddress address) {
    return address.getAddress().isLoopbackAddress();
  }

  Listening read(@Nullable Section block) {
    Section mine = block != null && block.says("listen") ? block.section("listen") : null;
    Section forDns = choose("dns", mine);
    List<InetSocketAddress> dns =
        forDns.readAll("dns", ListenerSettings::parseDnsAddress, WRITE_ADDRESS);
    if (forDns.isEmpty("dns")) {
      findings.error(
          forDns.path("dns"),
          "no-dns-address",
          "no address to answer DNS on",
          "write at least one in listen.dns");
    }
    ListenerSettings listener =
        new ListenerSettings(dns, udpThreads(mine), streams(mine), tls(mine));
    ApiSettings api = api(mine);
    Section forLink = choose("link", mine);
    InetSocketAddress link =
        forLink.optionalText("link") == null
            ? null
            : forLink.read("link", ListenerSettings::parseAddress, WRITE_ADDRESS);
    common.end();
    if (mine != null) {
      mine.end();
    }
    return new Listening(listener, api, link);
  }

  private int udpThreads(@Nullable Section mine) {
    String key = "udp-threads";
    Section section = choose(key, mine);
    String text = section.optionalText(key);
    if (text == null || text.equals("auto")) {
      return ListenerSettings.udpThreadsFor(Runtime.getRuntime().availableProcessors());
    }
    if (text.matches("[0-9]{1,3}")) {
      int threads = Integer.parseInt(text);
      if (threads >= 1 && threads <= MOST_UDP_THREADS) {
        return threads;
      }
    }
    section.wrong(key, "is neither auto nor a number from 1 to " + MOST_UDP_THREADS, "write auto");
    return 1;
  }

  private StreamLimits streams(@Nullable Section mine) {
    String idle = "tcp-idle-timeout";
    String most = "tcp-max-connections";
    String ofClient = "tcp-max-connections-per-client";
    return new StreamLimits(
        choose(idle, mine).positiveDuration(idle),
        choose(most, mine).integer(most, 1, MOST_CONNECTIONS),
        choose(ofClient, mine).integer(ofClient, 1, MOST_CONNECTIONS));
  }

  private @Nullable TlsSettings tls(@Nullable Section mine) {
    Section forTls = choose("tls", mine);
    List<InetSocketAddress> addresses =
        forTls.readAll("tls", ListenerSettings::parseAddress, WRITE_TLS_ADDRESS);
    Path certificate = file("tls-certificate-file", mine);
    Path key = file("tls-private-key-file", mine);
    if (forTls.isEmpty("tls")) {
      return null;
    }
    if (certificate == null || key == null) {
      findings.error(
          forTls.path("tls"),
          "tls-without-certificate",
          "DNS over TLS without a certificate",
          "set listen.tls-certificate-file and listen.tls-private-key-file");
      return null;
    }
    return new TlsSettings(addresses, certificate, key);
  }

  private @Nullable Path file(String key, @Nullable Section mine) {
    String text = choose(key, mine).optionalText(key);
    return text == null ? null : resolve.apply(text);
  }

  private ApiSettings api(@Nullable Section mine) {
    Section forApi = choose("api", mine);
    InetSocketAddress api = forApi.read("api", ListenerSettings::parseAddress, WRITE_ADDRESS);
    String token = choose("api-token-file", mine).optionalText("api-token-file");
    if (api != null && token == null && !isLoopback(api)) {
      findings.error(
          forApi.path("api"),
          "open-api",
          "the API listens on " + api.getAddress().getHostAddress() + " without a token",
          "set listen.api-token-file, or listen on 127.0.0.1");
    }
    return new ApiSettings(
        api == null ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0) : api,
        token == null ? null : resolve.apply(token),
        apiTls(mine));
  }

  private @Nullable TlsSettings apiTls(@Nullable Section mine) {
    Path certificate = file(API_CERTIFICATE, mine);
    Path key = file(API_KEY, mine);
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      String there = certificate == null ? API_KEY : API_CERTIFICATE;
      findings.error(
          choose(there, mine).path(there),
          key == null ? "api-tls-without-key" : "api-tls-without-certificate",
          "TLS for the API with one of its two files",
          "set listen." + API_CERTIFICATE + " and listen." + API_KEY);
      return null;
    }
    return new TlsSettings(List.of(), certificate, key);
  }

  private Section choose(String key, @Nullable Section mine) {
    common.says(key);
    return mine != null && mine.says(key) ? mine : common;
  }
}
