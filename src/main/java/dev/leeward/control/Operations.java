package dev.leeward.control;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the API shows and does; the node behind it. Every method may be called from any thread and
 * returns at once.
 */
public interface Operations {
  StatusView status();

  /** Why a query for it is answered as it is; empty when no zone here holds the name. */
  Optional<ExplainView> explain(Name name, RecordType type);

  CompletionStage<CommandResult> drain(Drain command);

  CompletionStage<CommandResult> undrain(Undrain command);

  /**
   * @param force also when it changes a served region
   */
  CompletionStage<CommandResult> reload(boolean force);

  /** Whether the decision loop beats. */
  boolean isLive();

  /** Whether zones are loaded and sockets bound; depends on no peer, no quorum and no endpoint. */
  boolean isReady();

  /** In Prometheus' text format. */
  String metrics();

  /**
   * Take a region out of service.
   *
   * @param service null for all
   * @param lasts null for permanent
   * @param force the rule that may be broken, by name
   */
  record Drain(
      String region,
      @Nullable String service,
      String reason,
      @Nullable Duration lasts,
      @Nullable String force,
      String by) {}

  /** Bring a region back. */
  record Undrain(String region, @Nullable String service, String reason, String by) {}
}
