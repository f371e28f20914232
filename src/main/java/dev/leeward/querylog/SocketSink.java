package dev.leeward.querylog;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader on this host, by a Unix socket that it listens on. */
final class SocketSink implements Sink {
  private static final Logger log = LoggerFactory.getLogger("leeward.querylog");
  private static final int BUFFER = 64 << 10;

  private final boolean isFramed;
  private final SocketChannel channel;
  private final DataInputStream in;
  private final DataOutputStream out;

  private SocketSink(SocketChannel channel, boolean isFramed) {
    this.isFramed = isFramed;
    this.channel = channel;
    this.in = new DataInputStream(Channels.newInputStream(channel));
    this.out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
  }

  static SocketSink open(QueryLogSettings settings) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(settings.to()));
      SocketSink sink =
          new SocketSink(channel, settings.format() == QueryLogSettings.Format.DNSTAP);
      sink.greet();
      return sink;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void greet() throws IOException {
    if (isFramed) {
      FrameStream.write(FrameStream.Control.READY, out);
      out.flush();
      FrameStream.expect(FrameStream.Control.ACCEPT, in);
      FrameStream.write(FrameStream.Control.START, out);
      out.flush();
    }
  }

  @Override
  public void write(List<byte[]> records) throws IOException {
    for (byte[] each : records) {
      if (isFramed) {
        FrameStream.write(each, out);
      } else {
        out.write(each);
      }
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void abandon() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("closing a query log's socket failed: {}", e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (isFramed && channel.isOpen()) {
        FrameStream.write(FrameStream.Control.STOP, out);
        out.flush();
      }
    }
  }
}
