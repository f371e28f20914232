package dev.leeward.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.leeward.zone.ZoneDefectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the manual lists is what there is. */
class ManualTest {
  private static final Path MANUAL = Path.of("src/site/markdown");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

  @Test
  void theTableOfDefectsIsEveryDefectWithItsSeverity() throws IOException {
    List<String> written = rows("zones.md", "\\| `([a-z-]+)` \\| (error|warning) \\|");
    List<String> real =
        Arrays.stream(ZoneDefectKind.values())
            .map(kind -> kind.code() + " " + kind.severity().name().toLowerCase(Locale.ROOT))
            .toList();
    assertEquals(sorted(real), sorted(written));
  }

  @Test
  void everyFindingInTheTableExistsInTheCode() throws IOException {
    StringBuilder code = new StringBuilder();
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/leeward/config"))) {
      for (Path source : sources.toList()) {
        code.append(Files.readString(source));
      }
    }
    List<String> written = rows("configuration.md", "\\| `([a-z-]+)` \\| (?:error|warning) \\|");
    assertTrue(written.size() > 10, "the table is missing");
    written.forEach(finding -> assertTrue(isIn(code, finding), "no finding " + finding));
  }

  @Test
  void theKeysInTheTableHaveTheDefaultsOfReferenceConf() throws IOException {
    Config reference = ConfigFactory.parseResources("reference.conf").getConfig("leeward");
    List<String> rows = rows("configuration.md", "\\| `([a-z.-]+)` \\| `([^`]+)` \\|");
    assertTrue(rows.size() > 10, "the table is missing");
    for (String row : rows) {
      String key = row.substring(0, row.indexOf(' '));
      Config written = ConfigFactory.parseString(key + " = " + row.substring(key.length() + 1));
      assertTrue(reference.hasPathOrNull(key), "no key " + key);
      assertEquals(value(reference, key), value(written, key), key);
    }
  }

  private static @Nullable Object value(Config config, String key) {
    return config.getIsNull(key) ? null : config.getValue(key).unwrapped();
  }

  @Test
  void theTableOfPathsIsTheOpenApiDescription() throws IOException {
    String description = Files.readString(Path.of("src/main/resources/openapi/leeward-v1.yaml"));
    assertEquals(
        sorted(matches(description, Pattern.compile("(?m)^  (/[^:]+):"))),
        sorted(rows("http-api.md", "\\| `(/[^`]+)` \\| (?:GET|POST) \\|")));
  }

  @Test
  void noLinkOfManualOrReadmeLeadsNowhere() throws IOException {
    try (Stream<Path> pages = Files.walk(MANUAL)) {
      List<Path> all = Stream.concat(pages, Stream.of(Path.of("README.md"))).toList();
      for (Path page : all.stream().filter(each -> each.toString().endsWith(".md")).toList()) {
        for (String link : matches(Files.readString(page), LINK)) {
          assertTrue(
              Files.exists(page.toAbsolutePath().resolveSibling(link)), page + " links to " + link);
        }
      }
    }
  }

  private static List<String> rows(String page, String row) throws IOException {
    return matches(Files.readString(MANUAL.resolve(page)), Pattern.compile("(?m)^" + row));
  }

  /** A few are put together: {@code "unknown-" + kind}. */
  private static boolean isIn(CharSequence code, String finding) {
    String beginning = finding.substring(0, finding.indexOf('-') + 1);
    return code.toString().contains('"' + finding + '"')
        || code.toString().contains('"' + beginning + "\" + ");
  }

  /** All groups of each match, with a blank between. */
  private static List<String> matches(String text, Pattern pattern) {
    return pattern.matcher(text).results().map(ManualTest::groups).toList();
  }

  private static String groups(MatchResult match) {
    StringBuilder groups = new StringBuilder(match.group(1));
    for (int i = 2; i <= match.groupCount(); i++) {
      groups.append(' ').append(match.group(i));
    }
    return groups.toString();
  }

  private static TreeSet<String> sorted(List<String> some) {
    return some.stream().collect(toCollection(TreeSet::new));
  }
}
