package dev.leeward.demo;

import dev.leeward.node.LoopEvents;
import dev.leeward.node.StartRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The newcomer's first minute: real instances and real backends, a region that breaks, the switch
 * in the answers.
 */
public final class Demo {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_SWITCH = Duration.ofSeconds(15);
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(60);
  private static final Duration PROMISE = Duration.ofSeconds(3);

  private final DemoWorld world;
  private final DemoWatch watch;
  private final PrintWriter out;

  private Demo(DemoWorld world, DemoWatch watch, PrintWriter out) {
    this.world = world;
    this.watch = watch;
    this.out = out;
  }

  /**
   * @param script without keys; else letters are read from {@code keys}, each followed by Enter
   * @return whether every instance switched both ways in time and no answer was empty; true at the
   *     end of an interactive one
   */
  public static boolean run(boolean script, InputStream keys, PrintWriter out)
      throws IOException, StartRefused, InterruptedException {
    out.println("starting three instances and the web servers of two regions on loopback ...");
    out.flush();
    Telling telling = new Telling();
    try (DemoWorld world = DemoWorld.start(telling);
        DemoWatch watch = new DemoWatch(world.dnsServers(), out)) {
      telling.watch = watch;
      Demo demo = new Demo(world, watch, out);
      demo.introduce();
      watch.start();
      if (!demo.awaitReady()) {
        return false;
      }
      return script ? demo.play() : demo.listen(keys);
    }
  }

  /** Decisions as they are made; opinions of single voters only blur the picture. */
  private static final class Telling implements LoopEvents {
    private volatile @org.jspecify.annotations.Nullable DemoWatch watch;
    private volatile String told = "";

    /** Every instance comes to the same decision; the first to tell is enough. */
    @Override
    public void happened(String kind, String subject, String text) {
      DemoWatch now = watch;
      String change = subject + text.replaceFirst("; agreed by .*", "");
      if (now != null && kind.equals("decided") && !told.equals(change)) {
        told = change;
        now.say("  decided " + subject + ": " + text);
      }
    }
  }

  private void introduce() {
    out.println();
    out.println("Ask them, in another terminal:");
    world
        .dnsServers()
        .forEach((instance, address) ->
            out.printf(
                Locale.ROOT,
                "  dig @127.0.0.1 -p %d %s A      # %s%n",
                address.getPort(),
                DemoWorld.NAME,
                instance));
    out.printf(Locale.ROOT, "  ./leeward status --api http://127.0.0.1:%d%n", world.firstApiPort());
    out.printf(
        Locale.ROOT,
        "  ./leeward explain %s --api http://127.0.0.1:%d%n",
        DemoWorld.NAME,
        world.firstApiPort());
    out.println("or look at the dashboard, in a browser:");
    out.printf(Locale.ROOT, "  http://127.0.0.1:%d/%n", world.firstApiPort());
    out.println();
    out.flush();
  }

  private boolean awaitReady() throws InterruptedException {
    boolean ready = await(() -> watch.allServe(DemoWorld.PRIMARY) && agree(), LONGEST_START);
    watch.say(
        ready
            ? "all instances vote, all endpoints are up, " + DemoWorld.PRIMARY + " is served"
            : "the instances did not get ready in " + LONGEST_START.toSeconds() + " s");
    return ready;
  }

  /** Whether every voter hears every other and all say up. */
  private boolean agree() {
    return world.nodes().stream()
        .map(node -> node.glance())
        .allMatch(glance -> glance.allVotersFresh() && glance.allTargetsUp());
  }

  private boolean play() throws InterruptedException {
    watch.say("BREAK " + DemoWorld.PRIMARY + ": its web server stops");
    long broken = System.nanoTime();
    world.backend(DemoWorld.PRIMARY).breakDown();
    boolean over = await(() -> watch.allServe(DemoWorld.SECONDARY), LONGEST_SWITCH);
    Duration took = Duration.ofNanos(watch.lastChangeNanos() - broken);
    watch.say(
        over
            ? "failed over: every instance serves "
                + DemoWorld.SECONDARY
                + " "
                + seconds(took)
                + " after the break"
            : "NOT every instance failed over");
    watch.say("HEAL " + DemoWorld.PRIMARY);
    long healed = System.nanoTime();
    world.backend(DemoWorld.PRIMARY).heal();
    boolean back = await(() -> watch.allServe(DemoWorld.PRIMARY), LONGEST_RETURN);
    Duration returned = Duration.ofNanos(watch.lastChangeNanos() - healed);
    watch.say(
        back
            ? "failed back: every instance serves "
                + DemoWorld.PRIMARY
                + " "
                + seconds(returned)
                + " after the heal (5 good probes, then a hold of 3 s)"
            : "NOT every instance failed back");
    watch.say("empty answers: " + watch.emptyAnswers());
    boolean inTime = took.compareTo(PROMISE) <= 0;
    if (over && !inTime) {
      watch.say("TOO SLOW: the failover is to take 3 s at most");
    }
    return over && inTime && back && watch.emptyAnswers() == 0;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  private boolean listen(InputStream keys) throws IOException {
    out.println();
    out.println("Keys, each followed by Enter:");
    out.println("  1  break or heal us-east      2  break or heal eu-west");
    out.println("  d  drain us-east              u  undrain us-east");
    out.println("  q  quit");
    out.println();
    out.flush();
    BufferedReader lines = new BufferedReader(new InputStreamReader(keys, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      switch (line.trim()) {
        case "1" -> toggle(DemoWorld.PRIMARY);
        case "2" -> toggle(DemoWorld.SECONDARY);
        case "d" -> drain();
        case "u" -> undrain();
        case "q" -> {
          return true;
        }
        default -> watch.say("keys are 1, 2, d, u and q");
      }
    }
    return true;
  }

  private void toggle(String region) {
    DemoBackend backend = world.backend(region);
    if (backend.works()) {
      watch.say("BREAK " + region);
      backend.breakDown();
    } else {
      watch.say("HEAL " + region);
      backend.heal();
    }
  }

  private void drain() {
    watch.say(
        "DRAIN " + DemoWorld.PRIMARY + ": " + world.anyNode().drain(DemoWorld.PRIMARY, "demo"));
  }

  private void undrain() {
    watch.say(
        "UNDRAIN " + DemoWorld.PRIMARY + ": " + world.anyNode().undrain(DemoWorld.PRIMARY, "demo"));
  }

  private static boolean await(BooleanSupplier condition, Duration longest)
      throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < deadline) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Thread.sleep(Duration.ofMillis(20));
    }
    return condition.getAsBoolean();
  }
}
