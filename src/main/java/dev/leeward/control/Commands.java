package dev.leeward.control;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What operators change. Every method may be called from any thread and returns at once. */
public interface Commands {
  CompletionStage<CommandResult> drain(Drain command);

  CompletionStage<CommandResult> undrain(Undrain command);

  CompletionStage<CommandResult> pin(Pin command);

  CompletionStage<CommandResult> unpin(Release command);

  /** Stop deciding by oneself; what is served stays, and overrides still act. */
  CompletionStage<CommandResult> freeze(Freeze command);

  CompletionStage<CommandResult> thaw(Release command);

  /** Let the regions of a service return that wait for an operator. */
  CompletionStage<CommandResult> failback(Release command);

  CompletionStage<CommandResult> reload(Reload command);

  /** Rehearses the loss of a region; refused with every reason that stands against it. */
  CompletionStage<CommandResult> drill(Drill command);

  /** Ends the drill that runs before its time. */
  CompletionStage<CommandResult> stopDrill(Release command);

  /**
   * Under what a command is carried out.
   *
   * @param dryRun only tell what it would do
   * @param ledgers refused unless the ledger's digest is one of these; null: whatever it is
   */
  record Conditions(boolean dryRun, @Nullable Set<String> ledgers) {
    public static final Conditions NONE = new Conditions(false, null);

    public Conditions {
      ledgers = ledgers == null ? null : Set.copyOf(ledgers);
    }
  }

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

  /**
   * Serve a service from one region, whatever its health.
   *
   * @param lasts null for permanent
   */
  record Pin(String service, String region, String reason, @Nullable Duration lasts, String by) {}

  /**
   * @param lasts null for permanent
   */
  record Freeze(String reason, @Nullable Duration lasts, String by) {}

  /**
   * The end of what is forced.
   *
   * @param service null where it is about all of them
   */
  record Release(@Nullable String service, String reason, String by) {}

  /** Bring a region back. */
  record Undrain(String region, @Nullable String service, String reason, String by) {}

  /**
   * Read configuration and zones again.
   *
   * @param force also when it changes a served region
   */
  record Reload(boolean force, String reason, String by) {}

  /**
   * Rehearse the loss of a region.
   *
   * @param service null for all
   * @param shadow whether no answer changes
   */
  record Drill(
      String region,
      @Nullable String service,
      String reason,
      Duration lasts,
      boolean shadow,
      String by) {}
}
