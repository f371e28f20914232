package dev.leeward.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.replicatedmap.ReplicatedMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state map as a replicated map of Hazelcast. A put to a partition whose owner vanished blocks
 * for seconds (measured), so nobody ever waits for one here. One thread of its own starts the
 * member, sweeps the map and ends it; every method may be called by any thread.
 */
public final class HazelcastStateMap implements StateMap {
  private static final Logger LOG = LoggerFactory.getLogger(HazelcastStateMap.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private final StateMapSettings settings;
  private final Map<String, String> nameByAddress;
  private final EntryWrites writes;
  private final EntryViews views;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile StateMapStatus.Phase phase = StateMapStatus.Phase.STARTING;
  private volatile @Nullable String lastError;
  private volatile @Nullable HazelcastInstance member;

  private HazelcastStateMap(StateMapSettings settings, Listener listener) {
    this.settings = settings;
    this.nameByAddress =
        settings.routes().members().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    member -> HazelcastSettings.text(member.getValue()), Map.Entry::getKey));
    this.views = new EntryViews(listener);
    this.writes =
        new EntryWrites(
            new EntryWrites.Outcome() {
              @Override
              public void written(String key) {
                written.incrementAndGet();
              }

              @Override
              public void failed(String key, Exception error) {
                failure("write of " + key, error);
              }
            });
  }

  /** Returns at once; the member is there about a second later. */
  public static HazelcastStateMap start(StateMapSettings settings, Listener listener) {
    HazelcastStateMap map = new HazelcastStateMap(settings, listener);
    Thread.ofPlatform().daemon().name("leeward-state-map").start(map::live);
    return map;
  }

  private void live() {
    try {
      HazelcastInstance started =
          Hazelcast.newHazelcastInstance(
              HazelcastSettings.of(settings.cluster(), settings.routes()));
      member = started;
      run(started);
    } catch (RuntimeException e) {
      failure("start", e);
      phase = StateMapStatus.Phase.FAILED;
      LOG.warn("replicated map: starting -> failed: {}; instances go on without it", lastError);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private void run(HazelcastInstance started) throws InterruptedException {
    ReplicatedMap<String, byte[]> map = started.getReplicatedMap(HazelcastSettings.MAP);
    map.addEntryListener(new Entries());
    started.getCluster().addMembershipListener(new Membership());
    started
        .getLifecycleService()
        .addLifecycleListener(event -> {
          if (event.getState() == LifecycleState.MERGED) {
            writes.writeAll();
          }
        });
    phase = StateMapStatus.Phase.RUNNING;
    LOG.info("replicated map: starting -> running");
    writes.open(map::put);
    do {
      sweep(map);
    } while (!closing.await(settings.sweep().toMillis(), TimeUnit.MILLISECONDS));
  }

  /** What a joining member is filled with comes without events, and an own value can be lost. */
  private void sweep(ReplicatedMap<String, byte[]> map) {
    try {
      map.entrySet().forEach(entry -> seen(entry.getKey(), entry.getValue()));
      writes.writeMissing(map::containsKey);
    } catch (RuntimeException e) {
      failure("sweep", e);
    }
  }

  private void seen(@Nullable String key, byte @Nullable [] value) {
    if (key != null && value != null && !writes.isNewestOwn(key, value)) {
      views.see(key, value);
    }
  }

  private void end() {
    writes.close();
    HazelcastInstance running = member;
    try {
      if (running != null) {
        running.shutdown();
      }
    } catch (RuntimeException e) {
      failure("shutdown", e);
    } finally {
      member = null;
      if (phase != StateMapStatus.Phase.FAILED) {
        phase = StateMapStatus.Phase.CLOSED;
      }
      closed.countDown();
    }
  }

  private void failure(String what, Exception error) {
    errors.incrementAndGet();
    lastError = what + ": " + error;
    LOG.debug("replicated map: {}", lastError);
  }

  @Override
  public void put(String key, byte[] value) {
    writes.put(key, value);
  }

  /** For display: instances by name, others by address. */
  public List<String> members() {
    HazelcastInstance running = member;
    if (running == null) {
      return List.of();
    }
    try {
      return running.getCluster().getMembers().stream()
          .map(Member::getAddress)
          .map(this::name)
          .sorted()
          .toList();
    } catch (RuntimeException notActive) {
      return List.of();
    }
  }

  private String name(Address address) {
    String text = address.getHost() + ":" + address.getPort();
    return nameByAddress.getOrDefault(text, text);
  }

  @Override
  public StateMapStatus status() {
    return new StateMapStatus(phase, members(), written.get(), errors.get(), lastError);
  }

  @Override
  public void close() {
    writes.close();
    closing.countDown();
    try {
      if (!closed.await(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        HazelcastInstance stuck = member;
        if (stuck != null) {
          Thread.ofPlatform().daemon().start(() -> stuck.getLifecycleService().terminate());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs on Hazelcast's event threads. */
  private final class Entries extends EntryAdapter<String, byte[]> {
    @Override
    public void entryAdded(EntryEvent<String, byte[]> event) {
      seen(event.getKey(), event.getValue());
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
      seen(event.getKey(), event.getValue());
    }
  }

  /** Membership is never counted; a member that came is told what this one has. */
  private final class Membership implements MembershipListener {
    @Override
    public void memberAdded(MembershipEvent event) {
      LOG.info("replicated map: {} joined", name(event.getMember().getAddress()));
      writes.writeAll();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      LOG.info("replicated map: {} left", name(event.getMember().getAddress()));
    }
  }
}
