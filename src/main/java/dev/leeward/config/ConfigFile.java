package dev.leeward.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HOCON file to settings. */
final class ConfigFile {
  private static final String LEEWARD = "leeward";
  private static final String INSTANCE_VARIABLE = "LEEWARD_INSTANCE";

  private ConfigFile() {}

  /**
   * @param instance from the command line; else the environment's, else the file's
   * @param environment for {@code ${?NAME}} and LEEWARD_INSTANCE
   * @return null when the file could not be read at all; else settings that are of use if no
   *     finding is an error
   */
  static @Nullable Settings read(
      Path file, Optional<String> instance, Map<String, String> environment, Findings findings) {
    if (!Files.isReadable(file)) {
      findings.error(
          "", "no-configuration", file + " cannot be read", "give --config a readable file");
      return null;
    }
    try {
      Config reference =
          ConfigFactory.parseResources(ConfigFile.class.getClassLoader(), "reference.conf");
      Config said =
          ConfigFactory.parseFile(
              file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
      Optional<String> chosen =
          instance.or(() -> Optional.ofNullable(environment.get(INSTANCE_VARIABLE)));
      if (chosen.isPresent()) {
        said =
            said.withValue(
                "leeward.instance",
                ConfigValueFactory.fromAnyRef(chosen.get(), "the command line"));
      }
      String name =
          said.hasPath("leeward.instance")
              ? said.getString("leeward.instance")
              : reference.getString("leeward.instance");
      Config named = said.withValue("leeward.instance", ConfigValueFactory.fromAnyRef(name));
      return read(file, name, resolve(named, environment), reference, findings);
    } catch (ConfigException e) {
      int line = e.origin() == null ? 1 : Math.max(1, e.origin().lineNumber());
      String what =
          Optional.ofNullable(e.getMessage())
              .orElse("is no HOCON")
              .replaceAll("^.*?: [0-9-]+: ", "");
      findings.add(
          new Finding(
              Finding.Severity.ERROR,
              "bad-syntax",
              file.toString(),
              line,
              what,
              "correct the file's syntax"));
      return null;
    }
  }

  private static Config resolve(Config said, Map<String, String> environment) {
    return said.resolve(
        ConfigResolveOptions.noSystem().appendResolver(new FromEnvironment(environment)));
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

  private static Settings read(
      Path file, String instance, Config said, Config reference, Findings findings) {
    for (String key : said.root().keySet()) {
      if (!key.equals(LEEWARD)) {
        findings.remember(key, said.root().get(key).origin());
        findings.error(
            key, "unknown-key", "unknown key " + key, "put everything into leeward { ... }");
      }
    }
    Config own = said.hasPath(LEEWARD) ? said.getConfig(LEEWARD) : ConfigFactory.empty();
    Section root = new Section(LEEWARD, own.root(), reference.getConfig(LEEWARD).root(), findings);
    return new SettingsReader(
            file, instance, root, reference.getConfig("leeward-defaults"), findings)
        .read();
  }
}
