package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.conformance.WickedZones;
import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rcode;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.CookieSecret;
import dev.leeward.serving.RateLimit;
import dev.leeward.serving.ServingState;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import dev.leeward.zone.LoadedZone;
import dev.leeward.zone.Node;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneLoader;
import dev.leeward.zone.ZoneSet;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Questions by the ten thousand, to every zone that holds something odd and to random ones, steered
 * and not, answered plainly and in the general way: the octets are the same, and what the observer
 * is told. How many were answered plainly is asserted too, or equality would say nothing.
 */
class PlainAnswerTest {
  private static final int[] TYPES = {
    1, 28, 1, 28, 16, 15, 2, 5, 6, 33, 65, 64, 12, 35, 39, 43, 46, 48, 41, 250, 251, 252, 255, 257,
    65400
  };
  private static final Client[] CLIENTS = {
    Client.overUdp(Asked.FRIEND),
    Client.overUdp(Asked.STRANGER),
    Client.overUdp(InetAddress.ofLiteral("2001:db8::77")),
    Client.overUdp(Asked.STRANGER),
    new Client(Transport.TCP, Asked.STRANGER, 100),
    new Client(Transport.TLS, Asked.FRIEND, 100)
  };
  private static final AnswerSettings SETTINGS =
      AnswerSettings.DEFAULT.withCookieSecrets(
          List.of(new CookieSecret(11, 12), new CookieSecret(21, 22)));
  private static final int MOST_NAMES_OF_A_ZONE = 400;

  private final List<String> told = new ArrayList<>();
  private int asked;
  private int answeredPlainly;

  @Test
  void wickedZonesAreAnsweredPlainlyAsInGeneral() {
    playAll(List.of(WickedZones.loadAll("wicked")), Steering.NONE, SETTINGS, 25);
    assertMostWerePlain(60);
  }

  @Test
  void theRootIsAnsweredPlainlyAsInGeneral() {
    playAll(List.of(WickedZones.loadAll("wicked-root")), Steering.NONE, SETTINGS, 60);
    assertMostWerePlain(60);
  }

  @Test
  void steeredZonesAreAnsweredPlainlyAsInGeneral() {
    for (String folder : List.of("wicked", "wicked-root")) {
      Random random = new Random(3);
      SteeredNames steered = steeredNames(folder, random);
      List<Zone> zones = new ArrayList<>();
      WickedZones.files(folder)
          .forEach((origin, file) -> {
            LoadedZone loaded = ZoneLoader.load(Name.parse(origin), file, steered);
            zones.add(loaded.zone());
          });
      playAll(zones, steering(steered, new ZoneSet(zones), random), SETTINGS, 25);
    }
    assertMostWerePlain(55);
  }

  @Test
  void randomZonesAreAnsweredPlainlyAsInGeneral() {
    for (long seed = 0; seed < 120; seed++) {
      Zone zone = RandomZones.zone(new Random(seed));
      playAll(List.of(zone), Steering.NONE, SETTINGS, 25);
    }
    assertMostWerePlain(55);
  }

  @Test
  void aRateLimitSeesNoDifference() {
    AnswerSettings limited = SETTINGS.withRateLimit(new RateLimit(3, 2, List.of()));
    for (long seed = 500; seed < 520; seed++) {
      Zone zone = RandomZones.zone(new Random(seed));
      playAll(List.of(zone), Steering.NONE, limited, 60);
    }
    assertTrue(told.stream().anyMatch(each -> each.startsWith("limited")));
    assertMostWerePlain(55);
  }

  @Test
  void nearlyAllOfWhatIsAskedIsAnsweredPlainly() {
    Zone zone = RandomZones.ordinary();
    ServingState state = state(List.of(zone), Steering.NONE, SETTINGS);
    Play play = new Play(state);
    for (Node node : zone.nodes()) {
      for (int type : new int[] {1, 28, 15, 16, 5, 2, 33, 65}) {
        for (String prefix : List.of("", "x.", "x.y.")) {
          Name name = Name.parse(prefix + node.owner());
          play.play(Packets.plain(name, type), CLIENTS[0]);
          byte[] cookie = Packets.option(10, new byte[8]);
          byte[] withEdns = Packets.withOpt(Packets.plain(name, type), 1232, 0x8000, cookie);
          play.play(withEdns, CLIENTS[1]);
        }
      }
    }
    assertEquals(asked, answeredPlainly);
  }

  private void assertMostWerePlain(int percent) {
    assertTrue(
        answeredPlainly * 100L > (long) asked * percent,
        () -> "only " + answeredPlainly + " of " + asked + " were answered plainly");
  }

  private void playAll(
      List<Zone> zones, Steering steering, AnswerSettings settings, int timesPerName) {
    Random random = new Random(1);
    Play play = new Play(state(zones, steering, settings));
    List<Name> names = names(zones, random);
    for (Name name : names) {
      for (int time = 0; time < timesPerName; time++) {
        int type = TYPES[random.nextInt(TYPES.length)];
        Client client = CLIENTS[random.nextInt(CLIENTS.length)];
        play.play(Packets.anyForm(related(name, random), type, random), client);
      }
    }
  }

  private static ServingState state(List<Zone> zones, Steering steering, AnswerSettings settings) {
    Name notReady = Name.parse("notready.elsewhere.example.");
    return new ServingState(new ZoneSet(zones, Set.of(notReady)), steering, settings, 1);
  }

  /** Every owner, but of a huge zone some, and names that its data points at. */
  private static List<Name> names(List<Zone> zones, Random random) {
    List<Name> names =
        new ArrayList<>(List.of(Name.ROOT, Name.parse("a.notready.elsewhere.example.")));
    for (Zone zone : zones) {
      int share = zone.nodes().size() / MOST_NAMES_OF_A_ZONE + 1;
      for (Node node : zone.nodes()) {
        if (random.nextInt(share) == 0) {
          names.add(node.owner());
        }
      }
    }
    return names;
  }

  private static Name related(Name name, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> prepend("x", name);
      case 1 -> prepend("*", name);
      case 2 -> prepend("y", prepend("x", name));
      case 3 -> name.isRoot() ? name : name.parent();
      default -> name;
    };
  }

  private static Name prepend(String label, Name name) {
    boolean fits = label.length() + 1 + name.wireLength() <= Name.MAX_WIRE_LENGTH;
    return fits ? name.prepend(label.getBytes(java.nio.charset.StandardCharsets.US_ASCII)) : name;
  }

  private static SteeredNames steeredNames(String folder, Random random) {
    List<Name> names = new ArrayList<>();
    for (Zone zone : WickedZones.loadAll(folder)) {
      for (Node node : zone.nodes()) {
        if (random.nextInt(3) == 0 && !names.contains(node.owner()) && names.size() < 500) {
          names.add(node.owner());
        }
      }
    }
    return new SteeredNames(names);
  }

  private static Steering steering(SteeredNames names, ZoneSet zones, Random random) {
    List<SteeredName> steered = new ArrayList<>();
    for (Name name : names.names()) {
      Map<RecordType, RRset> served = new TreeMap<>();
      Zone zone = zones.find(name);
      Node node = zone == null ? null : zone.node(name);
      if (node != null) {
        for (RRset set : node.rrsets()) {
          if (random.nextInt(4) > 0) {
            List<Rdata> records =
                set.records().subList(0, 1 + random.nextInt(set.records().size()));
            served.put(set.type(), new RRset(name, set.type(), Math.min(set.ttl(), 7), records));
          }
        }
      }
      String explanation = random.nextBoolean() ? null : "eu-west is out";
      steered.add(new SteeredName(name, "service", served, 5, explanation));
    }
    return new Steering(steered, Map.of());
  }

  /** Two responders that start alike and get the same. */
  private final class Play {
    private final ServingState state;
    private final Recorder tellsPlain = new Recorder();
    private final Recorder tellsGeneral = new Recorder();
    private final Responder plain;
    private final Responder general;

    Play(ServingState state) {
      this.state = state;
      this.plain = responder(tellsPlain);
      this.general = responder(tellsGeneral);
    }

    private Responder responder(AnswerObserver observer) {
      return new Responder(() -> state, observer, InstantSource.fixed(Asked.NOW), new Random(9));
    }

    void play(byte[] packet, Client client) {
      ByteBuffer plainly = plain.respondPlainly(packet, packet.length, client, state);
      ByteBuffer first =
          plainly == null ? plain.respondGenerally(packet, packet.length, client, state) : plainly;
      ByteBuffer second = general.respondGenerally(packet, packet.length, client, state);
      asked++;
      answeredPlainly += plainly == null ? 0 : 1;
      if (!first.equals(second)) {
        assertEquals(
            hex(second),
            hex(first),
            () -> "asked by " + client + ": " + hex(ByteBuffer.wrap(packet)));
      }
      assertEquals(tellsGeneral.last, tellsPlain.last);
      told.addAll(tellsPlain.last);
      tellsPlain.last.clear();
      tellsGeneral.last.clear();
    }
  }

  private static String hex(ByteBuffer octets) {
    byte[] copy = Arrays.copyOfRange(octets.array(), octets.position(), octets.limit());
    return HexFormat.of().formatHex(copy);
  }

  /** What an observer was told of the last packet. */
  private static final class Recorder implements AnswerObserver {
    private final List<String> last = new ArrayList<>();

    @Override
    public void answered(Transport transport, Rcode rcode, boolean truncated) {
      last.add("answered " + transport + " " + rcode + " " + truncated);
    }

    @Override
    public void malformed(Transport transport) {
      last.add("malformed " + transport);
    }

    @Override
    public void unsupported(Transport transport) {
      last.add("unsupported " + transport);
    }

    @Override
    public void ignored(Transport transport) {
      last.add("ignored " + transport);
    }

    @Override
    public void limited(Transport transport, boolean sentTruncated) {
      last.add("limited " + transport + " " + sentTruncated);
    }
  }
}
