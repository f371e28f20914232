package dev.leeward.notification;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the instances say to each other about notices. */
sealed interface PeerWord {
  int MOST_KEYS = 200;
  int LONGEST_TEXT = 300;

  /**
   * Does anybody know that these are over, or is anybody sending them?
   *
   * @param number of the question, of its asker
   */
  record Ask(long number, List<ItemKey> keys) implements PeerWord {}

  /**
   * The answer.
   *
   * @param over those that are over
   * @param busy whether one of the others is being sent
   */
  record Answer(long number, List<ItemKey> over, boolean busy) implements PeerWord {}

  /** These are over now. */
  record Over(List<ItemKey> keys, String word, String detail) implements PeerWord {}

  default byte[] write() {
    return switch (this) {
      case Ask(long number, List<ItemKey> keys) ->
          octets(new JsonObject().put("ask", number).put("keys", array(keys)));
      case Answer(long number, List<ItemKey> over, boolean busy) ->
          octets(new JsonObject().put("answer", number).put("keys", array(over)).put("busy", busy));
      case Over(List<ItemKey> keys, String word, String detail) ->
          octets(new JsonObject().put("over", word).put("detail", detail).put("keys", array(keys)));
    };
  }

  /** Null when it is none: hostile until it was read. */
  static @Nullable PeerWord read(byte[] octets) {
    try {
      JsonObject json = new JsonObject(Buffer.buffer(octets));
      List<ItemKey> keys = keys(json.getJsonArray("keys"));
      if (json.containsKey("ask")) {
        return new Ask(json.getLong("ask"), keys);
      }
      return json.containsKey("answer")
          ? new Answer(json.getLong("answer"), keys, json.getBoolean("busy"))
          : new Over(keys, text(json.getValue("over")), text(json.getValue("detail")));
    } catch (RuntimeException none) {
      return null;
    }
  }

  private static byte[] octets(JsonObject json) {
    return json.toBuffer().getBytes();
  }

  private static JsonArray array(List<ItemKey> keys) {
    JsonArray array = new JsonArray();
    keys.forEach(key -> array.add(key.id()).add(key.notification()));
    return array;
  }

  private static List<ItemKey> keys(JsonArray array) {
    if (array.size() > 2 * MOST_KEYS) {
      throw new IllegalArgumentException("too many keys");
    }
    List<ItemKey> keys = new java.util.ArrayList<>();
    for (int i = 0; i + 1 < array.size(); i += 2) {
      keys.add(new ItemKey(text(array.getValue(i)), text(array.getValue(i + 1))));
    }
    return List.copyOf(keys);
  }

  /** Of a peer's text as much as a line of a log may have, without what moves the cursor. */
  private static String text(Object value) {
    String text = ((String) value).replaceAll("\\p{Cntrl}", "?");
    return text.substring(0, Math.min(LONGEST_TEXT, text.length()));
  }
}
