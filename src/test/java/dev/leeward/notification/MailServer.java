package dev.leeward.notification;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Takes mail, and says what it is told to say to some commands. Any thread. */
final class MailServer implements Closeable {
  private static final char[] PASSWORD = "test".toCharArray();

  final List<String> heard = new CopyOnWriteArrayList<>();
  private final ServerSocket listening;
  private final SSLContext identity;
  private final Map<String, String> answers;

  /**
   * @param answers by the beginning of a command; others are answered as usual
   */
  MailServer(Path certificate, Path key, Map<String, String> answers) throws Exception {
    this.answers = answers;
    identity = identity(certificate, key);
    listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  private static SSLContext identity(Path certificate, Path key) throws Exception {
    Certificate shown;
    try (var in = Files.newInputStream(certificate)) {
      shown = CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    byte[] octets =
        Base64.getMimeDecoder().decode(Files.readString(key).replaceAll("-----.*-----", ""));
    PrivateKey secret =
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(octets));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry("server", secret, PASSWORD, new Certificate[] {shown});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  int port() {
    return listening.getLocalPort();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        talk(socket);
      } catch (IOException e) {
        heard.add("end: " + e.getClass().getSimpleName());
      }
    }
  }

  private void talk(Socket plain) throws IOException {
    Socket socket = plain;
    BufferedReader in = reader(socket);
    say(socket, answers.getOrDefault("greeting", "220 mail.test ready"));
    String line = in.readLine();
    while (line != null) {
      heard.add(line);
      say(socket, answer(line));
      if (line.equals("STARTTLS") && !answers.containsKey("STARTTLS")) {
        SSLSocket secured =
            (SSLSocket) identity.getSocketFactory().createSocket(socket, null, 0, true);
        secured.setUseClientMode(false);
        socket = secured;
        in = reader(socket);
      } else if (line.equals("DATA") && answer(line).startsWith("3")) {
        heard.addAll(message(in));
        say(socket, answers.getOrDefault("message", "250 2.0.0 queued as 4711"));
      }
      line = in.readLine();
    }
  }

  private static List<String> message(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      lines.add(line);
      line = in.readLine();
    }
    return lines;
  }

  private String answer(String line) {
    for (Map.Entry<String, String> each : answers.entrySet()) {
      if (line.startsWith(each.getKey())) {
        return each.getValue();
      }
    }
    String word = line.replaceFirst(" .*", "");
    return switch (word) {
      case "EHLO" -> String.join("\r\n", "250-mail.test", "250-STARTTLS", "250 AUTH PLAIN");
      case "AUTH" -> "235 2.7.0 welcome";
      case "DATA" -> "354 go on";
      case "STARTTLS" -> "220 go on";
      case "QUIT" -> "221 bye";
      default -> "250 ok";
    };
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
