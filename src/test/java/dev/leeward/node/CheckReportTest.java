package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check of a configuration tells beside its findings. */
class CheckReportTest {
  private final Path folder;

  CheckReportTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        $TTL 300
        @ IN SOA ns1 hostmaster 1 7200 900 1209600 60
        @ NS ns1
        ns1 A 203.0.113.1
        www A 192.0.2.10
        www A 198.51.100.10
        """);
  }

  private CheckReport report(String service) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("leeward.conf"),
            """
            leeward {
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
              regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
              checks.web {}
              services.www { names = [www.example.com], check = web, regions = [us, eu], %s }
            }
            """
                .formatted(service));
    return CheckReport.of(file, Optional.empty(), Map.of());
  }

  @Test
  void everyServiceStandsThereAsItsProfileAndTheDefaultsMakeIt() throws IOException {
    CheckReport report = report("profile = stateful, ttl = 20s, safety.max-changes = 4");
    assertEquals(List.of(), report.problems());
    assertEquals(
        List.of(
            new ResultingService(
                "www",
                "stateful",
                "failover",
                List.of("us", "eu"),
                "1",
                "hold",
                "manual",
                300,
                20,
                5,
                new ResultingService.Rules(1, 0.67, 4, 600),
                new ResultingService.Leaving(60, 1, 1, 1800),
                new ResultingService.Check("web", 5, 3, false, 5, 6, 20, 33.1, 33.1))),
        report.services());
  }

  @Test
  void aConfigurationThatIsRefusedResultsInNothing() throws IOException {
    CheckReport report = report("policy = random");
    assertEquals(1, report.errors());
    assertEquals(List.of(), report.services());
  }
}
