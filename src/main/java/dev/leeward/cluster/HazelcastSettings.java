package dev.leeward.cluster;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.TcpIpConfig;
import java.net.InetSocketAddress;

/**
 * Hazelcast made quiet, local and quick to repair itself. Community has neither TLS nor
 * authentication, and who reaches its port owns it: it binds to one loopback address.
 */
final class HazelcastSettings {
  static final String MAP = "state";

  private static final int CONNECT_SECONDS = 2;

  /** Few keys: fewer partitions are sooner repaired. Must be equal everywhere. */
  private static final int PARTITIONS = 31;

  private HazelcastSettings() {}

  static Config of(String cluster, MapRoutes routes) {
    Config config = new Config();
    config.setClusterName(cluster);
    properties(config, routes.bind());
    network(config.getNetworkConfig(), routes);
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getIntegrityCheckerConfig().setEnabled(false);
    config
        .getReplicatedMapConfig(MAP)
        .setInMemoryFormat(InMemoryFormat.BINARY)
        .setAsyncFillup(true)
        .setMergePolicyConfig(new MergePolicyConfig("LatestUpdateMergePolicy", 100));
    config.getSerializationConfig().setJavaSerializationFilterConfig(classes());
    return config;
  }

  private static void properties(Config config, InetSocketAddress bind) {
    config
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.graceful.shutdown.max.wait", "5")
        .setProperty("hazelcast.local.localAddress", bind.getAddress().getHostAddress())
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "1")
        .setProperty("hazelcast.socket.connect.timeout.seconds", Integer.toString(CONNECT_SECONDS))
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        // 5 s works too but expels members on a stall of their host
        .setProperty("hazelcast.max.no.heartbeat.seconds", "10")
        // counts tries, not seconds; below 30 a healthy survivor was expelled
        .setProperty("hazelcast.mastership.claim.timeout.seconds", "60")
        // the default leaves a healed split apart for five minutes
        .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
        .setProperty("hazelcast.merge.next.run.delay.seconds", "10")
        .setProperty("hazelcast.operation.call.timeout.millis", "10000")
        .setProperty("hazelcast.operation.backup.timeout.millis", "1000")
        .setProperty("hazelcast.member.list.publish.interval.seconds", "10")
        .setProperty("hazelcast.event.sync.timeout.millis", "200")
        .setProperty("hazelcast.partition.count", Integer.toString(PARTITIONS));
  }

  private static void network(NetworkConfig network, MapRoutes routes) {
    network.setPort(routes.bind().getPort()).setPortAutoIncrement(false);
    network.setPublicAddress(text(routes.own()));
    network.setReuseAddress(true);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    TcpIpConfig list = join.getTcpIpConfig();
    list.setEnabled(true).setConnectionTimeoutSeconds(CONNECT_SECONDS);
    routes.members().values().forEach(member -> list.addMember(text(member)));
  }

  /** Only strings and octets are stored; what else travels is Hazelcast's own, and its errors. */
  private static JavaSerializationFilterConfig classes() {
    return new JavaSerializationFilterConfig()
        .setDefaultsDisabled(true)
        .setWhitelist(
            new ClassFilter()
                .addPrefixes(
                    "com.hazelcast.",
                    "java.lang.",
                    "java.util.concurrent.",
                    "java.util.Collections$",
                    "java.util.ArrayList",
                    "["));
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
