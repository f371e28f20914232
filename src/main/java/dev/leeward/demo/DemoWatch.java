package dev.leeward.demo;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Asks every instance every 20 ms and tells each change of answer. Its own thread asks; any thread may read what was seen. */
final class DemoWatch implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private final Map<String, InetSocketAddress> servers;
  private final PrintWriter out;
  private final long startedNanos = System.nanoTime();
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("demo-watch").unstarted(this::watch);
  private volatile long empty;
  private volatile boolean closed;

  /** An instance's answer, and since when it is so. */
  record Seen(TreeSet<String> addresses, long sinceNanos) {}

  DemoWatch(Map<String, InetSocketAddress> servers, PrintWriter out) {
    this.servers = servers;
    this.out = out;
  }

  void start() {
    thread.start();
  }

  private void watch() {
    int id = 1;
    while (!closed) {
      for (Map.Entry<String, InetSocketAddress> server : servers.entrySet()) {
        id = id % 0xFFFF + 1;
        DemoQuery.ask(server.getValue(), DemoWorld.NAME, id).ifPresent(answer -> note(server.getKey(), answer));
      }
      try {
        Thread.sleep(BETWEEN);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void note(String instance, DemoQuery.Answer answer) {
    if (answer.isEmpty()) {
      empty++;
      say(instance + " answered EMPTY, rcode " + answer.rcode());
      return;
    }
    Seen before = seen.get(instance);
    if (before == null || !before.addresses().equals(answer.addresses())) {
      seen.put(instance, new Seen(answer.addresses(), System.nanoTime()));
      say(instance + " answers " + describe(answer.addresses()));
    }
  }

  private static String describe(TreeSet<String> addresses) {
    Map<String, String> regions = new LinkedHashMap<>();
    DemoWorld.ADDRESSES.forEach((region, address) -> regions.put(address, region));
    StringBuilder text = new StringBuilder();
    for (String address : addresses) {
      text.append(text.isEmpty() ? "" : " and ").append(address).append(" (").append(regions.getOrDefault(address, "?")).append(')');
    }
    return text.toString();
  }

  /** A line with the seconds since the start. */
  void say(String text) {
    synchronized (out) {
      out.printf(Locale.ROOT, "%7.2f s  %s%n", (System.nanoTime() - startedNanos) / 1e9, text);
      out.flush();
    }
  }

  long emptyAnswers() {
    return empty;
  }

  /** Whether every instance answers with that region alone. */
  boolean allServe(String region) {
    String address = DemoWorld.ADDRESSES.get(region);
    return servers.keySet().stream().allMatch(instance -> seen.containsKey(instance) && seen.get(instance).addresses().equals(new TreeSet<>(java.util.Set.of(String.valueOf(address)))));
  }

  /** Since when the last of them does. */
  long lastChangeNanos() {
    return seen.values().stream().mapToLong(Seen::sinceNanos).max().orElse(startedNanos);
  }

  Map<String, Seen> seen() {
    return Map.copyOf(seen);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
