package dev.leeward.listener;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * The C library's socket functions on 64-bit Linux. Each returns what C does, or the negated errno
 * where C says -1. Owned by one thread: errno has one place.
 *
 * <p>Pointers are plain numbers that the caller's arena keeps valid, which saves locking the arena
 * at every call. The two functions that carry packets are constants, or nothing of them is compiled
 * into the callers. They are first called without asking for errno, which the JDK makes a segment
 * for unless its compiler sees that it need not; when they fail they are called again, and asked.
 */
@SuppressWarnings("restricted") // native access is what this class is for
final class Libc {
  /** Found before they are made: a C library without one of them is not used. */
  static final List<String> FUNCTIONS =
      List.of(
          "socket",
          "bind",
          "getsockname",
          "setsockopt",
          "getsockopt",
          "shutdown",
          "close",
          "recvmmsg",
          "sendmmsg",
          "syscall");

  /**
   * One for all: on both architectures a function does not look at arguments beyond its own, nor at
   * the upper half of one that is an int to it. The JDK makes code for each kind of function, which
   * a start would wait for.
   */
  private static final FunctionDescriptor FUNCTION =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = function("socket");
  private static final MethodHandle BIND = function("bind");
  private static final MethodHandle GETSOCKNAME = function("getsockname");
  private static final MethodHandle SETSOCKOPT = function("setsockopt");
  private static final MethodHandle GETSOCKOPT = function("getsockopt");
  private static final MethodHandle SHUTDOWN = function("shutdown");
  private static final MethodHandle CLOSE = function("close");
  private static final MethodHandle RECVMMSG = function("recvmmsg");
  private static final MethodHandle RECVMMSG_UNASKED = unasked("recvmmsg");
  private static final MethodHandle SENDMMSG = function("sendmmsg");
  private static final MethodHandle SENDMMSG_UNASKED = unasked("sendmmsg");

  /** For what the C library has no name for, before its version 2.41. */
  private static final MethodHandle SYSCALL = function("syscall");

  private static final boolean IS_ARM = System.getProperty("os.arch").equals("aarch64");
  private static final int SCHED_SETATTR = IS_ARM ? 274 : 314;
  private static final int SCHED_GETATTR = IS_ARM ? 275 : 315;

  private final MemorySegment callState;

  Libc(Arena arena) {
    this.callState = arena.allocate(CALL_STATE);
  }

  private static MethodHandle function(String name) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FUNCTION,
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle unasked(String name) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), FUNCTION);
  }

  /** Whether this process finds the function at all. */
  static boolean has(String function) {
    return Linker.nativeLinker().defaultLookup().find(function).isPresent();
  }

  int socket(int family, int type, int protocol) {
    return call(SOCKET, family, type, protocol, 0, 0);
  }

  int bind(int descriptor, long address, int length) {
    return call(BIND, descriptor, address, length, 0, 0);
  }

  int getsockname(int descriptor, long address, long length) {
    return call(GETSOCKNAME, descriptor, address, length, 0, 0);
  }

  int setsockopt(int descriptor, int level, int option, long value, int length) {
    return call(SETSOCKOPT, descriptor, level, option, value, length);
  }

  int getsockopt(int descriptor, int level, int option, long value, long length) {
    return call(GETSOCKOPT, descriptor, level, option, value, length);
  }

  int shutdown(int descriptor, int how) {
    return call(SHUTDOWN, descriptor, how, 0, 0, 0);
  }

  int close(int descriptor) {
    return call(CLOSE, descriptor, 0, 0, 0, 0);
  }

  /** Of the calling thread. */
  int schedGetattr(long attributes, int length) {
    return call(SYSCALL, SCHED_GETATTR, 0, attributes, length, 0);
  }

  /** Of the calling thread; the attributes' length is their first word. */
  int schedSetattr(long attributes) {
    return call(SYSCALL, SCHED_SETATTR, 0, attributes, 0, 0);
  }

  /** Without its timeout, which is only looked at after a packet: use SO_RCVTIMEO. */
  int recvmmsg(int descriptor, long messages, int many, int flags) {
    int received;
    try {
      received =
          (int) RECVMMSG_UNASKED.invokeExact(descriptor, messages, (long) many, (long) flags, 0L);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    return received >= 0 ? received : call(RECVMMSG, descriptor, messages, many, flags, 0);
  }

  int sendmmsg(int descriptor, long messages, int many, int flags) {
    int sent;
    try {
      sent =
          (int) SENDMMSG_UNASKED.invokeExact(descriptor, messages, (long) many, (long) flags, 0L);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    return sent >= 0 ? sent : call(SENDMMSG, descriptor, messages, many, flags, 0);
  }

  private int call(
      MethodHandle function, int first, long second, long third, long fourth, long fifth) {
    try {
      int returned = (int) function.invokeExact(callState, first, second, third, fourth, fifth);
      return returned < 0 ? -(int) ERRNO.get(callState, 0L) : returned;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("a call into the C library failed before it began", e);
  }
}
