package dev.leeward.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of the configuration with its defaults. Every key that is read is known; {@link #end}
 * reports the rest. What cannot be read becomes a finding and a stand-in, so that one look lists
 * everything. Owned by one load.
 */
final class Section {
  private static final ConfigObject EMPTY = ConfigFactory.empty().root();

  private final String path;
  private final ConfigObject object;
  private final ConfigObject defaults;
  private final Findings findings;
  private final TreeSet<String> known = new TreeSet<>();

  Section(String path, ConfigObject object, ConfigObject defaults, Findings findings) {
    this.path = path;
    this.object = object;
    this.defaults = defaults;
    this.findings = findings;
  }

  String path() {
    return path;
  }

  String path(String key) {
    return path + "." + key;
  }

  /** Whether the file itself has that key, with a value. */
  boolean says(String key) {
    known.add(key);
    ConfigValue value = object.get(key);
    return value != null && value.valueType() != ConfigValueType.NULL;
  }

  private @Nullable ConfigValue value(String key) {
    known.add(key);
    ConfigValue said = object.get(key);
    ConfigValue value = said != null ? said : defaults.get(key);
    return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
  }

  void wrong(String key, String what, String whatToDo) {
    findings.error(path(key), "bad-value", path(key) + " " + what, whatToDo);
  }

  /** A key that must be there, and why it has no default. */
  void missing(String key, String why, String whatToDo) {
    findings.error(path(key), "missing-key", path(key) + " is missing: " + why, whatToDo);
  }

  private static boolean isScalar(ConfigValue value) {
    return value.valueType() != ConfigValueType.OBJECT && value.valueType() != ConfigValueType.LIST;
  }

  private static String kind(ConfigValue value) {
    String kind = value.valueType().name().toLowerCase(Locale.ROOT);
    return (kind.startsWith("o") ? "an " : "a ") + kind;
  }

  @Nullable String optionalText(String key) {
    ConfigValue value = value(key);
    if (value == null) {
      return null;
    }
    if (!isScalar(value)) {
      wrong(key, "is " + kind(value) + ", not one value", "write one value");
      return null;
    }
    return String.valueOf(value.unwrapped());
  }

  /** A text that must be there. */
  @Nullable String text(String key) {
    if (value(key) == null) {
      findings.error(path(key), "missing-key", path(key) + " is missing", "add it");
    }
    return optionalText(key);
  }

  /**
   * Reads a text by {@code reader}, whose IllegalArgumentException becomes the finding; null when
   * it is missing or wrong.
   */
  <T> @Nullable T read(String key, Function<String, T> reader, String whatToDo) {
    String text = text(key);
    return text == null ? null : read(path(key), text, reader, whatToDo);
  }

  /** The same where the key may be missing; null then. */
  <T> @Nullable T optional(String key, Function<String, T> reader, String whatToDo) {
    return value(key) == null ? null : read(key, reader, whatToDo);
  }

  private <T> @Nullable T read(
      String at, String text, Function<String, T> reader, String whatToDo) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      findings.error(at, "bad-value", at + ": " + e.getMessage(), whatToDo);
      return null;
    }
  }

  /** A list of texts, or one text that stands for a list of one, each read by {@code reader}. */
  <T> List<T> readOneOrMore(String key, Function<String, T> reader, String whatToDo) {
    ConfigValue value = value(key);
    if (value == null || value instanceof ConfigList || !isScalar(value)) {
      return readAll(key, reader, whatToDo);
    }
    T one = read(path(key), String.valueOf(value.unwrapped()), reader, whatToDo);
    return one == null ? List.of() : List.of(one);
  }

  /** Reads each text of a list; a wrong one is a finding at its own line. */
  <T> List<T> readAll(String key, Function<String, T> reader, String whatToDo) {
    List<T> all = new ArrayList<>();
    List<ConfigValue> values = values(key);
    for (int i = 0; i < values.size(); i++) {
      String at = Findings.element(path(key), i);
      ConfigValue value = values.get(i);
      if (!isScalar(value) || value.valueType() == ConfigValueType.NULL) {
        findings.error(at, "bad-value", at + " is " + kind(value) + ", not a text", whatToDo);
        continue;
      }
      T element = read(at, String.valueOf(value.unwrapped()), reader, whatToDo);
      if (element != null) {
        findings.rememberAlso(Findings.element(path(key), element), at);
        all.add(element);
      }
    }
    return all;
  }

  /** The list's elements; none when the key is missing, or wrong, which is then a finding. */
  private List<ConfigValue> values(String key) {
    ConfigValue value = value(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof ConfigList list) {
      return list;
    }
    wrong(key, "is no list", "write it in square brackets");
    return List.of();
  }

  /** The same with that in place of the defaults that it has. */
  Section over(ConfigObject preset) {
    return new Section(path, object, preset.withFallback(defaults), findings);
  }

  /** What is written there, whatever it is; to be looked at before it is read. */
  String written(String key) {
    ConfigValue value = object.get(key);
    return value == null ? "" : String.valueOf(value.unwrapped());
  }

  boolean isObject(String key) {
    return value(key) instanceof ConfigObject;
  }

  /** What the file itself has here, by its lines; for an object whose keys are names. */
  List<String> keys() {
    return object.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, ConfigValue> entry) ->
                    entry.getValue().origin().lineNumber())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the list is there and empty, or missing: not when it is wrong. */
  boolean isEmpty(String key) {
    ConfigValue value = value(key);
    return value == null || value instanceof ConfigList list && list.isEmpty();
  }

  int integer(String key, int least, int most) {
    ConfigValue value = value(key);
    // By way of the environment a number arrives as text.
    String text = value == null || !isScalar(value) ? "" : String.valueOf(value.unwrapped());
    if (text.matches("-?[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    wrong(key, "is no whole number from " + least + " to " + most, "write one");
    return least;
  }

  /** A number from 0 to 1. */
  double share(String key) {
    String text = text(key);
    if (text == null) {
      return 0;
    }
    // A number in quotes stays as it was written, one without may arrive as 5.0E-4.
    boolean isNumber = text.matches("[0-9]*\\.?[0-9]+(E-?[0-9]+)?");
    double share = isNumber ? Double.parseDouble(text) : -1;
    if (share < 0 || share > 1) {
      wrong(key, "is \"" + text + "\", not a share", "write a number from 0 to 1, as 0.2");
      return 0;
    }
    return share;
  }

  boolean flag(String key) {
    String text = text(key);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      wrong(key, "is neither true nor false", "write one of them");
    }
    return "true".equals(text);
  }

  Duration duration(String key) {
    Duration duration = read(key, Durations::parse, "write a number with a unit: 500ms, 10s, 5m");
    return duration == null ? Duration.ofSeconds(1) : duration;
  }

  Duration positiveDuration(String key) {
    Duration duration = duration(key);
    if (duration.isZero()) {
      wrong(key, "is zero", "write a longer time");
      return Duration.ofSeconds(1);
    }
    return duration;
  }

  /** Whether that word is there in place of what else may be. */
  boolean isWord(String key, String word) {
    ConfigValue value = value(key);
    return value != null && word.equals(value.unwrapped());
  }

  /** One of the words that are accepted, or the first of them. */
  String word(String key, List<String> accepted) {
    String text = text(key);
    if (text != null && accepted.contains(text)) {
      return text;
    }
    if (text != null) {
      wrong(key, "is \"" + text + "\"", "write " + String.join(" or ", accepted));
    }
    return accepted.getFirst();
  }

  /** The object at that key, over its defaults; empty when it is no object, which is a finding. */
  Section section(String key) {
    ConfigValue value = value(key);
    if (value != null && !(value instanceof ConfigObject)) {
      wrong(key, "is no object", "write it in braces");
    }
    ConfigObject fallback = defaults.get(key) instanceof ConfigObject found ? found : EMPTY;
    ConfigObject said = object.get(key) instanceof ConfigObject found ? found : EMPTY;
    return new Section(path(key), said, fallback, findings);
  }

  /** Named objects, each over the same defaults; by their lines, on one line by their names. */
  Map<String, Section> sections(String key, ConfigObject template) {
    Map<String, Section> sections = new LinkedHashMap<>();
    Section all = section(key);
    all.object.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, ConfigValue> entry) ->
                    entry.getValue().origin().lineNumber())
                .thenComparing(Map.Entry::getKey))
        .forEach(entry -> {
          String at = all.path(entry.getKey());
          if (entry.getValue() instanceof ConfigObject one) {
            sections.put(entry.getKey(), new Section(at, one, template, findings));
          } else {
            findings.error(at, "bad-value", at + " is no object", "write it in braces");
          }
        });
    return sections;
  }

  List<Section> list(String key, ConfigObject template) {
    List<Section> sections = new ArrayList<>();
    List<ConfigValue> values = values(key);
    for (int i = 0; i < values.size(); i++) {
      String at = Findings.element(path(key), i);
      if (values.get(i) instanceof ConfigObject one) {
        sections.add(new Section(at, one, template, findings));
      } else {
        findings.error(at, "bad-value", at + " is no object", "write it in braces");
      }
    }
    return sections;
  }

  /** Reports every key that nobody asked for. */
  void end() {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        String near = Suggestion.nearest(key, known);
        String advice =
            near == null
                ? "remove it; known here: " + String.join(", ", known)
                : "did you mean " + near + "?";
        findings.error(path(key), "unknown-key", "unknown key " + path(key), advice);
      }
    }
  }
}
