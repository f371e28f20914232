package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files written for a test, and what loading them finds. {@code # <- code} at the end of a line
 * says which findings that line must have.
 */
final class Written {
  private static final Pattern EXPECTED = Pattern.compile("# <- ([a-z0-9 -]+)$");

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Optional<String> instance = Optional.empty();

  Written(Path folder) {
    this.folder = folder;
  }

  Written instance(String name) {
    instance = Optional.of(name);
    return this;
  }

  Written environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A zone whose other records are these lines. */
  Written zone(String name, String records) {
    file(
        name + ".zone",
        """
        $TTL 300
        @ IN SOA ns1 hostmaster 1 7200 900 1209600 60
        @ NS ns1
        ns1 A 203.0.113.1
        """
            + records);
    return this;
  }

  Loaded load(String text) {
    return Loaded.load(file("leeward.conf", text), instance, environment);
  }

  Settings settings(String text) {
    Loaded loaded = load(text);
    assertEquals(List.of(), loaded.findings());
    return Objects.requireNonNull(loaded.settings());
  }

  /** Asserts that exactly the findings that the text is marked with are found, each at its line. */
  Loaded assertFindings(String text) {
    Loaded loaded = load(text);
    List<String> expected = expected(text);
    List<String> found =
        loaded.findings().stream()
            .filter(each -> each.file().equals(folder.resolve("leeward.conf").toString()))
            .map(each -> each.line() + " " + each.code())
            .toList();
    assertEquals(expected, found, () -> String.valueOf(loaded.findings()));
    return loaded;
  }

  private static List<String> expected(String text) {
    List<String> lines = text.lines().toList();
    return IntStream.range(0, lines.size())
        .boxed()
        .flatMap(i -> marks(lines.get(i)).map(code -> (i + 1) + " " + code))
        .toList();
  }

  private static Stream<String> marks(String line) {
    Matcher mark = EXPECTED.matcher(line);
    return mark.find() ? Pattern.compile(" ").splitAsStream(mark.group(1)) : Stream.of();
  }

  static Finding only(Loaded loaded, String code) {
    List<Finding> found =
        loaded.findings().stream().filter(each -> each.code().equals(code)).toList();
    assertEquals(1, found.size(), () -> String.valueOf(loaded.findings()));
    return found.getFirst();
  }

  static void assertSays(String part, Finding finding) {
    assertTrue(finding.toString().contains(part), finding.toString());
  }
}
