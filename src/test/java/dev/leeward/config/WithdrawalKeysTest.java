package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Withdrawal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of a service's {@code withdrawal}. */
class WithdrawalKeysTest {
  private static final String SERVICE =
      """
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
      checks.web {}
      services.www { names = ["www.example.com."], check = web, regions = [us, eu] }
      """;

  private final Written written;

  WithdrawalKeysTest(@TempDir Path folder) {
    written = new Written(folder).zone("example.com", "www A 192.0.2.10\nwww A 198.51.100.10\n");
  }

  private static String with(String more) {
    return "leeward {\n" + SERVICE + more + "\n}\n";
  }

  private Withdrawal withdrawal(String more) {
    return written.settings(with(more)).services().getFirst().withdrawal();
  }

  @Test
  void recordsLeaveAsSoonAsAQuorumSaysSoUnlessTheConfigurationSaysOtherwise() {
    assertEquals(Withdrawal.AT_ONCE, withdrawal(""));
    assertEquals(
        new Withdrawal(Duration.ofSeconds(20), MinHealthy.parse("80%"), 2, Duration.ofHours(1)),
        withdrawal(
            "services.www.withdrawal { hold = 20s, voters = \"80%\", max-regions = 2, per = 1h }"));
  }

  @Test
  void aStatefulServiceWaitsAMinuteForTwoThirdsAndMovesOnceInHalfAnHour() {
    Withdrawal stateful =
        new Withdrawal(Duration.ofSeconds(60), MinHealthy.parse("66%"), 1, Duration.ofMinutes(30));
    assertEquals(stateful, withdrawal("services.www.profile = stateful"));
    assertEquals(
        new Withdrawal(
            Duration.ZERO, MinHealthy.of(1), Withdrawal.ANY_NUMBER, Duration.ofMinutes(30)),
        withdrawal(
            "services.www { profile = stateful, withdrawal { hold = 0s, voters = 1, max-regions = 1000"
                + " } }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hold = 20 | hold: \"20\" has no unit",
        "voters = most | voters: \"most\" is neither a number nor a percentage",
        "voters = 0 | voters: \"0\" is out of bounds",
        "max-regions = 0 | max-regions is no whole number from 1 to 1000",
        "per = 0s | per is zero",
      })
  void whatIsOutOfBoundsIsNamedWhereItStands(String line, String said) {
    assertSays(
        "leeward.services.www.withdrawal." + said.strip(),
        Written.only(written.load(with("services.www.withdrawal { " + line + " }")), "bad-value"));
  }

  @Test
  void aKeyThatDoesNotExistIsRefusedAndTheNearestIsSuggested() {
    assertSays(
        "did you mean max-regions?",
        Written.only(
            written.load(with("services.www.withdrawal { max-region = 1 }")), "unknown-key"));
  }
}
