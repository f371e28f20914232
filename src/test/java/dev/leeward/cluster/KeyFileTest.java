package dev.leeward.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Ed25519;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class KeyFileTest {
  private final Path folder;

  KeyFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String refusal(Executable action) {
    return String.valueOf(assertThrows(KeyFileException.class, action).getMessage());
  }

  @Test
  void whatIsGeneratedCanBeLoadedAndHasThePrintedKey() throws IOException {
    Path file = folder.resolve("fra-1.key");
    String printed = KeyFile.generate(file, "fra-1");
    InstanceKey key = KeyFile.load(file);
    assertEquals(printed, key.publicKeyText());
    assertTrue(printed.matches("ed25519:[A-Za-z0-9+/]{43}="), printed);
    assertEquals(PublicKeys.OCTETS, key.rawPublicKey().length);
    assertEquals("CN=fra-1", key.certificate().getSubjectX500Principal().getName());
  }

  @Test
  void onlyItsOwnerCanReadTheFile() throws IOException {
    Path file = folder.resolve("fra-1.key");
    KeyFile.generate(file, "fra-1");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void anExistingFileIsNeverOverwritten() throws IOException {
    Path file = folder.resolve("fra-1.key");
    Files.writeString(file, "precious");
    KeyFileException refusal =
        assertThrows(KeyFileException.class, () -> KeyFile.generate(file, "fra-1"));
    String text = String.valueOf(refusal.getMessage());
    assertTrue(text.startsWith(file + ": exists"), text);
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void aMissingDirectoryIsNamed() {
    Path file = folder.resolve("none/fra-1.key");
    String text = refusal(() -> KeyFile.generate(file, "fra-1"));
    assertTrue(text.contains("directory does not exist"), text);
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws IOException {
    Path file = folder.resolve("fra-1.key");
    KeyFile.generate(file, "fra-1");
    for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      String text = refusal(() -> KeyFile.load(file));
      assertTrue(text.endsWith("chmod 600 " + file), text);
    }
  }

  @Test
  void aMissingFileTellsHowToMakeIt() {
    Path file = folder.resolve("fra-1.key");
    String text = refusal(() -> KeyFile.load(file));
    assertTrue(text.contains("leeward keygen --out " + file), text);
  }

  @Test
  void whatIsNoKeyIsRefusedWithTheReason() throws IOException {
    String pem = KeyPem.write(KeyFile.ephemeral("a"));
    String other = KeyPem.write(KeyFile.ephemeral("b"));
    String key = pem.substring(0, pem.indexOf("-----BEGIN CERTIFICATE"));
    String certificate = pem.substring(key.length());
    String otherCertificate = other.substring(other.indexOf("-----BEGIN CERTIFICATE"));
    assertRefused("holds 0 PKCS#8 private keys", "not a key at all\n");
    assertRefused("holds 0 certificates", key);
    assertRefused("holds 0 PKCS#8 private keys", certificate);
    assertRefused("its certificate is for another key", key + otherCertificate);
    assertRefused("holds 2 PKCS#8 private keys", key + key + certificate);
    assertRefused("is not PEM", key.replace("MC4CAQ", "!!!!!!") + certificate);
    assertRefused("is not PEM: no -----END CERTIFICATE-----", key + certificate.substring(0, 99));
    assertRefused("its certificate is none", key + certificate.replace("-----\nMI", "-----\nAA"));
    assertRefused("its key is not Ed25519", key.replace("MC4CAQ", "AAAAAA") + certificate);
    assertRefused("no PKCS#8 key", key.replace("PRIVATE KEY", "EC PRIVATE KEY") + certificate);
    assertEquals(2, KeyPem.write(load(certificate + key)).split("BEGIN", -1).length - 1);
  }

  @Test
  void whatOtherProgramsWriteAroundAKeyIsNoPartOfIt() throws IOException {
    String pem = KeyPem.write(KeyFile.ephemeral("a"));
    InstanceKey plain = load(pem);
    String explained =
        "Bag Attributes\r\n  friendlyName: a\r\n" + pem.replace("\n", "\r\n") + "\r\n";
    assertEquals(plain.publicKeyText(), load(explained).publicKeyText());
    assertTrue(pem.lines().allMatch(line -> line.length() <= 64), pem);
  }

  private InstanceKey load(String content) throws IOException {
    Path file = Files.createTempFile(folder, "key", ".pem");
    Files.writeString(file, content);
    return KeyFile.load(file);
  }

  private void assertRefused(String reason, String content) {
    String text = refusal(() -> load(content));
    assertTrue(text.contains(reason), text);
  }

  @Test
  void ballotsSignedWithTheKeyVerifyWithItsConfiguredText() {
    InstanceKey key = KeyFile.ephemeral("fra-1");
    byte[] content = "ballot".getBytes(StandardCharsets.US_ASCII);
    byte[] signature = Ed25519.signer(key.privateKey()).sign(content);
    assertTrue(new Ed25519().isBy(key.publicKeyBase64(), content, signature));
    String other = KeyFile.ephemeral("fra-1").publicKeyBase64();
    assertFalse(new Ed25519().isBy(other, content, signature));
  }

  @Test
  void rawKeyObjectAndTextAreTheSameKey() {
    InstanceKey key = KeyFile.ephemeral("fra-1");
    byte[] raw = key.rawPublicKey();
    assertEquals(key.certificate().getPublicKey(), PublicKeys.ofRaw(raw).orElseThrow());
    assertArrayEquals(raw, PublicKeys.parse(PublicKeys.text(raw)).orElseThrow());
    assertTrue(PublicKeys.parse(Base64.getEncoder().encodeToString(raw)).isEmpty());
    assertTrue(PublicKeys.parse("ed25519:AAAA").isEmpty());
    assertTrue(PublicKeys.parse("ed25519:?").isEmpty());
  }

  @Test
  void aKeyWithoutPeersHasNoCertificateToShow() {
    InstanceKey key = KeyFile.withoutCertificate();
    assertEquals(32, key.rawPublicKey().length);
    assertThrows(NullPointerException.class, key::certificate);
  }
}
