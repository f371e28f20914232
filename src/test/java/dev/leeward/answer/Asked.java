package dev.leeward.answer;

import dev.leeward.dns.Name;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A responder with zones that is asked in bytes and whose answers dnsjava reads: one line for the
 * code and flags, then one a record, in order, its section before it.
 */
public final class Asked {
  public static final InetAddress FRIEND = InetAddress.ofLiteral("127.0.0.1");
  public static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.9");

  public static final Client OVER_TCP = new Client(Transport.TCP, FRIEND, 100);
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private static final List<String> SECTIONS =
      List.of("question", "answer", "authority", "additional");

  private final Responder responder;

  private Asked(ServingState state, AnswerObserver observer, InstantSource clock) {
    this.responder = new Responder(() -> state, observer, clock, new Random(1));
  }

  /** With one zone, and nothing steered. */
  public static Asked of(String origin, String zone) {
    return of(TestZones.zone(origin, zone));
  }

  public static Asked of(Zone... zones) {
    return of(ServingState.unsteered(new ZoneSet(List.of(zones))));
  }

  public static Asked of(ServingState state) {
    return at(InstantSource.fixed(NOW), state);
  }

  static Asked at(InstantSource clock, ServingState state) {
    return new Asked(state, AnswerObserver.NONE, clock);
  }

  static Asked of(ServingState state, AnswerSettings settings) {
    return of(state.with(settings));
  }

  static Asked observed(AnswerObserver observer) {
    ServingState nothing = ServingState.unsteered(new ZoneSet(List.of()));
    return new Asked(nothing, observer, InstantSource.fixed(NOW));
  }

  static ServingState notReady(String origin, Zone... zones) {
    ZoneSet set = new ZoneSet(List.of(zones), Set.of(Name.parse(origin)));
    return ServingState.unsteered(set);
  }

  /** Asks over TCP, where everything fits, {@code www.example.com. A}. */
  public String answer(String question) {
    return text(overTcp(query(question)));
  }

  public static Message query(String question) {
    String[] words = question.split(" ");
    int recordClass = words.length == 2 ? DClass.IN : DClass.value(words[1]);
    try {
      org.xbill.DNS.Name name = org.xbill.DNS.Name.fromString(words[0]);
      int type = Type.value(words[words.length - 1]);
      Message query = Message.newQuery(Record.newRecord(name, type, recordClass));
      query.getHeader().unsetFlag(Flags.RD);
      return query;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Message withOpt(Message query, OPTRecord opt) {
    query.addRecord(opt, Section.ADDITIONAL);
    return query;
  }

  public Message overTcp(Message query) {
    return read(octets(query.toWire(), OVER_TCP));
  }

  public Message overUdp(Message query) {
    return read(octets(query.toWire(), Client.overUdp(FRIEND)));
  }

  Message from(InetAddress client, Message query) {
    return read(octets(query.toWire(), Client.overUdp(client)));
  }

  /** The answer's octets, none when there is no answer. */
  public byte[] octets(byte[] packet, Client client) {
    ByteBuffer answer = responder.respond(packet, packet.length, client);
    return Arrays.copyOfRange(answer.array(), answer.position(), answer.limit());
  }

  public static Message read(byte[] octets) {
    try {
      return new Message(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(Message message) {
    List<String> lines = new ArrayList<>();
    String flags = message.getHeader().printFlags().replace("qr", "").strip();
    lines.add((Rcode.string(message.getRcode()) + " " + flags).strip());
    for (int section = Section.ANSWER; section <= Section.ADDITIONAL; section++) {
      for (Record record : message.getSection(section)) {
        if (record.getType() != Type.OPT) {
          lines.add(SECTIONS.get(section) + ": " + text(record));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String text(Record record) {
    return "%s %d %s %s"
        .formatted(
            record.getName(),
            record.getTTL(),
            Type.string(record.getType()),
            record.rdataToString());
  }
}
