package dev.leeward.control;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runbook needs to name this cluster's own addresses, names and times.
 *
 * @param file the configuration
 * @param quorum how many voters must say the same
 * @param ballotExpiry how long a voter that vanished still counts, at most
 * @param heartbeats names of checks that wait for heartbeats
 * @param notifications names of the ways in which people are told
 */
public record RunbookView(
    String cluster,
    String file,
    int quorum,
    Duration ballotExpiry,
    List<InstanceFacts> instances,
    List<ZoneFacts> zones,
    List<ServiceFacts> services,
    List<String> heartbeats,
    List<String> notifications) {
  /**
   * One instance.
   *
   * @param host where it is, by its link-address; null for a single one
   * @param dns an address that answers; null for a witness
   * @param api address and port of its API
   * @param link address and port of its link; null for a single one
   * @param keyFile null for a single one
   * @param certificateFile of DNS over TLS; null without
   * @param tokenFile of its API; null without
   * @param apiCertificateFile of its API; null where it speaks plain HTTP
   */
  public record InstanceFacts(
      String name,
      @Nullable String region,
      boolean witness,
      @Nullable String host,
      @Nullable String dns,
      int port,
      String api,
      @Nullable String link,
      String stateDirectory,
      @Nullable String keyFile,
      @Nullable String certificateFile,
      @Nullable String tokenFile,
      @Nullable String apiCertificateFile) {}

  /** A zone and the name servers that it names. */
  public record ZoneFacts(String origin, String file, long serial, List<String> nameServers) {}

  /**
   * One service.
   *
   * @param query a name of it
   * @param type a type that it has there
   * @param refusing from the death of endpoints that refuse to the switch
   * @param silent the same where they do not answer any more
   */
  public record ServiceFacts(
      String name,
      String query,
      String type,
      String policy,
      String whenAllDown,
      String failback,
      Duration hold,
      long ttl,
      long suspectTtl,
      String check,
      Duration refusing,
      Duration silent,
      List<RegionFacts> regions) {}

  /** A region of a service and what its answers hold then. */
  public record RegionFacts(String name, List<String> data) {}
}
