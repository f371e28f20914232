package dev.leeward.topology;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * One configured instance of the electorate.
 *
 * @param region its own failure domain; need not have endpoints
 * @param linkAddress where peers connect
 * @param publicKeys raw Ed25519 keys, 32 octets each in base64; two while one is rolled
 * @param isWitness whether it votes and serves no DNS
 */
public record Instance(
    String name,
    String region,
    InetSocketAddress linkAddress,
    List<String> publicKeys,
    boolean isWitness) {
  public Instance {
    publicKeys = List.copyOf(publicKeys);
  }
}
