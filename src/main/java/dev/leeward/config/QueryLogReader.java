package dev.leeward.config;

import dev.leeward.querylog.QueryLogSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether queries are logged. Owned by one load. */
final class QueryLogReader {
  private static final String SOCKET = "unix:";
  private static final int LONGEST_SOCKET_PATH = 107;
  private static final int MOST_IN_A_SAMPLE = 1_000_000;
  private static final long LEAST_OCTETS = 64L << 10;
  private static final long MOST_OCTETS = 16L << 30;

  private QueryLogReader() {}

  /**
   * @param resolve a path as it is written
   * @return null when queries are not logged
   */
  static @Nullable QueryLogSettings read(Section block, Function<String, Path> resolve) {
    String format = block.word("format", List.of("dnstap", "text"));
    String to = block.optionalText("to");
    Integer oneIn =
        block.read("sample", QueryLogReader::oneIn, "write 1/1 for all, 1/100 for some");
    Long size = block.read("max-size", Sizes::parse, "write a number with a unit: 512KiB, 1GiB");
    if (size != null && (size < LEAST_OCTETS || size > MOST_OCTETS)) {
      block.wrong("max-size", "is not from 64KiB to 16GiB", "write a size between them");
    }
    int keep = block.integer("keep", 1, 1000);
    block.end();
    if (to == null) {
      return null;
    }
    boolean toSocket = to.startsWith(SOCKET);
    Path path = resolve.apply(toSocket ? to.substring(SOCKET.length()) : to);
    if (toSocket && path.toString().length() > LONGEST_SOCKET_PATH) {
      block.wrong("to", "is longer than a socket's path may be", "use a shorter one");
    }
    return new QueryLogSettings(
        QueryLogSettings.Format.valueOf(format.toUpperCase(Locale.ROOT)),
        toSocket,
        path,
        oneIn == null ? 1 : oneIn,
        size == null ? LEAST_OCTETS : size,
        keep);
  }

  private static int oneIn(String text) {
    int oneIn = text.matches("1/[0-9]{1,7}") ? Integer.parseInt(text.substring(2)) : 0;
    if (oneIn < 1 || oneIn > MOST_IN_A_SAMPLE) {
      throw new IllegalArgumentException("\"" + text + "\" is no share from 1/1 to 1/1000000");
    }
    return oneIn;
  }
}
