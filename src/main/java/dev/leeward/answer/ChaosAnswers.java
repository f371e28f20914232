package dev.leeward.answer;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rcode;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.Steering;
import dev.leeward.wire.Query;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Class CH, where no zone is and nothing is cached: {@code <service>.leeward. TXT} says what a
 * service serves and why, to clients that may know; {@code id.server.} and {@code version.bind.}
 * (RFC 4892) what is configured. All else is refused.
 */
record ChaosAnswers(AnswerSettings settings) {
  private static final Name SERVICES = Name.parse("leeward.");
  private static final List<Name> ID_NAMES =
      List.of(Name.parse("id.server."), Name.parse("hostname.bind."));
  private static final List<Name> VERSION_NAMES =
      List.of(Name.parse("version.bind."), Name.parse("version.server."));
  private static final int LONGEST_STRING = 255;

  void answer(Query query, Client client, Steering steering, Reply reply) {
    Name name = query.name();
    boolean isService = name.labelCount() == 2 && name.isWithin(SERVICES);
    if (isService && settings.mayExplainTo(client.address())) {
      text(query, serviceText(name, steering), Rcode.NXDOMAIN, reply);
    } else if (ID_NAMES.contains(name)) {
      text(query, settings.idServer(), Rcode.REFUSED, reply);
    } else if (VERSION_NAMES.contains(name)) {
      text(query, settings.version(), Rcode.REFUSED, reply);
    } else {
      reply.only(Rcode.REFUSED);
    }
  }

  private static @Nullable String serviceText(Name name, Steering steering) {
    String asked = new String(name.firstLabel(), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> service : steering.serviceTexts().entrySet()) {
      if (service.getKey().equalsIgnoreCase(asked)) {
        return service.getValue();
      }
    }
    return null;
  }

  private static void text(Query query, @Nullable String text, Rcode withoutText, Reply reply) {
    if (text == null) {
      reply.only(withoutText);
    } else if (query.type().equals(RecordType.TXT) || query.type().equals(RecordType.ANY)) {
      reply.answer(new RRset(query.name(), RecordType.TXT, 0, List.of(strings(text))));
    } else {
      reply.end(Rcode.NOERROR);
    }
  }

  /** RFC 1035 section 3.3.14: strings of at most 255 octets, one at least. */
  private static Rdata strings(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int at = 0;
    do {
      int length = Math.min(LONGEST_STRING, octets.length - at);
      data.write(length);
      data.write(octets, at, length);
      at += length;
    } while (at < octets.length);
    return new Rdata(data.toByteArray());
  }
}
