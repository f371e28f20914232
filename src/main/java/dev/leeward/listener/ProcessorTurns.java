package dev.leeward.listener;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a thread that answers run as soon as a packet wakes it up, also where others of this process
 * have more to do on the same processor. Takes no privilege, and nothing from other processes.
 *
 * <p>Two things are asked of Linux for it. Who answers gets short slices: who wakes up waits until
 * whoever runs has had a slice, some milliseconds, unless its own is shorter (since 6.12; older
 * kernels take no notice). And who does a thousand things a second is a little nicer: when it wakes
 * up it has a claim to time that it did not get before, and with that it goes first even so, for as
 * long as a tick of the kernel; the smaller its share, the smaller its claims.
 */
public final class ProcessorTurns {
  /** The shortest that the kernel gives. */
  static final long SHORT_SLICE_NANOS = 100_000;

  /**
   * By so much: a third of the share of one who answers, as long as both have work, whatever
   * niceness the process was given; all of the processor when the other has none. Enough for
   * thousands of probes a second on a core that questions fill.
   */
  static final int NICER = 5;

  private static final int NICEST = 19;

  /** struct sched_attr as it was first: 48 octets. */
  private static final int LENGTH = 48;

  private static final long POLICY = 4;
  private static final long NICENESS = 16;
  private static final long RUNTIME = 24;

  /** Who was given another policy, from outside, was meant to have it. */
  private static final int NORMAL = 0;

  private static final Logger LOG = LoggerFactory.getLogger(ProcessorTurns.class);

  /** What a thread has. */
  record Turns(int nice, long sliceNanos) {}

  /** A change of what the calling thread has. */
  private interface Wish {
    void change(MemorySegment attributes);
  }

  private ProcessorTurns() {}

  /**
   * The calling thread answers.
   *
   * @return 0, or the negated errno: a sandbox may refuse it, and nothing is lost
   */
  static int answer() {
    return ask(attributes -> attributes.set(JAVA_LONG, RUNTIME, SHORT_SLICE_NANOS));
  }

  /**
   * The calling thread has much to do, and lets those go first who answer. To be called once by
   * each.
   */
  public static void letAnswersGoFirst() {
    if (!UdpTransport.knowsThisHost()) {
      return;
    }
    int refused =
        ask(attributes ->
            attributes.set(
                JAVA_INT, NICENESS, Math.min(NICEST, attributes.get(JAVA_INT, NICENESS) + NICER)));
    if (refused < 0) {
      LOG.debug("{} is no nicer: {}", Thread.currentThread().getName(), Errno.text(-refused));
    }
  }

  private static int ask(Wish wish) {
    try (Arena arena = Arena.ofConfined()) {
      Libc libc = new Libc(arena);
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      int result = libc.schedGetattr(attributes.address(), LENGTH);
      if (result < 0 || attributes.get(JAVA_INT, POLICY) != NORMAL) {
        return result;
      }
      wish.change(attributes);
      return libc.schedSetattr(attributes.address());
    }
  }

  /** Of the calling thread; slices are 0 where the kernel does not tell. */
  static Turns own() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      int result = new Libc(arena).schedGetattr(attributes.address(), LENGTH);
      return result < 0
          ? new Turns(0, 0)
          : new Turns(attributes.get(JAVA_INT, NICENESS), attributes.get(JAVA_LONG, RUNTIME));
    }
  }
}
