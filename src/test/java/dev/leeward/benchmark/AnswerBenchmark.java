package dev.leeward.benchmark;

import dev.leeward.answer.AnswerObserver;
import dev.leeward.answer.Client;
import dev.leeward.answer.Responder;
import dev.leeward.serving.ServingState;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** From a packet's octets to its answer's, over all names of a kind in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnswerBenchmark {
  /** What is asked. */
  public enum Kind {
    HIT("www-%d", Type.A),
    STEERED("web-%d", Type.A),
    CNAME("cn-%d", Type.A),
    MX("mail-%d", Type.MX),
    WILDCARD("any.wild-%d", Type.A),
    NODATA("www-%d", Type.TXT),
    REFERRAL("below.sub-%d", Type.A),
    NXDOMAIN("no-such-%d", Type.A);

    private final String name;
    private final int type;

    Kind(String name, int type) {
      this.name = name;
      this.type = type;
    }
  }

  /** How it is asked. */
  public enum Form {
    PLAIN,
    EDNS,
    COOKIE
  }

  @Param public Kind kind = Kind.HIT;
  @Param public Form form = Form.PLAIN;

  private final byte[][] packets = new byte[BenchmarkZone.NAMES][];
  private final Client client = Client.overUdp(InetAddress.ofLiteral("203.0.113.9"));
  private final ServingState state = BenchmarkZone.state();
  private final Responder responder =
      new Responder(() -> state, AnswerObserver.NONE, InstantSource.system(), new Random(1));
  private int next;

  @Setup
  public void askAboutEach() throws IOException {
    for (int i = 0; i < packets.length; i++) {
      packets[i] = query(i).toWire();
    }
  }

  private Message query(int number) throws IOException {
    Name name = Name.fromString(kind.name.formatted(number) + ".bench.test.");
    Message query = Message.newQuery(Record.newRecord(name, kind.type, DClass.IN));
    query.getHeader().unsetFlag(Flags.RD);
    switch (form) {
      case PLAIN -> {}
      case EDNS -> query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
      case COOKIE ->
          query.addRecord(
              new OPTRecord(1232, 0, 0, 0, List.of(new CookieOption(new byte[8]))),
              Section.ADDITIONAL);
    }
    return query;
  }

  @Benchmark
  public ByteBuffer answer() {
    byte[] packet = packets[next];
    next = next + 1 == packets.length ? 0 : next + 1;
    return responder.respond(packet, packet.length, client);
  }
}
