package dev.leeward.notification;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One mail to one server (RFC 5321, 3207, 4954), said as plainly as it can be: one command, one
 * answer. Owned by the attempt's thread.
 */
final class SmtpSession implements AutoCloseable {
  private static final int LONGEST_LINE = 2048;
  private static final int MOST_LINES = 100;

  private final Destination.Mail mail;
  private final SSLContext trust;
  private final Steps steps;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  private SmtpSession(Destination.Mail mail, SSLContext trust, Steps steps, Socket socket)
      throws IOException {
    this.mail = mail;
    this.trust = trust;
    this.steps = steps;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  static SmtpSession open(Destination.Mail mail, SSLContext trust, Duration patience, Steps steps)
      throws IOException {
    Socket socket = new Socket();
    int millis = (int) patience.toMillis();
    try {
      steps.step("connecting to " + mail.host() + ":" + mail.port());
      socket.connect(new InetSocketAddress(mail.host(), mail.port()), millis);
      socket.setSoTimeout(millis);
      SmtpSession session = new SmtpSession(mail, trust, steps, socket);
      if (mail.security() == Destination.Security.TLS) {
        session.secure();
      }
      return session;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns the server's last words. */
  String send(String message) throws IOException {
    expect(2, "greeting", answer());
    List<String> offers = hello();
    if (mail.security() == Destination.Security.STARTTLS) {
      if (offers.stream().noneMatch(each -> each.equals("STARTTLS"))) {
        throw new SmtpException(
            "the server offers no STARTTLS; security = none does without", false);
      }
      command("STARTTLS", 2, false);
      secure();
      offers = hello();
    }
    authenticate();
    command("MAIL FROM:<" + mail.from() + ">", 2, true);
    for (String receiver : mail.to()) {
      command("RCPT TO:<" + receiver + ">", 2, true);
    }
    command("DATA", 3, true);
    steps.step("> the message");
    write(stuffed(message) + ".\r\n");
    String taken = expect(2, "the message", answer(), true).getLast();
    write("QUIT\r\n");
    return taken;
  }

  private List<String> hello() throws IOException {
    List<String> lines = command("EHLO " + ownName(), 2, false);
    return lines.stream()
        .map(line -> line.substring(Math.min(4, line.length())).toUpperCase(Locale.ROOT))
        .toList();
  }

  /** RFC 5321 section 4.1.3: an address where there is no name to be sure of. */
  private String ownName() {
    String address = socket.getLocalAddress().getHostAddress();
    return address.contains(":")
        ? "[IPv6:" + address.replaceAll("%.*", "") + "]"
        : "[" + address + "]";
  }

  private void authenticate() throws IOException {
    String user = mail.user();
    Hidden password = mail.password();
    if (user == null || password == null) {
      return;
    }
    steps.step("> AUTH PLAIN ***");
    String words = "\0" + user + "\0" + password.text();
    write(
        "AUTH PLAIN "
            + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8))
            + "\r\n");
    expect(2, "AUTH", answer());
  }

  /** From here on all is encrypted, and said by who the certificate names. */
  private void secure() throws IOException {
    SSLSocketFactory factory = trust.getSocketFactory();
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, mail.host(), mail.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    steps.step(
        "TLS: " + secured.getSession().getProtocol() + ", the certificate is for " + mail.host());
    socket = secured;
    in = new BufferedInputStream(secured.getInputStream());
    out = secured.getOutputStream();
  }

  private List<String> command(String words, int kind, boolean ofMail) throws IOException {
    steps.step("> " + words);
    write(words + "\r\n");
    return expect(kind, words, answer(), ofMail);
  }

  private List<String> expect(int kind, String to, List<String> answer) throws SmtpException {
    return expect(kind, to, answer, false);
  }

  /**
   * @param ofMail whether a refusal would be the same the next time: it is about this mail
   */
  private static List<String> expect(int kind, String to, List<String> answer, boolean ofMail)
      throws SmtpException {
    String last = answer.getLast();
    if (last.charAt(0) - '0' != kind) {
      throw new SmtpException(
          "the answer to " + to + " is " + last.replaceAll("\\p{Cntrl}", "?"),
          ofMail && last.charAt(0) == '5');
    }
    return answer;
  }

  /** All lines of one answer. */
  private List<String> answer() throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < MOST_LINES) {
      String line = line();
      steps.step("< " + line);
      if (!line.matches("[2-5][0-9]{2}([ -].*)?")) {
        throw new SmtpException("what answers is no mail server", false);
      }
      lines.add(line);
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return lines;
      }
    }
    throw new SmtpException("an answer without an end", false);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet >= 0 && octet != '\n' && line.length() < LONGEST_LINE) {
      line.append((char) octet);
      octet = in.read();
    }
    if (octet != '\n') {
      throw new SmtpException(
          octet < 0 ? "the server closed the connection" : "a line without an end", false);
    }
    return line.toString().stripTrailing();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** RFC 5321 section 4.5.2. */
  private static String stuffed(String message) {
    String text = message.replace("\r\n.", "\r\n..");
    return text.startsWith(".") ? "." + text : text;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
