package dev.leeward.answer;

import dev.leeward.serving.AnswerSettings;
import dev.leeward.wire.Edns;
import dev.leeward.wire.EdnsOption;
import dev.leeward.zone.Zone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be said beside the answer, the more wanted first: what does not fit is left out. Pure.
 */
final class AnswerOptions {
  /** RFC 8914 sections 4.1, 4.15 and 4.21. */
  private static final int OTHER_ERROR = 0;

  private static final int NOT_READY = 14;
  private static final int NOT_AUTHORITATIVE = 20;

  private AnswerOptions() {}

  static List<EdnsOption> of(
      @Nullable Edns edns, Cookie cookie, Reply reply, Client client, AnswerSettings settings) {
    if (edns == null || edns.options().isEmpty() && !reply.hasRemark()) {
      return List.of();
    }
    List<EdnsOption> options = new ArrayList<>(4);
    if (cookie.reply() != null) {
      options.add(cookie.reply());
    }
    if (client.transport().isStream() && edns.option(EdnsOption.TCP_KEEPALIVE) != null) {
      options.add(EdnsOption.keepalive(client.idleTenths()));
    }
    if (settings.nsid() != null && edns.option(EdnsOption.NSID) != null) {
      byte[] octets = settings.nsid().getBytes(StandardCharsets.UTF_8);
      options.add(new EdnsOption(EdnsOption.NSID, octets));
    }
    addZoneVersion(edns, reply, options);
    addRemark(edns, reply, client, settings, options);
    return options;
  }

  /** Of the zone that the name asked for lies in; an option with content is ignored (RFC 9660). */
  private static void addZoneVersion(Edns edns, Reply reply, List<EdnsOption> options) {
    EdnsOption asked = edns.option(EdnsOption.ZONEVERSION);
    Zone zone = reply.zone();
    if (asked != null && asked.length() == 0 && zone != null) {
      options.add(EdnsOption.zoneVersion(zone.origin().labelCount(), zone.serial()));
    }
  }

  private static void addRemark(
      Edns edns, Reply reply, Client client, AnswerSettings settings, List<EdnsOption> options) {
    if (reply.notReady() != null) {
      String text = "zone " + reply.notReady() + " is not loaded";
      options.add(EdnsOption.extendedError(NOT_READY, text));
    } else if (reply.isOutsideOfZones()) {
      options.add(EdnsOption.extendedError(NOT_AUTHORITATIVE, ""));
    } else if (reply.explanation() != null
        && settings.mayExplainTo(client.address())
        && (client.transport().isStream() || edns.option(EdnsOption.COOKIE) != null)) {
      options.add(EdnsOption.extendedError(OTHER_ERROR, reply.explanation()));
    }
  }
}
