package dev.leeward.config;

import dev.leeward.notification.Destination;
import dev.leeward.notification.Hidden;
import dev.leeward.notification.NoticeKind;
import dev.leeward.notification.NotificationSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who is told of changes. Owned by one load. */
final class NotificationsReader {
  private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";
  private static final List<String> TYPES = List.of("webhook", "slack", "pagerduty", "mail");
  private static final List<String> SECURITIES = List.of("starttls", "tls", "none");
  private static final String OTHER_TYPE = "remove it, or change type";

  private final Findings findings;
  private final Function<String, Path> resolve;
  private final Set<String> services;
  private final Set<String> regions;

  /**
   * @param resolve a path as it is written
   * @param services the names there are
   * @param regions the names there are
   */
  NotificationsReader(
      Findings findings,
      Function<String, Path> resolve,
      Set<String> services,
      Set<String> regions) {
    this.findings = findings;
    this.resolve = resolve;
    this.services = Set.copyOf(services);
    this.regions = Set.copyOf(regions);
  }

  List<NotificationSettings> read(Map<String, Section> blocks) {
    List<NotificationSettings> all = new ArrayList<>();
    blocks.forEach((name, block) -> {
      SymbolicNames.check(name, block.path(), findings);
      NotificationSettings one = read(name, block);
      if (one != null) {
        all.add(one);
      }
      block.end();
    });
    return all;
  }

  private @Nullable NotificationSettings read(String name, Section block) {
    String type = block.word("type", TYPES);
    Destination destination =
        switch (type) {
          case "slack" -> slack(block);
          case "pagerduty" -> pagerDuty(block);
          case "mail" -> mail(block);
          default -> webhook(block);
        };
    Set<NoticeKind> events =
        new HashSet<>(
            block.readAll("events", NoticeKind::parse, "write out, in, override or released"));
    if (type.equals("pagerduty")
        && (events.contains(NoticeKind.OVERRIDE) || events.contains(NoticeKind.RELEASED))) {
      block.wrong(
          "events",
          "has what an operator does, of which no incident is made",
          "leave override and released out");
    }
    Path caFile = block.optional("ca-file", this::readable, "write a file's path");
    NotificationSettings settings =
        destination == null
            ? null
            : new NotificationSettings(
                name,
                destination,
                caFile,
                events,
                known("services", services, block),
                known("regions", regions, block),
                block.positiveDuration("give-up-after"));
    List.of("services", "regions", "give-up-after").forEach(block::says);
    return settings;
  }

  private Set<String> known(String key, Set<String> names, Section block) {
    return new HashSet<>(
        block.readAll(
            key,
            text -> {
              if (!names.contains(text)) {
                throw new IllegalArgumentException("there is no " + text);
              }
              return text;
            },
            "write one of: " + String.join(", ", new java.util.TreeSet<>(names))));
  }

  private @Nullable Destination webhook(Section block) {
    Hidden url = url(block, null);
    Hidden secret = secret(block, "secret");
    refuse(block, "routing-key", "routing-key-file");
    refuseMail(block);
    return url == null ? null : new Destination.Webhook(url, secret);
  }

  private @Nullable Destination slack(Section block) {
    Hidden url = url(block, null);
    refuse(block, "secret", "secret-file", "routing-key", "routing-key-file");
    refuseMail(block);
    return url == null ? null : new Destination.Slack(url);
  }

  private @Nullable Destination pagerDuty(Section block) {
    Hidden url = url(block, PAGERDUTY);
    Hidden key = secret(block, "routing-key");
    if (key == null && !block.says("routing-key") && !block.says("routing-key-file")) {
      block.wrong("routing-key-file", "is missing", "write a file with the integration's key");
    }
    refuse(block, "secret", "secret-file");
    refuseMail(block);
    return url == null || key == null ? null : new Destination.PagerDuty(url, key);
  }

  private @Nullable Destination mail(Section block) {
    refuse(block, "url", "url-file", "secret", "secret-file", "routing-key", "routing-key-file");
    String host = block.text("host");
    String security = block.word("security", SECURITIES);
    int usual = security.equals("tls") ? 465 : security.equals("none") ? 25 : 587;
    int port = block.says("port") ? block.integer("port", 1, 65_535) : usual;
    String user = block.optionalText("user");
    Hidden password = secret(block, "password");
    if ((user == null) == (password != null)) {
      block.wrong(user == null ? "user" : "password-file", "is missing", "write both, or neither");
    } else if (user != null && security.equals("none")) {
      block.wrong("security", "is none, and would show the password", "write starttls or tls");
    }
    String from = block.read("from", NotificationsReader::address, "write it as dns@example.com");
    List<String> to =
        block.readOneOrMore("to", NotificationsReader::address, "write it as ops@example.com");
    if (block.isEmpty("to")) {
      block.wrong("to", "is missing", "write who gets the mail");
    }
    return host == null || from == null || to.isEmpty()
        ? null
        : new Destination.Mail(
            host,
            port,
            Destination.Security.valueOf(security.toUpperCase(java.util.Locale.ROOT)),
            user,
            password,
            from,
            to);
  }

  private static void refuseMail(Section block) {
    block.optionalText("security");
    refuse(block, "host", "port", "user", "password", "password-file", "from", "to");
  }

  private static void refuse(Section block, String... keys) {
    for (String key : keys) {
      if (block.says(key)) {
        block.wrong(key, "is not for that type", OTHER_TYPE);
      }
    }
  }

  private @Nullable Hidden url(Section block, @Nullable String usual) {
    Hidden url = secret(block, "url");
    if (url == null && !block.says("url") && !block.says("url-file")) {
      if (usual != null) {
        return new Hidden(usual);
      }
      block.wrong("url-file", "is missing", "write a file with the URL, or url");
    }
    if (url != null && !isUrl(url.text())) {
      block.wrong(
          block.says("url") ? "url" : "url-file", "is no http or https URL", "write a whole URL");
      return null;
    }
    return url;
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return isHttp && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  /** The text at the key, or the first line of the file at its -file. */
  private @Nullable Hidden secret(Section block, String key) {
    Hidden written = block.optional(key, Hidden::new, "write a text");
    Hidden inFile =
        block.optional(key + "-file", this::firstLine, "write the path of a file with one line");
    return inFile == null ? written : inFile;
  }

  private Hidden firstLine(String path) {
    Path file = readable(path);
    try {
      String first = Files.readAllLines(file).stream().findFirst().map(String::strip).orElse("");
      return new Hidden(first);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the first line of " + file + " is empty", e);
    }
  }

  private Path readable(String path) {
    Path file = resolve.apply(path);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(file + " cannot be read");
    }
    return file;
  }

  /** As the server will be told it: nothing in it may be a command of its own. */
  private static String address(String text) {
    if (!text.matches("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}")) {
      throw new IllegalArgumentException("\"" + text + "\" is no mail address");
    }
    return text;
  }
}
