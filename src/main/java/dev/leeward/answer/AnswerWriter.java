package dev.leeward.answer;

import dev.leeward.dns.RRset;
import dev.leeward.dns.Rcode;
import dev.leeward.wire.Edns;
import dev.leeward.wire.EdnsOption;
import dev.leeward.wire.MessageWriter;
import dev.leeward.wire.Query;
import dev.leeward.wire.QueryHeader;
import dev.leeward.wire.Question;
import dev.leeward.wire.Section;
import dev.leeward.wire.Tsig;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts into the message what fits: answer, authority and the glue that a referral needs, or TC is
 * set (RFC 2181 section 9, RFC 9471); then options; then additional data, of which any may be
 * missing. Owned by its responder's thread.
 */
final class AnswerWriter {
  /** What crosses any path unfragmented: DNS flag day 2020. */
  static final int UDP_SIZE = 1232;

  private static final int UDP_SIZE_WITHOUT_EDNS = 512;
  private static final int TCP_SIZE = 0xFFFF;
  private static final int PADDED_BLOCK = 468;

  private final MessageWriter message = new MessageWriter();
  private final ByteBuffer octets = ByteBuffer.wrap(message.message());
  private boolean truncated;

  ByteBuffer write(Query query, Reply reply, Transport transport, List<EdnsOption> options) {
    Edns edns = query.edns();
    message.begin(limit(edns, transport));
    message.question(query.question());
    message.reserve(edns == null ? 0 : MessageWriter.OPT_OCTETS);
    message.reserve(query.tsig() == null ? 0 : query.tsig().wireLength());
    truncated =
        reply.isTruncated()
            || !(writeAll(Section.ANSWER, reply.answer())
                && writeAll(Section.AUTHORITY, reply.authority())
                && writeAll(Section.ADDITIONAL, reply.requiredGlue()));
    List<EdnsOption> fitting = reserveFitting(options);
    if (!truncated) {
      reply.additional().forEach(set -> message.write(Section.ADDITIONAL, set));
    }
    if (edns != null) {
      EdnsOption padding = padding(edns, transport);
      message.release(MessageWriter.OPT_OCTETS);
      fitting.forEach(option -> message.release(option.wireLength()));
      message.opt(UDP_SIZE, reply.rcode(), edns.dnssecOk(), and(fitting, padding));
    }
    if (query.tsig() != null) {
      message.release(query.tsig().wireLength());
      message.tsig(query.tsig(), Tsig.BADKEY);
    }
    message.finish(query.header(), reply.rcode(), reply.isAuthoritative(), truncated);
    return written();
  }

  /** An answer to what could not be read as one question, with as much of it as could be. */
  ByteBuffer error(
      QueryHeader header,
      Rcode rcode,
      @Nullable Question question,
      @Nullable Edns edns,
      List<EdnsOption> options) {
    message.begin(UDP_SIZE_WITHOUT_EDNS);
    if (question != null) {
      message.question(question);
    }
    if (edns != null) {
      message.opt(UDP_SIZE, rcode, edns.dnssecOk(), options);
    }
    message.finish(header, rcode, false, false);
    return written();
  }

  boolean isTruncated() {
    return truncated;
  }

  private static int limit(@Nullable Edns edns, Transport transport) {
    if (transport.isStream()) {
      return TCP_SIZE;
    }
    return udpLimit(edns != null, edns == null ? 0 : edns.udpSize());
  }

  /**
   * How many octets an answer over UDP may have.
   *
   * @param udpSize as the query says; without meaning when it has no EDNS
   */
  static int udpLimit(boolean hasEdns, int udpSize) {
    return hasEdns ? Math.clamp(udpSize, UDP_SIZE_WITHOUT_EDNS, UDP_SIZE) : UDP_SIZE_WITHOUT_EDNS;
  }

  private boolean writeAll(Section section, List<RRset> sets) {
    for (RRset set : sets) {
      if (!message.write(section, set)) {
        return false;
      }
    }
    return true;
  }

  private List<EdnsOption> reserveFitting(List<EdnsOption> options) {
    if (options.isEmpty()) {
      return options;
    }
    List<EdnsOption> fitting = new ArrayList<>(options.size());
    for (EdnsOption option : options) {
      if (message.hasRoomFor(option.wireLength())) {
        message.reserve(option.wireLength());
        fitting.add(option);
      }
    }
    return fitting;
  }

  /**
   * Up to the next full block, where the client asks for it and nobody on the way can read the
   * answer, so that its length tells nothing (RFC 8467 section 4.1); null for none.
   */
  private @Nullable EdnsOption padding(Edns edns, Transport transport) {
    int room = message.room() - EdnsOption.CODE_AND_LENGTH_OCTETS;
    boolean isWanted = transport == Transport.TLS && edns.option(EdnsOption.PADDING) != null;
    if (!isWanted || room < 0) {
      return null;
    }
    int unpadded = TCP_SIZE - room;
    int missing = Math.floorMod(-unpadded, PADDED_BLOCK);
    return EdnsOption.padding(Math.min(missing, room));
  }

  private static List<EdnsOption> and(List<EdnsOption> options, @Nullable EdnsOption last) {
    if (last == null) {
      return options;
    }
    List<EdnsOption> all = new ArrayList<>(options);
    all.add(last);
    return all;
  }

  private ByteBuffer written() {
    return octets.clear().limit(message.length());
  }
}
