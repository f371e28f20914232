package dev.leeward.dashboard;

import dev.leeward.control.Site.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Styles and scripts, out of the program itself: an instance that is cut off shows its pages too.
 * An address carries its content's digest, so that a browser never mixes two versions. Immutable.
 */
final class Assets {
  private static final String FOLDER = "/assets/";
  private static final String WEBJARS = "META-INF/resources/webjars/";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private final Map<String, Page> byPath = new LinkedHashMap<>();
  private final Map<String, String> paths = new LinkedHashMap<>();

  Assets() {
    read("pico.css", WEBJARS + "picocss__pico/2.1.1/css/pico.min.css", STYLE);
    read("htmx.js", WEBJARS + "htmx.org/2.0.8/dist/htmx.min.js", SCRIPT);
    read("dashboard.css", "dashboard/dashboard.css", STYLE);
    read("dashboard.js", "dashboard/dashboard.js", SCRIPT);
    read("login.js", "dashboard/login.js", SCRIPT);
    read("icon.svg", "dashboard/icon.svg", "image/svg+xml");
  }

  private void read(String name, String resource, String type) {
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the distribution");
      }
      byte[] content = in.readAllBytes();
      String path = FOLDER + digest(content) + "/" + name;
      paths.put(name, path);
      byPath.put(path, new Page(200, type, new String(content, StandardCharsets.UTF_8), true));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  private static String digest(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  Optional<Page> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  String path(String name) {
    String path = paths.get(name);
    if (path == null) {
      throw new IllegalArgumentException("no asset " + name);
    }
    return path;
  }
}
