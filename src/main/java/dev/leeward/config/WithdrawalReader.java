package dev.leeward.config;

import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Withdrawal;
import java.util.Objects;

/** How slowly health takes a service's records away. */
final class WithdrawalReader {
  private WithdrawalReader() {}

  static Withdrawal read(Section block) {
    Withdrawal withdrawal =
        new Withdrawal(
            block.duration("hold"),
            Objects.requireNonNullElse(
                block.read("voters", MinHealthy::parse, "write 1 or more, or from 1% to 100%"),
                Withdrawal.AT_ONCE.voters()),
            block.integer("max-regions", 1, Withdrawal.ANY_NUMBER),
            block.positiveDuration("per"));
    block.end();
    return withdrawal;
  }
}
