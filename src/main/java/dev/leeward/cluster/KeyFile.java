package dev.leeward.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file with an instance's private key and certificate: {@code leeward keygen} and its reader.
 */
public final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private KeyFile() {}

  /**
   * Writes a new key; never overwrites.
   *
   * @return the {@code public-key} for the configuration
   */
  public static String generate(Path out, String commonName) throws KeyFileException {
    InstanceKey key = ephemeral(commonName);
    byte[] pem = KeyPem.write(key).getBytes(StandardCharsets.US_ASCII);
    try {
      create(out, pem);
    } catch (FileAlreadyExistsException e) {
      throw new KeyFileException(
          out + ": exists and is not overwritten; choose another file or move this one away", e);
    } catch (NoSuchFileException e) {
      throw new KeyFileException(out + ": its directory does not exist; make it first", e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new KeyFileException(
          out + ": cannot be written: " + e + "; choose a file in a directory of your own", e);
    }
    return key.publicKeyText();
  }

  /** The file has its mode from the beginning: there is no moment in which others can read it. */
  private static void create(Path out, byte[] content) throws IOException {
    Set<StandardOpenOption> newOnly =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel file =
        FileChannel.open(out, newOnly, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
    }
  }

  /** Reads a key that only its owner may read. */
  public static InstanceKey load(Path file) throws KeyFileException {
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new KeyFileException(
            file + ": others can read or write this private key; run: chmod 600 " + file);
      }
      return KeyPem.read(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (KeyPem.Unusable e) {
      throw new KeyFileException(
          file + ": " + e.getMessage() + "; make a new one with: leeward keygen --out FILE", e);
    } catch (NoSuchFileException e) {
      throw new KeyFileException(
          file + ": does not exist; make it with: leeward keygen --out " + file, e);
    } catch (KeyFileException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      throw new KeyFileException(
          file + ": cannot be read: " + e + "; it must be readable by this process's user", e);
    }
  }

  /** A key for an instance without peers: it signs, and no link can be opened with it. */
  public static InstanceKey withoutCertificate() {
    return SelfSigned.withoutCertificate();
  }

  /** A key that lives only in memory, for the demo. */
  public static InstanceKey ephemeral(String commonName) {
    return SelfSigned.generate(commonName);
  }
}
