package dev.leeward.health;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Sends a datagram and reads the first that comes back. */
final class UdpProbe implements Probing<UdpCheck> {
  @Override
  public void begin(Aim<UdpCheck> aim, ProbeAttempt attempt) {
    attempt.aside(() -> ask(aim));
  }

  /** Connected, so that an ICMP error arrives as a refusal and a stranger's datagram not at all. */
  private static Consumer<ProbeAttempt> ask(Aim<UdpCheck> aim) throws IOException {
    byte[] question = aim.check().dialogue().octets();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(aim.socketAddress(aim.check().place().port()));
      socket.setSoTimeout(aim.lastMillis());
      socket.send(new DatagramPacket(question, question.length));
      DatagramPacket answer =
          new DatagramPacket(new byte[TextExpectation.LOOKED_AT], TextExpectation.LOOKED_AT);
      socket.receive(answer);
      String text =
          new String(answer.getData(), 0, answer.getLength(), StandardCharsets.ISO_8859_1);
      return attempt -> decide(aim.check().dialogue(), text, attempt);
    }
  }

  private static void decide(Dialogue dialogue, String answer, ProbeAttempt attempt) {
    attempt.step("answer of " + answer.length() + " octets");
    TextExpectation expected = dialogue.expect();
    switch (expected == null ? TextExpectation.Match.FOUND : expected.search(answer)) {
      case FOUND -> {
        if (expected != null) {
          attempt.step("expected text found");
        }
        attempt.healthy();
      }
      case MISSING -> attempt.failed("answer without the expected text");
      case GIVEN_UP -> attempt.failed("answer too intricate for the expression");
    }
  }
}
