package dev.leeward.listener;

import dev.leeward.answer.Arrival;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;

/** As the connection has it. Owned by its event loop. */
record StreamArrival(NetSocket socket) implements Arrival {
  @Override
  public int clientPort() {
    SocketAddress client = socket.remoteAddress();
    return client == null ? 0 : client.port();
  }

  @Override
  public byte[] serverAddress() {
    SocketAddress server = socket.localAddress();
    return server == null ? new byte[0] : InetAddress.ofLiteral(server.hostAddress()).getAddress();
  }

  @Override
  public int serverPort() {
    SocketAddress server = socket.localAddress();
    return server == null ? 0 : server.port();
  }
}
