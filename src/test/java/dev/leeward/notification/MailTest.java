package dev.leeward.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.listener.TestCertificates;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mail to a real SMTP server on loopback. */
@Timeout(60)
class MailTest {
  private final Path folder;
  private final List<String> steps = new ArrayList<>();

  MailTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    TestCertificates.write(
        "localhost", certificate(), key(), Instant.now().plus(9, ChronoUnit.DAYS));
  }

  private Path certificate() {
    return folder.resolve("certificate.pem");
  }

  private Path key() {
    return folder.resolve("key.pem");
  }

  private MailServer server(Map<String, String> answers) throws Exception {
    return new MailServer(certificate(), key(), answers);
  }

  private static Destination.Mail to(
      MailServer server, Destination.Security security, @Nullable String user) {
    return new Destination.Mail(
        "localhost",
        server.port(),
        security,
        user,
        user == null ? null : new Hidden("s3cret"),
        "dns@example.com",
        List.of("ops@example.com", "boss@example.com"));
  }

  private Delivery send(Destination.Mail mail, boolean isTrusted, Notice... notices)
      throws InterruptedException {
    NotificationSettings settings = Notices.to("mail", mail);
    return Attempt.of(
        isTrusted ? Notices.trusting(settings, certificate()) : settings,
        new Envelope("c", "one", Instant.ofEpochSecond(1_700_000_000), List.of(notices)),
        Sender.PATIENCE,
        steps::add);
  }

  @Test
  void aMailIsTakenOverTlsWithItsPasswordAndItsDots() throws Exception {
    try (MailServer server = server(Map.of())) {
      Delivery delivery =
          send(
              to(server, Destination.Security.STARTTLS, "leeward"),
              true,
              Notices.out("id-1", "www"));
      assertEquals(new Delivery.Delivered("250 2.0.0 queued as 4711"), delivery);
      List<String> heard = server.heard;
      assertTrue(heard.indexOf("STARTTLS") < heard.indexOf("MAIL FROM:<dns@example.com>"));
      String login =
          Base64.getEncoder().encodeToString("\0leeward\0s3cret".getBytes(StandardCharsets.UTF_8));
      assertTrue(heard.contains("AUTH PLAIN " + login), heard::toString);
      assertTrue(heard.contains("RCPT TO:<boss@example.com>"), heard::toString);
      assertTrue(
          heard.contains("Subject: [c] www: us-east out; regions in: eu-west; term 5"),
          heard::toString);
      assertTrue(heard.contains("Message-ID: <id-1.leeward@example.com>"), heard::toString);
      assertTrue(heard.contains("Date: Tue, 14 Nov 2023 22:13:20 +0000"), heard::toString);
      String all = String.join("\n", steps);
      assertFalse(all.contains("s3cret") || all.contains(login), all);
    }
  }

  @Test
  void aCertificateOfAStrangerIsNotTold() throws Exception {
    try (MailServer server = server(Map.of())) {
      Delivery delivery =
          send(to(server, Destination.Security.STARTTLS, "u"), false, Notices.out("id-1", "www"));
      assertTrue(
          delivery instanceof Delivery.Failed failed && failed.cause().startsWith("TLS: "),
          delivery::toString);
      assertFalse(server.heard.toString().contains("AUTH"), server.heard::toString);
    }
  }

  @Test
  void withoutTheTlsThatIsAskedForNothingIsSaid() throws Exception {
    try (MailServer server = server(Map.of("EHLO", "250 mail.test"))) {
      Delivery delivery =
          send(to(server, Destination.Security.STARTTLS, "u"), true, Notices.out("id-1", "www"));
      assertEquals(
          new Delivery.Failed("the server offers no STARTTLS; security = none does without"),
          delivery);
      assertEquals(List.of("EHLO [127.0.0.1]"), server.heard);
    }
  }

  @Test
  void whatTheServerRefusesForGoodIsNotTriedAgainAndTheRestIs() throws Exception {
    try (MailServer server = server(Map.of("RCPT", "550 5.1.1 no such user"))) {
      assertEquals(
          new Delivery.Refused("the answer to RCPT TO:<ops@example.com> is 550 5.1.1 no such user"),
          send(to(server, Destination.Security.NONE, null), false, Notices.out("id-1", "www")));
    }
    try (MailServer server = server(Map.of("MAIL", "451 4.7.1 greylisted"))) {
      assertEquals(
          new Delivery.Failed("the answer to MAIL FROM:<dns@example.com> is 451 4.7.1 greylisted"),
          send(to(server, Destination.Security.NONE, null), false, Notices.out("id-1", "www")));
    }
    try (MailServer server = server(Map.of("AUTH", "535 5.7.8 wrong"))) {
      Delivery wrong =
          send(to(server, Destination.Security.STARTTLS, "u"), true, Notices.out("id-1", "www"));
      assertEquals(new Delivery.Failed("the answer to AUTH is 535 5.7.8 wrong"), wrong);
    }
  }

  @Test
  void whatIsNoMailServerIsSaidToBeNone() throws Exception {
    try (MailServer server = server(Map.of("greeting", "SSH-2.0-OpenSSH"))) {
      assertEquals(
          new Delivery.Failed("what answers is no mail server"),
          send(to(server, Destination.Security.NONE, null), false, Notices.out("id-1", "www")));
    }
  }

  @Test
  void aReasonIsNoHeaderAndMayBeInAnyLanguage() throws Exception {
    Notice notice =
        new Notice(
            "id",
            NoticeKind.OVERRIDE,
            "www",
            List.of(),
            false,
            "warning",
            "drain by eve: Größe\r\nBcc: all@example.com\r\n.\r\nQUIT",
            "",
            new JsonObject());
    try (MailServer server = server(Map.of())) {
      send(to(server, Destination.Security.NONE, null), false, notice);
      String heard = String.join("\n", server.heard);
      assertFalse(heard.contains("Bcc:"), heard);
      StringBuilder words = new StringBuilder();
      java.util.regex.Pattern.compile("=\\?UTF-8\\?B\\?([^?]+)\\?=")
          .matcher(heard)
          .results()
          .forEach(word ->
              words.append(
                  new String(Base64.getDecoder().decode(word.group(1)), StandardCharsets.UTF_8)));
      assertEquals("[c] drain by eve: Größe  Bcc: all@example.com  .  QUIT", words.toString());
    }
  }
}
