package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.CookieSecret;
import dev.leeward.serving.RateLimit;
import dev.leeward.serving.ServingState;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import dev.leeward.zone.Node;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the collector never sees needs no pause: the usual questions leave no object behind. */
class AllocationTest {
  private static final int TIMES = 2_000;
  private static final Client CLIENT = Client.overUdp(Asked.STRANGER);
  private static final AnswerSettings SETTINGS =
      AnswerSettings.DEFAULT
          .withCookieSecrets(List.of(new CookieSecret(1, 2), new CookieSecret(3, 4)))
          .withRateLimit(new RateLimit(1_000_000, 2, List.of()));

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "www.example.com. A",
        "WWW.Example.COM. AAAA",
        "alias.example.com. A",
        "chain.example.com. AAAA",
        "gone.example.com. A",
        "example.com. MX",
        "example.com. NS",
        "example.com. SOA",
        "mail.example.com. MX",
        "txt.example.com. TXT",
        "_sip._tcp.example.com. SRV",
        "www.example.com. HTTPS",
        "svc.example.com. HTTPS",
        "any.wild.example.com. A",
        "any.wild.example.com. MX",
        "www.example.com. TXT",
        "b.c.example.com. A",
        "host.sub.example.com. A",
        "nowhere.example.com. A"
      })
  void anAnswerLeavesNothingToCollect(String question) {
    assertNothingIsAllocated(question, ServingState.unsteered(zones(RandomZones.ordinary())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "www.example.com. A",
        "alias.example.com. A",
        "example.com. MX",
        "any.wild.example.com. A",
        "www.example.com. TXT"
      })
  void aSteeredAnswerLeavesNothingToCollect(String question) {
    assertNothingIsAllocated(question, steered());
  }

  @Test
  void amongThirteenThousandZonesNothingIsAllocated() {
    List<Zone> many = new ArrayList<>();
    for (int i = 0; i < 13_000; i++) {
      many.add(TestZones.zone("z" + i + ".example.", "@ 60 SOA a b 1 1 1 1 1\n@ 60 NS a.test.\n"));
    }
    ServingState state = ServingState.unsteered(new ZoneSet(many));
    assertNothingIsAllocated("z77.example. NS", state);
    assertNothingIsAllocated("www.z12999.example. A", state);
  }

  private static ZoneSet zones(Zone zone) {
    return new ZoneSet(List.of(zone));
  }

  private static ServingState steered() {
    Zone plain = RandomZones.ordinary();
    List<Name> names = plain.nodes().stream().map(Node::owner).toList();
    Zone zone = RandomZones.ordinary(new SteeredNames(names));
    List<SteeredName> steered = new ArrayList<>();
    for (Node node : zone.nodes()) {
      Map<RecordType, RRset> rrsets = new TreeMap<>();
      node.rrsets().forEach(set -> rrsets.put(set.type(), set.cappedAt(5)));
      steered.add(new SteeredName(node.owner(), "web", rrsets, 5, "eu-west is out"));
    }
    return new ServingState(zones(zone), new Steering(steered, Map.of()), SETTINGS, 1);
  }

  private void assertNothingIsAllocated(String question, ServingState unsettled) {
    ServingState state = unsettled.with(SETTINGS);
    Responder responder =
        new Responder(() -> state, AnswerObserver.NONE, InstantSource.system(), new Random(1));
    for (byte[] packet : forms(question)) {
      play(responder, packet);
      long before = threads.getCurrentThreadAllocatedBytes();
      play(responder, packet);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(allocated < TIMES, () -> allocated + " octets for " + TIMES + " " + question);
    }
  }

  /** Without EDNS, with it, and with a cookie that proves nothing. */
  private static List<byte[]> forms(String question) {
    String[] words = question.split(" ");
    byte[] packet = Packets.plain(Name.parse(words[0]), RecordType.parse(words[1]).code());
    byte[] cookie = Packets.option(10, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    return List.of(
        packet,
        Packets.withOpt(packet, 1232, 0x8000, new byte[0]),
        Packets.withOpt(packet, 4096, 0, cookie));
  }

  private static void play(Responder responder, byte[] packet) {
    for (int time = 0; time < TIMES; time++) {
      if (responder.respond(packet, packet.length, CLIENT).limit() <= packet.length) {
        throw new AssertionError("no answer");
      }
    }
  }
}
