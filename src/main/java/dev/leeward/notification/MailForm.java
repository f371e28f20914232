package dev.leeward.notification;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/** Notices as one mail (RFC 5322). Pure. */
final class MailForm {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(76, "\r\n".getBytes(StandardCharsets.US_ASCII));
  private static final int ENCODED_WORD_OCTETS = 42;

  private MailForm() {}

  /** With lines ended by CR LF; a Message-ID that is the same whoever sends it. */
  static String of(Destination.Mail mail, Envelope envelope) {
    String domain = mail.from().substring(mail.from().indexOf('@') + 1);
    StringBuilder text = new StringBuilder();
    header("From", mail.from(), text);
    header("To", String.join(",\r\n ", mail.to()), text);
    header("Date", DATE.format(envelope.at()), text);
    header("Subject", words("[" + envelope.cluster() + "] " + envelope.subject()), text);
    header("Message-ID", "<" + envelope.key() + ".leeward@" + domain + ">", text);
    header("Auto-Submitted", "auto-generated", text);
    header("MIME-Version", "1.0", text);
    header("Content-Type", "text/plain; charset=UTF-8", text);
    header("Content-Transfer-Encoding", "base64", text);
    text.append("\r\n")
        .append(LINES.encodeToString(body(envelope).getBytes(StandardCharsets.UTF_8)));
    return text.append("\r\n").toString();
  }

  private static void header(String name, String value, StringBuilder text) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  private static String body(Envelope envelope) {
    StringBuilder text = new StringBuilder();
    for (Notice notice : envelope.notices()) {
      text.append(notice.at())
          .append("  ")
          .append(notice.summary())
          .append("\n    ")
          .append(notice.event().encode())
          .append("\n\n");
    }
    return text.append("Cluster ")
        .append(envelope.cluster())
        .append(", told by ")
        .append(envelope.instance())
        .append(". `leeward status` and `leeward explain NAME` say more.\n")
        .toString();
  }

  /** RFC 2047: a reason may be written in any language, and never be a header of its own. */
  private static String words(String subject) {
    String line = subject.replaceAll("\\p{Cntrl}", " ");
    if (line.length() <= 200 && StandardCharsets.US_ASCII.newEncoder().canEncode(line)) {
      return line;
    }
    StringBuilder words = new StringBuilder();
    StringBuilder part = new StringBuilder();
    int[] points = line.codePoints().limit(200).toArray();
    for (int point : points) {
      String next = part + Character.toString(point);
      if (next.getBytes(StandardCharsets.UTF_8).length > ENCODED_WORD_OCTETS) {
        words.append(word(part.toString())).append("\r\n ");
        part.setLength(0);
      }
      part.appendCodePoint(point);
    }
    return words.append(word(part.toString())).toString();
  }

  private static String word(String part) {
    return "=?UTF-8?B?"
        + Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8))
        + "?=";
  }
}
