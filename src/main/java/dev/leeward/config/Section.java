package dev.leeward.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of the configuration with its defaults. Every key that is read is known; {@link #end}
 * reports the rest. What cannot be read becomes a finding and its default, so that one look lists
 * everything. Owned by one load.
 */
final class Section {
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
    findings.remember(path, object.origin());
    object.forEach((key, value) -> findings.remember(path(key), value.origin()));
  }

  String path(String key) {
    return path + "." + key;
  }

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

  private void wrong(String key, String what, String whatToDo) {
    findings.error(path(key), "bad-value", path(key) + " " + what, whatToDo);
  }

  @Nullable String optionalText(String key) {
    ConfigValue value = value(key);
    if (value == null) {
      return null;
    }
    if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
      wrong(
          key,
          "is a " + value.valueType().name().toLowerCase(java.util.Locale.ROOT) + ", not a text",
          "write one value");
      return null;
    }
    return String.valueOf(value.unwrapped());
  }

  /** A text that must be there. */
  @Nullable String text(String key) {
    String text = optionalText(key);
    if (text == null && value(key) == null) {
      findings.error(path, "missing-key", path(key) + " is missing", "add it");
    }
    return text;
  }

  /**
   * Reads a text by {@code reader}, whose IllegalArgumentException becomes the finding; null when
   * it is missing or wrong.
   */
  <T> @Nullable T read(String key, Function<String, T> reader, String whatToDo) {
    String text = text(key);
    return text == null ? null : read(path(key), text, reader, whatToDo);
  }

  <T> @Nullable T read(String at, String text, Function<String, T> reader, String whatToDo) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      findings.error(at, "bad-value", at + ": " + e.getMessage(), whatToDo);
      return null;
    }
  }

  int integer(String key, int least, int most) {
    ConfigValue value = value(key);
    if (value != null
        && value.unwrapped() instanceof Number number
        && number.doubleValue() == number.intValue()) {
      if (number.intValue() >= least && number.intValue() <= most) {
        return number.intValue();
      }
    }
    wrong(key, "is no whole number from " + least + " to " + most, "write one");
    return least;
  }

  boolean flag(String key) {
    ConfigValue value = value(key);
    if (value != null && value.unwrapped() instanceof Boolean flag) {
      return flag;
    }
    wrong(key, "is neither true nor false", "write one of them");
    return false;
  }

  Duration duration(String key) {
    String text = optionalText(key);
    Duration duration =
        text == null
            ? null
            : read(path(key), text, Durations::parse, "write a number with a unit: 500ms, 10s, 5m");
    return duration == null ? Duration.ofSeconds(1) : duration;
  }

  List<String> texts(String key) {
    ConfigValue value = value(key);
    List<String> texts = new ArrayList<>();
    if (value instanceof ConfigList list) {
      for (int i = 0; i < list.size(); i++) {
        findings.remember(path(key) + "[" + i + "]", list.get(i).origin());
        texts.add(String.valueOf(list.get(i).unwrapped()));
      }
    } else if (value != null) {
      wrong(key, "is no list", "write it in square brackets");
    }
    return texts;
  }

  /** A text or a list of texts. */
  List<String> textOrTexts(String key) {
    ConfigValue value = value(key);
    return value instanceof ConfigList
        ? texts(key)
        : value == null ? List.of() : List.of(String.valueOf(value.unwrapped()));
  }

  Section section(String key) {
    ConfigValue value = value(key);
    ConfigObject inner = value instanceof ConfigObject found ? found : EMPTY;
    if (value != null && !(value instanceof ConfigObject)) {
      wrong(key, "is no object", "write it in braces");
    }
    ConfigObject fallback = defaults.get(key) instanceof ConfigObject found ? found : EMPTY;
    ConfigObject said = object.get(key) instanceof ConfigObject ? inner : EMPTY;
    return new Section(path(key), said, fallback, findings);
  }

  /** Named objects, each over the same defaults; in the order in which they were written. */
  Map<String, Section> sections(String key, ConfigObject template) {
    Map<String, Section> sections = new LinkedHashMap<>();
    if (value(key) instanceof ConfigObject all) {
      findings.remember(path(key), all.origin());
      all.entrySet().stream()
          .sorted(
              java.util.Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
          .forEach(entry -> {
            String at = path(key) + "." + entry.getKey();
            findings.remember(at, entry.getValue().origin());
            if (entry.getValue() instanceof ConfigObject one) {
              sections.put(entry.getKey(), new Section(at, one, template, findings));
            } else {
              findings.error(at, "bad-value", at + " is no object", "write it in braces");
            }
          });
    } else if (value(key) != null) {
      wrong(key, "is no object", "write it in braces");
    }
    return sections;
  }

  List<Section> list(String key, ConfigObject template) {
    List<Section> sections = new ArrayList<>();
    if (value(key) instanceof ConfigList list) {
      for (int i = 0; i < list.size(); i++) {
        String at = path(key) + "[" + i + "]";
        findings.remember(at, list.get(i).origin());
        if (list.get(i) instanceof ConfigObject one) {
          sections.add(new Section(at, one, template, findings));
        } else {
          findings.error(at, "bad-value", at + " is no object", "write it in braces");
        }
      }
    } else if (value(key) != null) {
      wrong(key, "is no list", "write it in square brackets");
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

  private static final ConfigObject EMPTY = com.typesafe.config.ConfigFactory.empty().root();
}
