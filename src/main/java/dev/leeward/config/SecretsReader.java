package dev.leeward.config;

import dev.leeward.health.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Texts that nobody may see: written, from the environment, or in files. Owned by one load. */
final class SecretsReader {
  private final Function<String, Path> resolve;

  /**
   * @param resolve a path as it is written
   */
  SecretsReader(Function<String, Path> resolve) {
    this.resolve = resolve;
  }

  /** A path of the configuration. */
  Path path(String text) {
    return resolve.apply(text);
  }

  /** Texts by name, those of the file's keys from files. */
  Map<String, Secret> named(Section block, String key, String filesKey) {
    Map<String, Secret> named = new LinkedHashMap<>();
    Section written = block.section(key);
    for (String name : written.keys()) {
      Secret secret = written.optional(name, Secret::new, "write a text");
      if (secret != null) {
        named.put(name, secret);
      }
    }
    Section files = block.section(filesKey);
    for (String name : files.keys()) {
      Secret secret = files.optional(name, this::ofFile, "write a file's path");
      if (secret != null) {
        named.put(name, secret);
      }
    }
    return named;
  }

  /** The text at the key, or in the file at the other; null when there is neither. */
  @Nullable Secret one(Section block, String key, String fileKey) {
    Secret written = block.optional(key, Secret::new, "write a text");
    Secret inFile = block.optional(fileKey, this::ofFile, "write a file's path");
    if (written == null && inFile == null && !block.says(key) && !block.says(fileKey)) {
      block.wrong(fileKey, "is missing", "write it, or " + key + " = ${?ENVIRONMENT_VARIABLE}");
    }
    return inFile == null ? written : inFile;
  }

  private Secret ofFile(String path) {
    Path file = resolve.apply(path);
    try {
      Optional<String> first = Files.readAllLines(file).stream().findFirst().map(String::strip);
      return new Secret(first.orElse(""));
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the first line of " + file + " is empty", e);
    }
  }
}
