package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leeward.listener.ListenerSettings;
import dev.leeward.listener.StreamLimits;
import dev.leeward.listener.TestCertificates;
import dev.leeward.listener.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of {@code listen} for TCP and TLS. */
class ListenKeysTest {
  private static final String TLS =
      """
      leeward {
        zones = [ { origin = "example.com.", file = "example.com.zone" } ]
        listen {
          tls = ["127.0.0.1:853"]
          tls-certificate-file = ns1.pem
          tls-private-key-file = ns1.key
        }
      }
      """;

  private final Path certificate;
  private final Path key;
  private final Written written;

  ListenKeysTest(@TempDir Path folder) {
    certificate = folder.resolve("ns1.pem");
    key = folder.resolve("ns1.key");
    written = new Written(folder).zone("example.com", "");
  }

  private static String with(String inListen) {
    return """
    leeward {
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      listen { %s }
    }
    """
        .formatted(inListen);
  }

  private void makeCertificate(Duration validFor) throws Exception {
    TestCertificates.write("ns1.example.com", certificate, key, Instant.now().plus(validFor));
  }

  @Test
  void thereIsNoTlsAndStreamsAreLimitedUnlessConfigured() {
    ListenerSettings listener = written.settings(with("")).dns();
    assertNull(listener.tls());
    assertEquals(StreamLimits.DEFAULT, listener.streams());
  }

  @Test
  void streamsAreLimitedAsConfigured() {
    String text =
        "tcp-idle-timeout = 2500ms, tcp-max-connections = 50, tcp-max-connections-per-client = 1";
    assertEquals(
        new StreamLimits(Duration.ofMillis(2500), 50, 1),
        written.settings(with(text)).dns().streams());
  }

  @Test
  void udpHasAThreadForEachProcessorUnlessConfigured() {
    int processors = Runtime.getRuntime().availableProcessors();
    int unasked = written.settings(with("")).dns().udpThreads();
    assertEquals(Math.min(processors, 16), unasked);
    assertEquals(unasked, written.settings(with("udp-threads = auto")).dns().udpThreads());
    assertEquals(3, written.settings(with("udp-threads = 3")).dns().udpThreads());
    assertEquals(1, ListenerSettings.udpThreadsFor(1));
    assertEquals(16, ListenerSettings.udpThreadsFor(128));
  }

  @Test
  void aStarIsNoWildcardAddress() {
    String text = "dns = [\"*:53\", \"0.0.0.0:53\", \"[::]:53\"]";
    List<InetSocketAddress> addresses = written.settings(with(text)).dns().addresses();
    assertEquals(
        List.of(true, false, false),
        addresses.stream().map(InetSocketAddress::isUnresolved).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "udp-threads = 0, is neither auto nor a number from 1 to 256; write auto",
    "udp-threads = 257, is neither auto nor a number from 1 to 256; write auto",
    "udp-threads = many, is neither auto nor a number from 1 to 256; write auto",
    "tcp-idle-timeout = 0s, tcp-idle-timeout is zero; write a longer time",
    "tcp-idle-timeout = 10, write a number with a unit",
    "tcp-max-connections = 0, is no whole number from 1 to 1000000",
    "tcp-max-connections-per-client = many, is no whole number from 1 to 1000000",
    "tls = [853], write an address and a port: 127.0.0.1:853",
    "tls-certificate-file = [a], 'is a list, not one value'"
  })
  void wrongValuesAreFound(String key, String text) {
    Finding finding = Written.only(written.load(with(key)), "bad-value");
    assertSays("leeward.listen." + key.substring(0, key.indexOf(' ')), finding);
    assertSays(text, finding);
  }

  @Test
  void tlsHasItsFilesBesideTheConfiguration() throws Exception {
    makeCertificate(Duration.ofDays(90));
    assertEquals(
        new TlsSettings(List.of(ListenerSettings.parseAddress("127.0.0.1:853")), certificate, key),
        written.settings(TLS).dns().tls());
  }

  @Test
  void tlsNeedsBothFiles() {
    for (String file : List.of("tls-certificate-file", "tls-private-key-file")) {
      Loaded loaded =
          written.assertFindings(
              TLS.replace("853\"]", "853\"]  # <- tls-without-certificate")
                  .replaceFirst("(?m)^ *" + file + ".*\n", ""));
      assertNull(loaded.settings());
      assertSays(
          "DNS over TLS without a certificate; set listen.tls-certificate-file and"
              + " listen.tls-private-key-file",
          Written.only(loaded, "tls-without-certificate"));
    }
  }

  @Test
  void whatIsWrongWithThePairIsFoundAtTheLineOfTheCertificate() throws Exception {
    assertBadCertificate(certificate + " does not exist; write the file or change its name");

    makeCertificate(Duration.ofDays(90));
    byte[] other = Files.readAllBytes(key);
    makeCertificate(Duration.ofDays(90));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertBadCertificate(key + " can be read or written by everybody; run: chmod o= " + key);

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertFalse(written.load(TLS).hasErrors(), "a group may read it");

    Files.write(key, other);
    assertBadCertificate(key + " is not the key of the certificate in " + certificate);

    Files.writeString(key, "nothing\n");
    assertBadCertificate(key + " holds no unencrypted PKCS#8 key; convert it");

    Files.writeString(certificate, "nothing\n");
    assertBadCertificate(certificate + " holds no certificate");
  }

  private void assertBadCertificate(String text) {
    Loaded loaded = written.assertFindings(TLS.replace("ns1.pem", "ns1.pem # <- bad-certificate"));
    assertNull(loaded.settings());
    assertSays(text, Written.only(loaded, "bad-certificate"));
  }

  @Test
  void aCertificateThatEndsSoonOrHasIsServedWithAWarning() throws Exception {
    makeCertificate(Duration.ofDays(13));
    assertExpires("the TLS certificate expires on ");
    makeCertificate(Duration.ofDays(-1));
    assertExpires("the TLS certificate expired on ");
    makeCertificate(Duration.ofDays(15));
    assertEquals(List.of(), written.load(TLS).findings());
  }

  private void assertExpires(String text) {
    Loaded loaded =
        written.assertFindings(TLS.replace("ns1.pem", "ns1.pem # <- certificate-expires"));
    assertNotNull(loaded.settings());
    assertFalse(loaded.hasErrors());
    assertSays(text, Written.only(loaded, "certificate-expires"));
    assertSays("; renew it and reload", Written.only(loaded, "certificate-expires"));
  }

  private static String api(String keys) {
    return with("\n" + keys + "\n");
  }

  @Test
  void theApiSpeaksPlainHttpUnlessBothItsFilesAreNamed() throws Exception {
    assertNull(written.settings(with("")).api().tls());
    makeCertificate(Duration.ofDays(90));
    String both = "api-tls-certificate-file = ns1.pem\napi-tls-private-key-file = ns1.key";
    assertEquals(
        new TlsSettings(List.of(), certificate, key), written.settings(api(both)).api().tls());
    assertEquals(
        "TLS for the API with one of its two files",
        Written.only(
                written.assertFindings(
                    api("api-tls-private-key-file = ns1.key # <- api-tls-without-certificate")),
                "api-tls-without-certificate")
            .what());
    assertSays(
        "set listen.api-tls-certificate-file and listen.api-tls-private-key-file",
        Written.only(
            written.assertFindings(
                api("api-tls-certificate-file = ns1.pem # <- api-tls-without-key")),
            "api-tls-without-key"));
  }

  @Test
  void theApisFilesAreLookedInto() throws Exception {
    String bad =
        "api-tls-certificate-file = ns1.pem # <- bad-certificate\n"
            + "api-tls-private-key-file = ns1.key";
    Loaded loaded = written.assertFindings(api(bad));
    assertNull(loaded.settings());
    assertSays("ns1.pem does not exist", Written.only(loaded, "bad-certificate"));
    makeCertificate(Duration.ofDays(3));
    assertSays(
        "the TLS certificate expires on ",
        Written.only(
            written.assertFindings(api(bad.replace("bad-certificate", "certificate-expires"))),
            "certificate-expires"));
  }
}
