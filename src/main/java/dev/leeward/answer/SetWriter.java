package dev.leeward.answer;

import dev.leeward.wire.PlainMessage;
import dev.leeward.wire.Section;
import dev.leeward.zone.RRsetView;

/** Copies RRsets from where they lie packed into a message. Owned by its responder's thread. */
record SetWriter(PlainMessage message) {
  /**
   * Writes all records of the set under the message's present owner.
   *
   * @return false when there was no room, and the message is of no use any more
   */
  boolean write(Section section, int type, int ttl, RRsetView set) {
    set.rewind();
    while (set.next()) {
      int length = set.length();
      int at = message.beginRecord(type, ttl, length);
      if (at == PlainMessage.NO_ROOM) {
        return false;
      }
      set.copyTo(message.octets(), at, length);
      if (!message.endRecord(section, length)) {
        return false;
      }
    }
    return section == Section.AUTHORITY || message.endSet(type);
  }
}
