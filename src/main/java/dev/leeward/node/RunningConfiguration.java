package dev.leeward.node;

import dev.leeward.agreement.Moment;
import dev.leeward.config.Finding;
import dev.leeward.config.Loaded;
import dev.leeward.config.ReloadRules;
import dev.leeward.config.Settings;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import dev.leeward.listener.TlsIdentity;
import dev.leeward.listener.TlsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration and zones that run, until a reload puts others in their place. Any thread may
 * call; one reload at a time.
 */
final class RunningConfiguration {
  private static final int MOST_REASONS = 200;

  private final Node node;
  private final LoopThread loop;
  private volatile Settings settings;
  private volatile Loaded loaded;

  RunningConfiguration(Node node, LoopThread loop, Settings settings, Loaded loaded) {
    this.node = node;
    this.loop = loop;
    this.settings = settings;
    this.loaded = loaded;
  }

  Settings settings() {
    return settings;
  }

  Loaded loaded() {
    return loaded;
  }

  /** Read and checked aside, on the caller's thread; the loop only swaps. */
  synchronized CommandResult reload(Commands.Reload command, Commands.Conditions conditions) {
    Loaded next = node.reload();
    Settings nextSettings = next.settings();
    List<Finding> findings = new ArrayList<>(next.findings());
    if (nextSettings != null) {
      findings.addAll(ReloadRules.compare(settings, nextSettings));
      findings.addAll(ReloadRules.compareZones(loaded, next, command.force()));
    }
    List<String> errors =
        findings.stream()
            .filter(Finding::isError)
            .map(Finding::toString)
            .limit(MOST_REASONS)
            .toList();
    if (nextSettings == null || !errors.isEmpty()) {
      return new CommandResult.Refused(
          "invalid", errors, "correct them and reload again; what ran before still runs");
    }
    TlsIdentity identity;
    try {
      TlsSettings tls = nextSettings.dns().tls();
      identity = tls == null || nextSettings.isWitness() ? null : TlsIdentity.read(tls);
    } catch (TlsIdentity.UnusableException e) {
      return new CommandResult.Refused(
          "invalid",
          List.of(String.valueOf(e.getMessage())),
          "correct it and reload again; what ran before still runs");
    }
    List<String> warnings = findings.stream().map(Finding::toString).limit(MOST_REASONS).toList();
    CommandResult result =
        loop.ask((owned, now) -> swap(owned, now, next, warnings, command, conditions))
            .toCompletableFuture()
            .join();
    return result instanceof CommandResult.Accepted accepted
            && !accepted.dryRun()
            && identity != null
        ? withCertificate(accepted, identity)
        : result;
  }

  private CommandResult withCertificate(CommandResult.Accepted accepted, TlsIdentity identity) {
    if (!node.running().dns().use(identity)) {
      return accepted;
    }
    List<String> changes = new ArrayList<>(accepted.changes());
    changes.add("the TLS certificate is new, valid until " + identity.expires());
    return accepted.withChanges(changes);
  }

  private CommandResult swap(
      DecisionLoop owned,
      Moment now,
      Loaded next,
      List<String> warnings,
      Commands.Reload command,
      Commands.Conditions conditions) {
    Settings nextSettings = Objects.requireNonNull(next.settings());
    Optional<CommandResult> outdated = CommandTurns.outdated(owned.ledger(), conditions);
    if (outdated.isPresent()) {
      return outdated.get();
    }
    Moves moves = Moves.between(owned, now, next.topology());
    if (!moves.words().isEmpty() && !command.force()) {
      return new CommandResult.Refused(
          "changes-served-region", moves.words(), "give --force if that is meant");
    }
    List<String> changes = new ArrayList<>(ReloadChanges.between(loaded, next));
    changes.addAll(moves.words());
    CommandResult.Accepted done =
        new CommandResult.Accepted(
            conditions.dryRun(),
            changes,
            conditions.dryRun() ? List.of() : List.of(nextSettings.instance()),
            warnings,
            moves.before(),
            moves.after(),
            null);
    if (conditions.dryRun()) {
      return done;
    }
    DecisionSettings decisions =
        Electorates.next(owned.settings(), nextSettings, next, node.answers(nextSettings));
    node.running().prober().use(nextSettings.probes());
    owned.reconfigure(decisions, Electorates.admission(decisions), now);
    Peers peers = node.running().peers();
    if (peers != null) {
      peers.instances(nextSettings.instances());
    }
    node.running().archive().keep(next.zones());
    node.running()
        .timeline()
        .limit(nextSettings.events().maxOctets(), nextSettings.events().keep());
    node.running().notifications().use(nextSettings, next.topology());
    loggingAsIn(nextSettings);
    settings = nextSettings;
    loaded = next;
    askOthers();
    return done;
  }

  /** Aside: the counts so far are written first. Of two reloads the later one's settings win. */
  private void askOthers() {
    Thread.ofVirtual()
        .name("leeward-availability-reload")
        .start(() -> {
          try {
            node.running().availability().use(settings);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Aside: a reader of the query log that hangs is waited for. */
  private void loggingAsIn(Settings next) {
    if (!settings.log().equals(next.log())) {
      Node.choose(node.options().logging(), next);
    }
    Thread.ofVirtual()
        .name("leeward-query-log-reload")
        .start(() -> node.running().queryLogs().use(next));
  }
}
