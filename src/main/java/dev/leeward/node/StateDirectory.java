package dev.leeward.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;

/**
 * The folder that survives a restart: mode 0700, its files 0600, locked while in use. Files are
 * replaced whole - written aside, forced to the disk, renamed - and carry their own digest, so that
 * damage is noticed and named.
 */
final class StateDirectory implements AutoCloseable {
  /** The folder or a file in it cannot be used; the message says which, why and what to do. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final int DIGEST_OCTETS = 32;

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;

  private StateDirectory(Path folder, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Makes the folder if need be and locks it. */
  static StateDirectory open(Path folder) throws Unusable {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      }
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
      FileChannel file =
          FileChannel.open(
              folder.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNER_FILE));
      return new StateDirectory(folder, file, lockOrRefuse(folder, file));
    } catch (IOException e) {
      throw new Unusable(
          "state-directory "
              + folder
              + " cannot be used ("
              + e
              + "); give this user a folder that it may write to");
    }
  }

  private static FileLock lockOrRefuse(Path folder, FileChannel file) throws IOException, Unusable {
    FileLock lock = null;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      // falls through to the refusal: two instances of one process must not share it either
    }
    if (lock == null) {
      file.close();
      throw new Unusable(
          "state-directory "
              + folder
              + " is in use by another instance; stop it or choose another folder");
    }
    return lock;
  }

  /**
   * A file's content; empty when there is none.
   *
   * @throws Unusable when it is damaged or cannot be read
   */
  byte[] read(String name) throws Unusable {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        return new byte[0];
      }
      byte[] whole = Files.readAllBytes(file);
      if (whole.length < DIGEST_OCTETS) {
        throw damaged(file);
      }
      byte[] content = Arrays.copyOfRange(whole, DIGEST_OCTETS, whole.length);
      if (!Arrays.equals(sha256(content), Arrays.copyOf(whole, DIGEST_OCTETS))) {
        throw damaged(file);
      }
      return content;
    } catch (IOException e) {
      throw new Unusable(file + " cannot be read (" + e + "); the instance starts without it");
    }
  }

  private static Unusable damaged(Path file) {
    return new Unusable(file + " is damaged; the instance starts without it and asks its peers");
  }

  void write(String name, byte[] content) throws IOException {
    Path aside = folder.resolve(name + ".new");
    try (FileChannel out =
        FileChannel.open(
            aside,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_FILE))) {
      writeAll(out, ByteBuffer.wrap(sha256(content)));
      writeAll(out, ByteBuffer.wrap(content));
      out.force(true);
    }
    Files.move(
        aside,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      out.write(content);
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
