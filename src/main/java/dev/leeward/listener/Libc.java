package dev.leeward.listener;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
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
 * <p>The handles are constants, or nothing is compiled into the callers. Pointers are plain numbers
 * that the caller's arena keeps valid, which saves locking the arena at every call. The two that
 * carry packets are first called without asking for errno, which the JDK makes a segment for unless
 * its compiler sees that it need not; when they fail they are called again, and asked.
 */
@SuppressWarnings("restricted") // native access is what this class is for
final class Libc {
  /** Found before the handles are made: a C library without one of them is not used. */
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
          "sendmmsg");

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = handle("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      handle("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SETSOCKOPT =
      handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle GETSOCKOPT =
      handle("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SHUTDOWN = handle("shutdown", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = handle("close", JAVA_INT);
  private static final MethodHandle RECVMMSG = handle("recvmmsg", recvmmsgArguments());
  private static final MethodHandle RECVMMSG_UNASKED = unasked("recvmmsg", recvmmsgArguments());
  private static final MethodHandle SENDMMSG = handle("sendmmsg", sendmmsgArguments());
  private static final MethodHandle SENDMMSG_UNASKED = unasked("sendmmsg", sendmmsgArguments());

  private final MemorySegment callState;

  Libc(Arena arena) {
    this.callState = arena.allocate(CALL_STATE);
  }

  private static MethodHandle handle(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle unasked(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static MemoryLayout[] recvmmsgArguments() {
    return new MemoryLayout[] {JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG};
  }

  private static MemoryLayout[] sendmmsgArguments() {
    return new MemoryLayout[] {JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT};
  }

  /** Whether this process finds the function at all. */
  static boolean has(String function) {
    return Linker.nativeLinker().defaultLookup().find(function).isPresent();
  }

  int socket(int family, int type, int protocol) {
    try {
      return result((int) SOCKET.invokeExact(callState, family, type, protocol));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int bind(int descriptor, long address, int length) {
    try {
      return result((int) BIND.invokeExact(callState, descriptor, address, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int getsockname(int descriptor, long address, long length) {
    try {
      return result((int) GETSOCKNAME.invokeExact(callState, descriptor, address, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int setsockopt(int descriptor, int level, int option, long value, int length) {
    try {
      return result(
          (int) SETSOCKOPT.invokeExact(callState, descriptor, level, option, value, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int getsockopt(int descriptor, int level, int option, long value, long length) {
    try {
      return result(
          (int) GETSOCKOPT.invokeExact(callState, descriptor, level, option, value, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int shutdown(int descriptor, int how) {
    try {
      return result((int) SHUTDOWN.invokeExact(callState, descriptor, how));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int close(int descriptor) {
    try {
      return result((int) CLOSE.invokeExact(callState, descriptor));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Without its timeout, which is only looked at after a packet: use SO_RCVTIMEO. */
  int recvmmsg(int descriptor, long messages, int many, int flags) {
    try {
      int received = (int) RECVMMSG_UNASKED.invokeExact(descriptor, messages, many, flags, 0L);
      return received >= 0
          ? received
          : result((int) RECVMMSG.invokeExact(callState, descriptor, messages, many, flags, 0L));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int sendmmsg(int descriptor, long messages, int many, int flags) {
    try {
      int sent = (int) SENDMMSG_UNASKED.invokeExact(descriptor, messages, many, flags);
      return sent >= 0
          ? sent
          : result((int) SENDMMSG.invokeExact(callState, descriptor, messages, many, flags));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private int result(int returned) {
    return returned < 0 ? -(int) ERRNO.get(callState, 0L) : returned;
  }

  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("a call into the C library failed before it began", e);
  }
}
