package dev.leeward.listener;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Lets a thread that answers run as soon as a packet wakes it up, also where others of this process
 * have more to do: it asks the kernel for short slices.
 *
 * <p>Who wakes up waits until whoever runs has had a slice, some milliseconds, unless its own slice
 * is shorter (Linux since 6.12; older kernels take no notice). What each gets in all stays the
 * same, so it takes no privilege, and nothing from anybody.
 */
final class ShortSlice {
  /** The shortest that the kernel gives. */
  static final long NANOS = 100_000;

  /** struct sched_attr as it was first: 48 octets. */
  private static final int LENGTH = 48;

  private static final long POLICY = 4;
  private static final long RUNTIME = 24;

  /** Who was given another policy, from outside, was meant to have it. */
  private static final int NORMAL = 0;

  private ShortSlice() {}

  /**
   * For the calling thread.
   *
   * @return 0, or the negated errno: a sandbox may refuse it, and nothing is lost
   */
  static int ask() {
    try (Arena arena = Arena.ofConfined()) {
      Libc libc = new Libc(arena);
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      int result = libc.schedGetattr(attributes.address(), LENGTH);
      if (result < 0 || attributes.get(JAVA_INT, POLICY) != NORMAL) {
        return result;
      }
      attributes.set(JAVA_LONG, RUNTIME, NANOS);
      return libc.schedSetattr(attributes.address());
    }
  }

  /** What the calling thread has; 0 where the kernel does not tell. */
  static long nanos() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      int result = new Libc(arena).schedGetattr(attributes.address(), LENGTH);
      return result < 0 ? 0 : attributes.get(JAVA_LONG, RUNTIME);
    }
  }
}
