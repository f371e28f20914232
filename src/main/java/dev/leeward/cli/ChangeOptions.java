package dev.leeward.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that changes something has. Owned by one command. */
final class ChangeOptions {
  /** What stands above what a dry run tells. */
  static final String DRY = "dry run: nothing was changed\n";

  @Option(names = "--dry-run", description = "only say what it would change")
  boolean dryRun;

  @Option(
      names = "--if-match",
      paramLabel = "LEDGER",
      description = "refuse when the ledger's digest, as status has it, is another")
  @Nullable String ledger;

  boolean isUsed() {
    return dryRun || ledger != null;
  }

  String query() {
    return dryRun ? "?dry-run=true" : "";
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (ledger != null) {
      headers.put("If-Match", "\"" + ledger.replace("\"", "") + "\"");
    }
    return headers;
  }
}
