package dev.leeward.querylog;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where records end. Owned by the writer's thread, but for {@link #abandon}. */
sealed interface Sink extends Closeable permits FileSink, SocketSink {
  /** Waits as long as it takes. */
  void write(List<byte[]> records) throws IOException;

  /** To where others see it. */
  void flush() throws IOException;

  /** Ends a write that waits; any thread. */
  void abandon();
}
