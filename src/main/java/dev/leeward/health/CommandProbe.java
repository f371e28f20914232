package dev.leeward.health;

import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a program for each probe and ends it, with what it started, at the probe's timeout. */
final class CommandProbe {
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

  void begin(Target target, CommandCheck check, Duration timeout, ProbeAttempt attempt) {
    attempt.withoutAddress();
    attempt.aside(() -> run(target, check, timeout));
  }

  /** Its output is not read: what a program says may hold what no log should. */
  private static Consumer<ProbeAttempt> run(Target target, CommandCheck check, Duration timeout)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(check.command())
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    setEnvironment(builder.environment(), target, check);
    Process process = builder.start();
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return ProbeAttempt::timedOut;
      }
      int status = process.exitValue();
      return attempt -> decide(status, attempt);
    } catch (InterruptedException endedByTimeout) {
      return ProbeAttempt::timedOut;
    } finally {
      end(process);
    }
  }

  private static void setEnvironment(
      Map<String, String> environment, Target target, CommandCheck check) {
    Endpoint endpoint = target.endpoint();
    environment.clear();
    environment.put("PATH", USUAL_PATH);
    check.environment().forEach((name, value) -> environment.put(name, value.reveal()));
    environment.put("LEEWARD_ENDPOINT", endpoint.text());
    environment.put("LEEWARD_REGION", endpoint.region());
    environment.put("LEEWARD_CHECK", target.check());
  }

  /** What it started is looked up first: afterwards nobody knows whose it was. */
  private static void end(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private static void decide(int status, ProbeAttempt attempt) {
    attempt.step("exit status " + status);
    if (status == 0) {
      attempt.healthy(Evidence.HEARSAY, ProbeResult.Notes.NONE);
    } else if (status == CommandCheck.COULD_NOT_TELL) {
      attempt.couldNotTry("the command could not tell");
    } else {
      attempt.failed("exit status " + status, Evidence.HEARSAY);
    }
  }
}
