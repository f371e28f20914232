package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 9112, as answers come: in pieces of any size, well or ill. */
class HttpAnswerTest {
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
          + "5;name=value\r\nhello\r\n00000a\r\n, chunked!\r\n0\r\nTrailer: x\r\n\r\n";

  private static HttpAnswer read(String text) {
    return read(text, text.length());
  }

  private static HttpAnswer read(String text, int pieces) {
    HttpAnswer answer = new HttpAnswer(false);
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < octets.length; i += pieces) {
      answer.take(ByteBuffer.wrap(octets, i, Math.min(pieces, octets.length - i)));
    }
    return answer;
  }

  private static HttpHead head(HttpAnswer answer) {
    HttpHead head = answer.head();
    assertNotNull(head);
    return head;
  }

  private static String body(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.ISO_8859_1);
  }

  private static void assertBody(String expected, String text) {
    for (int pieces : new int[] {1, 2, 3, 7, text.length()}) {
      HttpAnswer answer = read(text, pieces);
      assertTrue(answer.isValid() && answer.hasBody(), "in pieces of " + pieces);
      assertEquals(expected, body(answer));
    }
  }

  private static void assertInvalid(String text) {
    assertFalse(read(text).isValid(), text);
    assertFalse(read(text, 1).isValid(), text);
  }

  @Test
  void statusAndFieldsAreReadHoweverTheyAreWritten() {
    HttpHead head =
        head(read("HTTP/1.1 503 Service Unavailable\r\nX-capacity:\t7 \r\nEmpty:\r\n\r\n"));
    assertEquals(503, head.status());
    assertEquals("7", head.first("x-Capacity"));
    assertEquals("", head.first("Empty"));
    assertNull(head.first("Other"));
  }

  @Test
  void anOldServerNeedsNoReasonAndNoCarriageReturns() {
    assertEquals(200, head(read("HTTP/1.0 200\n\n")).status());
    assertEquals("2", head(read("HTTP/1.1 200 \nA: 1\nB: 2\n\n", 1)).first("b"));
  }

  @Test
  void aFieldMayGoOnInTheNextLine() {
    assertEquals("a b", head(read("HTTP/1.1 200 OK\r\nX: a\r\n  b\r\n\r\n")).first("X"));
    assertInvalid("HTTP/1.1 200 OK\r\n b\r\n\r\n");
  }

  @Test
  void interimAnswersAreNotTheAnswer() {
    String early = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
    HttpAnswer answer = read(early + "HTTP/1.1 204 No Content\r\n\r\n", 3);
    assertEquals(204, head(answer).status());
    assertTrue(answer.hasBody());
    assertEquals(101, head(read("HTTP/1.1 101 Switching Protocols\r\n\r\n")).status());
  }

  @Test
  void aBodyEndsWithItsLength() {
    assertBody("hello", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more");
    assertBody("", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore");
    assertBody("hi", "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nhi");
    assertFalse(read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell").hasBody());
  }

  @Test
  void aBodyInChunksEndsWithTheLastOne() {
    assertBody("hello, chunked!", CHUNKED);
    String before = CHUNKED.substring(0, CHUNKED.indexOf("0\r\nTrailer"));
    assertFalse(read(before).hasBody());
  }

  @Test
  void chunksGoBeforeALength() {
    assertBody(
        "hi",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n");
  }

  @Test
  void aBodyOfUnknownLengthEndsWithTheConnection() {
    HttpAnswer answer = read("HTTP/1.0 200 OK\r\n\r\nhello");
    assertFalse(answer.hasBody());
    answer.end();
    assertTrue(answer.hasBody());
    assertEquals("hello", body(answer));
  }

  @Test
  void aLengthThatIsNotReachedIsNoEnd() {
    HttpAnswer answer = read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
    answer.end();
    assertFalse(answer.hasBody());
  }

  @Test
  void ofALongBodyOnlyTheBeginningIsKept() {
    for (String framing :
        new String[] {"", "Content-Length: 999999\r\n", "Transfer-Encoding: chunked\r\n"}) {
      String begin = framing.startsWith("T") ? "fffff\r\n" : "";
      HttpAnswer answer =
          read("HTTP/1.1 200 OK\r\n" + framing + "\r\n" + begin + "x".repeat(200_000), 1000);
      assertTrue(answer.hasBody(), framing);
      assertEquals(TextExpectation.LOOKED_AT, answer.body().length);
    }
  }

  @Test
  void headAsksForNoBody() {
    HttpAnswer answer = new HttpAnswer(true);
    answer.take(
        ByteBuffer.wrap(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    assertTrue(answer.hasBody());
  }

  @Test
  void whatIsNoHttpIsKnownByItsFirstLetters() {
    assertFalse(read("SSH").isValid());
    assertFalse(read("\r\nHTTP/1.1 200 OK\r\n\r\n").isValid());
    assertFalse(read("HTTP/2").isValid());
  }

  @Test
  void brokenHeadsAreNoAnswers() {
    assertInvalid("HTTP/1.1 20 OK\r\n\r\n");
    assertInvalid("HTTP/1.1 2000 OK\r\n\r\n");
    assertInvalid("HTTP/1.1 099 OK\r\n\r\n");
    assertInvalid("HTTP/1.1  200 OK\r\n\r\n");
    assertInvalid("HTTP/1.x 200 OK\r\n\r\n");
    assertInvalid("HTTP/1.1 200 OK\r\nno colon\r\n\r\n");
    assertInvalid("HTTP/1.1 200 OK\r\n: no name\r\n\r\n");
    assertInvalid("HTTP/1.1 200 OK\r\nbad name: x\r\n\r\n");
    assertInvalid("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n");
    assertInvalid("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");
    assertInvalid("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n");
  }

  @Test
  void brokenChunksAreNoBody() {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertInvalid(head + "x\r\n");
    assertInvalid(head + "\r\n");
    assertInvalid(head + "-2\r\n");
    assertInvalid(head + "2\r\nhixx\r\n");
    assertInvalid(head + "1" + "0".repeat(16) + "\r\n");
    assertInvalid(head + "2;" + "x".repeat(5000));
  }

  @Test
  void aHeadWithoutEndIsBounded() {
    assertFalse(read("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000)).isValid());
    assertFalse(read("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(5_000)).isValid());
  }

  @Test
  void whateverComesIsAStateAndTheSameInAnyPieces() {
    Random random = new Random(7);
    String alphabet = "HTTP/1. 200\r\n\r\n:;0aF\tContent-Length: 3\r\nTransfer-Encoding: chunked";
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text =
          new StringBuilder(CHUNKED.substring(0, random.nextInt(CHUNKED.length())));
      for (int i = random.nextInt(40); i > 0; i--) {
        int at = random.nextInt(text.length() + 1);
        text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
      }
      HttpAnswer whole = read(text.toString());
      HttpAnswer pieces = read(text.toString(), 1 + random.nextInt(9));
      assertEquals(whole.isValid(), pieces.isValid(), text.toString());
      assertEquals(whole.head(), pieces.head(), text.toString());
      assertEquals(whole.hasBody(), pieces.hasBody(), text.toString());
      assertArrayEquals(whole.body(), pieces.body(), text.toString());
    }
  }
}
