package dev.leeward.querylog;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Files of a bounded size: {@code name}, and before it {@code name.1}, {@code name.2} ... */
final class FileSink implements Sink {
  private static final int BUFFER = 64 << 10;

  private final QueryLogSettings settings;
  private final boolean isFramed;
  private DataOutputStream out;
  private long octets;

  private FileSink(QueryLogSettings settings) throws IOException {
    this.settings = settings;
    this.isFramed = settings.format() == QueryLogSettings.Format.DNSTAP;
    this.out = begin();
  }

  /** A stream of frames has one end: what is there from before is put aside. */
  static FileSink open(QueryLogSettings settings) throws IOException {
    boolean isOld = Files.exists(settings.to()) && Files.size(settings.to()) > 0;
    if (isOld && settings.format() == QueryLogSettings.Format.DNSTAP) {
      rotate(settings);
    }
    return new FileSink(settings);
  }

  private DataOutputStream begin() throws IOException {
    FileChannel file =
        FileChannel.open(
            settings.to(),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    octets = file.size();
    DataOutputStream begun =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
    if (isFramed) {
      FrameStream.write(FrameStream.Control.START, begun);
    }
    return begun;
  }

  @Override
  public void write(List<byte[]> records) throws IOException {
    for (byte[] each : records) {
      if (octets > 0 && octets + each.length > settings.maxOctets()) {
        close();
        rotate(settings);
        out = begin();
      }
      if (isFramed) {
        FrameStream.write(each, out);
      } else {
        out.write(each);
      }
      octets += each.length + Integer.BYTES;
    }
  }

  private static void rotate(QueryLogSettings settings) throws IOException {
    Path file = settings.to();
    for (int number = settings.keep() - 1; number >= 0; number--) {
      Path from = number == 0 ? file : numbered(file, number);
      if (Files.exists(from)) {
        Files.move(from, numbered(file, number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path numbered(Path file, int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void abandon() {
    // A file does not wait for anybody.
  }

  @Override
  public void close() throws IOException {
    try (DataOutputStream closing = out) {
      if (isFramed) {
        FrameStream.write(FrameStream.Control.STOP, closing);
      }
    }
  }
}
