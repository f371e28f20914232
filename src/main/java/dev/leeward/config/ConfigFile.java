package dev.leeward.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HOCON file to settings. */
final class ConfigFile {
  private static final String LEEWARD = "leeward";
  private static final String INSTANCE = "leeward.instance";
  private static final String INSTANCES = "leeward.instances";
  private static final String INSTANCE_VARIABLE = "LEEWARD_INSTANCE";

  private final Path file;
  private final Map<String, String> environment;
  private final Findings findings;

  private ConfigFile(Path file, Map<String, String> environment, Findings findings) {
    this.file = file;
    this.environment = environment;
    this.findings = findings;
  }

  /**
   * @param instance from the command line; else the environment's, else the file's
   * @param environment for {@code ${?NAME}} and LEEWARD_INSTANCE
   * @return null when the file could not be read at all; else settings that are of use if no
   *     finding is an error
   */
  static @Nullable Settings read(
      Path file, Optional<String> instance, Map<String, String> environment, Findings findings) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      String why = Files.exists(file) ? " cannot be read" : " does not exist";
      findings.add(
          new Finding(
              Finding.Severity.ERROR,
              "no-configuration",
              file.toString(),
              0,
              "the configuration" + why,
              "give --config a file that this user can read"));
      return null;
    }
    ConfigFile reader = new ConfigFile(file, environment, findings);
    try {
      return reader.read(
          instance.or(() -> Optional.ofNullable(environment.get(INSTANCE_VARIABLE))));
    } catch (ConfigException e) {
      reader.refuse(e);
      return null;
    }
  }

  private @Nullable Settings read(Optional<String> chosen) {
    // By its place: by its name it would be looked for in every jar.
    Config reference =
        ConfigFactory.parseURL(
            Objects.requireNonNull(ConfigFile.class.getResource("/reference.conf")));
    Config said =
        ConfigFactory.parseFile(
            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    findings.remember("", said.root());
    if (isScalar(said.root().get(LEEWARD))) {
      findings.error(LEEWARD, "bad-value", "leeward is no object", "write it in braces");
      return null;
    }
    String instance = chosen.or(() -> saidInstance(said)).orElse(reference.getString(INSTANCE));
    Config named = ConfigFactory.parseMap(Map.of(INSTANCE, instance), "this instance's name");
    Config resolved = named.withFallback(said).resolve(substitutions());
    findings.remember("", resolved.root());
    return read(instance, resolved, reference);
  }

  private static boolean isScalar(@Nullable ConfigValue value) {
    try {
      return value != null && value.valueType() != ConfigValueType.OBJECT;
    } catch (ConfigException.NotResolved substitution) {
      return false;
    }
  }

  /** The file's {@code instance}; without one, the only one of its instances. */
  private Optional<String> saidInstance(Config said) {
    try {
      Config known = said.resolve(substitutions().setAllowUnresolved(true));
      if (known.hasPath(INSTANCE)) {
        return Optional.of(known.getString(INSTANCE));
      }
      return known.hasPath(INSTANCES) && known.getObject(INSTANCES).size() == 1
          ? known.getObject(INSTANCES).keySet().stream().findFirst()
          : Optional.empty();
    } catch (ConfigException.NotResolved e) {
      // The resolution that follows says with its line what is missing.
      return Optional.empty();
    }
  }

  private ConfigResolveOptions substitutions() {
    return ConfigResolveOptions.noSystem().appendResolver(new FromEnvironment(environment));
  }

  /** Looks up what the file itself does not define. */
  private record FromEnvironment(Map<String, String> environment) implements ConfigResolver {
    @Override
    public @Nullable ConfigValue lookup(String path) {
      String value = environment.get(path);
      return value == null ? null : ConfigValueFactory.fromAnyRef(value, "the environment");
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }

  private Settings read(String instance, Config said, Config reference) {
    for (String key : said.root().keySet()) {
      if (!key.equals(LEEWARD)) {
        findings.error(
            key, "unknown-key", "unknown key " + key, "put everything into leeward { ... }");
      }
    }
    Section root =
        new Section(
            LEEWARD, said.getConfig(LEEWARD).root(), reference.getConfig(LEEWARD).root(), findings);
    return new SettingsReader(file, instance, root, reference, findings).read();
  }

  /** The library's message begins with its own file and line, and may end with a long hint. */
  private void refuse(ConfigException e) {
    ConfigOrigin origin = e.origin();
    int line = origin == null ? 1 : Math.max(1, origin.lineNumber());
    String what =
        Optional.ofNullable(e.getMessage())
            .orElse("is no HOCON")
            .replaceFirst("(?s)^.*?: [0-9-]+: ", "")
            .replaceFirst("(?s) \\(?if you intended .*", "");
    String included = origin == null ? null : origin.filename();
    String where = included == null ? file.toString() : included;
    Finding.Severity error = Finding.Severity.ERROR;
    findings.add(
        switch (e) {
          case ConfigException.UnresolvedSubstitution _ ->
              new Finding(
                  error,
                  "unresolved-substitution",
                  where,
                  line,
                  what,
                  "define it in the file or the environment, or write ${?...} where it may lack");
          case ConfigException.WrongType _ ->
              new Finding(
                  error, "bad-value", where, line, what.strip(), "write it as in reference.conf");
          default ->
              new Finding(
                  error,
                  "bad-syntax",
                  where,
                  line,
                  what,
                  "correct the syntax (HOCON); put text with special characters in quotes");
        });
  }
}
