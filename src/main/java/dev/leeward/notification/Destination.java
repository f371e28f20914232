package dev.leeward.notification;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where notices go, and in which form. */
public sealed interface Destination {
  /** What may be shown of it: often the rest of a webhook's URL is its password. */
  String shown();

  /** The configuration's word. */
  String type();

  /**
   * JSON by POST.
   *
   * @param secret signs the body; null: it is not signed
   */
  record Webhook(Hidden url, @Nullable Hidden secret) implements Destination {
    @Override
    public String shown() {
      return host(url);
    }

    @Override
    public String type() {
      return "webhook";
    }
  }

  /** What Slack, Mattermost, Rocket.Chat and others take: {@code {"text": ...}}. */
  record Slack(Hidden url) implements Destination {
    @Override
    public String shown() {
      return host(url);
    }

    @Override
    public String type() {
      return "slack";
    }
  }

  /** PagerDuty's Events API v2, which others speak too. */
  record PagerDuty(Hidden url, Hidden routingKey) implements Destination {
    @Override
    public String shown() {
      return host(url);
    }

    @Override
    public String type() {
      return "pagerduty";
    }
  }

  /** How a mail server is spoken to. */
  enum Security {
    /** TLS from the first octet, mostly on port 465. */
    TLS,
    /** TLS before anything is said that matters (RFC 3207); without it nothing is sent. */
    STARTTLS,
    NONE
  }

  /**
   * Mail by SMTP.
   *
   * @param user null: the server asks for none
   */
  record Mail(
      String host,
      int port,
      Security security,
      @Nullable String user,
      @Nullable Hidden password,
      String from,
      List<String> to)
      implements Destination {
    public Mail {
      to = List.copyOf(to);
    }

    @Override
    public String shown() {
      return String.join(",", to) + " by " + host + ":" + port;
    }

    @Override
    public String type() {
      return "mail";
    }
  }

  private static String host(Hidden url) {
    URI uri = URI.create(url.text());
    return uri.getScheme() + "://" + uri.getAuthority();
  }
}
