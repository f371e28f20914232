package dev.leeward.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The manual's page on findings, taken apart. */
record FindingsPage(String index, String base, String baseZone, List<Section> sections) {
  private static final Pattern HEADING = Pattern.compile("(?m)^### (.+)$");
  private static final Pattern INDENTED = Pattern.compile("(?m)(?:^ {4}.*\n|^\n(?= {4}))+");
  private static final Pattern LINK = Pattern.compile("\\[([a-z-]+)]\\(#([a-z-]+)\\)");

  /** What the page says about one code. */
  record Section(String code, String text) {
    /** What stands in the block of that kind. */
    Optional<String> block(String kind) {
      Matcher found =
          Pattern.compile("(?s)```" + Pattern.quote(kind) + "\n(.*?)\n```").matcher(text);
      return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    String severity() {
      return block("error").isPresent() ? "error" : "warning";
    }

    /** The finding as {@code check} prints it, without its place. */
    String said() {
      return block(severity()).orElseThrow(() -> new AssertionError(code + " is never said"));
    }

    boolean hasExample() {
      return Stream.of("hocon", "zone", "part.zone").anyMatch(kind -> block(kind).isPresent());
    }
  }

  static FindingsPage read(Path page) throws IOException {
    String text = Files.readString(page);
    int index = text.indexOf("\n## Index\n");
    int first = text.indexOf("\n## ", index + 1);
    List<String> indented =
        INDENTED.matcher(text.substring(0, index)).results().map(each -> each.group()).toList();
    String whole = String.join("", indented).replaceAll("(?m)^ {4}", "");
    int zone = whole.indexOf("$TTL");
    return new FindingsPage(
        text.substring(index, first),
        whole.substring(0, zone),
        whole.substring(zone),
        sections(text.substring(first)));
  }

  private static List<Section> sections(String text) {
    List<Integer> starts = HEADING.matcher(text).results().map(each -> each.start()).toList();
    return Stream.iterate(0, i -> i < starts.size(), i -> i + 1)
        .map(i ->
            text.substring(
                starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : text.length()))
        .map(each -> new Section(each.substring(4, each.indexOf('\n')), each))
        .toList();
  }

  List<String> codes() {
    return sections.stream().map(Section::code).toList();
  }

  /** What the index leads to, in its order. */
  List<String> indexed() {
    return LINK.matcher(index)
        .results()
        .filter(each -> each.group(1).equals(each.group(2)))
        .map(each -> each.group(1))
        .toList();
  }
}
