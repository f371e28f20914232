package dev.leeward.control;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds, read again and again: contents are compared, because neither a rename nor a
 * mount keeps times that mean anything. Bad content changes nothing. Owned by whoever looks, one at
 * a time.
 */
final class FileWatch<T> {
  /** Reads all of it; the message of a failure says what is wrong and what to do. */
  interface Source<T> {
    T read() throws IOException;
  }

  /** Told once for each new content. */
  interface Told {
    void changed(String what);

    void refused(String why);
  }

  /**
   * What becomes of new content.
   *
   * @param words what is told of it
   */
  record Use<T>(Consumer<T> taking, Function<T, String> words) {}

  private final Source<T> source;
  private final Use<T> use;
  private final Told told;
  private T running;
  private @Nullable String trouble;
  private boolean troubleTold;

  FileWatch(T running, Source<T> source, Use<T> use, Told told) {
    this.running = running;
    this.source = source;
    this.use = use;
    this.told = told;
  }

  void look() {
    try {
      T now = source.read();
      if (!now.equals(running)) {
        use.taking().accept(now);
        running = now;
        told.changed(use.words().apply(now));
      }
      trouble = null;
      troubleTold = false;
    } catch (IOException e) {
      failed(String.valueOf(e.getMessage()));
    }
  }

  /** A file that is being written, or one of two, is bad for a moment: told when it stays so. */
  private void failed(String why) {
    boolean isTheSame = Objects.equals(why, trouble);
    if (isTheSame && !troubleTold) {
      told.refused(why);
    }
    troubleTold = isTheSame;
    trouble = why;
  }
}
