package dev.leeward.benchmark;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.RateLimit;
import dev.leeward.serving.ServingState;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A zone with so many names of each kind, a service at every {@code web} name. */
final class BenchmarkZone {
  static final int NAMES = 1000;
  private static final Name ORIGIN = Name.parse("bench.test.");

  private BenchmarkZone() {}

  static ServingState state() {
    List<Name> names =
        IntStream.range(0, NAMES).mapToObj(i -> Name.parse("web-" + i + "." + ORIGIN)).toList();
    Zone zone = TestZones.zone(ORIGIN.toString(), text(), new SteeredNames(names));
    List<SteeredName> steered = names.stream().map(BenchmarkZone::steered).toList();
    AnswerSettings answers =
        new AnswerSettings(
            List.of(), null, null, null, List.of(), new RateLimit(1_000_000, 2, List.of()));
    return new ServingState(
        new ZoneSet(List.of(zone)), new Steering(steered, Map.of()), answers, 1);
  }

  private static SteeredName steered(Name name) {
    RRset served =
        new RRset(name, RecordType.A, 30, List.of(new Rdata(new byte[] {(byte) 192, 0, 2, 1})));
    return new SteeredName(name, "web", Map.of(RecordType.A, served), 30, "");
  }

  private static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            $TTL 3600
            @ SOA ns1 hostmaster 1 7200 1800 1209600 300
            @ NS ns1
            @ NS ns2
            ns1 A 192.0.2.1
            ns2 A 192.0.2.2
            """);
    for (int i = 0; i < NAMES; i++) {
      text.append(
          """
          www-%1$d A 192.0.2.10
          www-%1$d AAAA 2001:db8::10
          cn-%1$d CNAME www-%1$d
          mail-%1$d MX 10 www-%1$d
          *.wild-%1$d A 192.0.2.11
          sub-%1$d NS ns1.sub-%1$d
          ns1.sub-%1$d A 192.0.2.12
          web-%1$d A 192.0.2.1
          web-%1$d A 198.51.100.1
          """
              .formatted(i));
    }
    return text.toString();
  }
}
