package dev.leeward.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** NSD or Knot with the given zones on a loopback port, in the foreground. */
final class PeerServer implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"), Path.of("/usr/bin"));

  private final Process process;
  private final int port;

  private PeerServer(List<String> command, Path folder, int port) throws IOException {
    this.port = port;
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
  }

  static boolean isInstalled(String program) {
    return PLACES.stream().anyMatch(place -> Files.isExecutable(place.resolve(program)));
  }

  private static String path(String program) {
    return PLACES.stream()
        .map(place -> place.resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  /**
   * @param zones master files by origin
   */
  static PeerServer nsd(Path folder, Map<String, Path> zones) throws IOException {
    int port = Scenes.freePorts();
    StringBuilder config =
        new StringBuilder(
            """
            server:
              ip-address: 127.0.0.1@%1$d
              server-count: 1
              username: ""
              chroot: ""
              zonesdir: "%2$s"
              pidfile: "%2$s/nsd.pid"
              xfrdfile: "%2$s/xfrd.state"
              zonelistfile: "%2$s/zone.list"
              xfrdir: "%2$s"
              database: ""
              minimal-responses: no
              refuse-any: no
              rrl-ratelimit: 0
            remote-control:
              control-enable: no
            """
                .formatted(port, folder));
    zones.forEach((origin, file) ->
        config.append("zone:\n  name: \"%s\"\n  zonefile: \"%s\"\n".formatted(origin, file)));
    Path file = Files.writeString(folder.resolve("nsd.conf"), config);
    return new PeerServer(List.of(path("nsd"), "-d", "-c", file.toString()), folder, port);
  }

  /**
   * @param zones master files by origin
   */
  static PeerServer knot(Path folder, Map<String, Path> zones) throws IOException {
    int port = Scenes.freePorts();
    StringBuilder config =
        new StringBuilder(
            """
            server:
                rundir: "%2$s"
                listen: 127.0.0.1@%1$d
                udp-workers: 1
                tcp-workers: 1
                background-workers: 1
            log:
              - target: stderr
                any: warning
            database:
                storage: "%2$s"
            template:
              - id: default
                storage: "%2$s"
                zonefile-sync: -1
                zonefile-load: whole
                journal-content: none
                semantic-checks: off
            zone:
            """
                .formatted(port, folder));
    zones.forEach((origin, file) ->
        config.append("  - domain: \"%s\"\n    file: \"%s\"\n".formatted(origin, file)));
    Path file = Files.writeString(folder.resolve("knot.conf"), config);
    return new PeerServer(List.of(path("knotd"), "-c", file.toString()), folder, port);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
