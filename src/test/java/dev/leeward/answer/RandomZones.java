package dev.leeward.answer;

import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Zones of few labels, so that everything meets everything: aliases, cuts, wildcards, hosts. */
final class RandomZones {
  private static final List<String> LABELS = List.of("a", "b", "C", "*", "ns");
  private static final String APEX =
      """
      $TTL 60
      @ SOA ns.a hostmaster.B 1 2 3 4 5
      @ NS ns.a
      @ NS ns.elsewhere.test.
      @ MX 10 a
      @ MX 20 b.a
      """;

  private RandomZones() {}

  static Zone zone(Random random) {
    StringBuilder text = new StringBuilder(APEX);
    Set<String> owners = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < 24; i++) {
      String owner = name(random);
      if (owners.add(owner)) {
        records(owner, random).forEach(record -> text.append(record).append('\n'));
      }
    }
    return TestZones.zone("Example.", text.toString());
  }

  /** What most zones hold. */
  static Zone ordinary() {
    return ordinary(SteeredNames.NONE);
  }

  static Zone ordinary(SteeredNames steered) {
    return TestZones.zone(
        "example.com.",
        """
        $TTL 300
        @ SOA ns1 hostmaster 1 7200 1800 1209600 300
        @ NS ns1
        @ NS ns2.sub
        @ MX 10 mail
        @ A 192.0.2.80
        ns1 A 192.0.2.1
        ns1 AAAA 2001:db8::1
        mail A 192.0.2.2
        mail MX 10 mail
        mail MX 20 ns1
        www A 192.0.2.3
        www A 192.0.2.4
        www AAAA 2001:db8::3
        www HTTPS 1 . alpn=h2
        svc HTTPS 1 www alpn=h2
        txt TXT "v=spf1 -all"
        alias CNAME www
        chain CNAME alias
        gone CNAME nowhere
        out CNAME www.example.net.
        a.b.c TXT x
        *.wild A 192.0.2.5
        *.wild MX 10 mail
        *.alias2 CNAME www
        _sip._tcp SRV 1 2 5060 www
        sub NS ns1.sub
        sub NS ns2.sub
        sub NS ns1
        sub NS ns.example.net.
        ns1.sub A 192.0.2.6
        ns2.sub AAAA 2001:db8::6
        """,
        steered);
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder(LABELS.get(random.nextInt(LABELS.size())));
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      name.append('.').append(LABELS.get(random.nextInt(3)));
    }
    return name.toString();
  }

  private static List<String> records(String owner, Random random) {
    List<String> records = new ArrayList<>();
    switch (random.nextInt(10)) {
      case 0, 1 -> records.add(owner + " CNAME " + name(random));
      case 2 -> {
        records.add(owner + " NS " + name(random));
        records.add(owner + " NS ns." + owner.replace("*", "w"));
      }
      default -> {
        for (int more = 1 + random.nextInt(4); more > 0; more--) {
          records.add(owner + " " + data(random));
        }
      }
    }
    return records;
  }

  private static String data(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> "MX 10 " + name(random);
      case 1 -> "SRV 1 2 3 " + name(random);
      case 2 -> "HTTPS 1 " + name(random) + " alpn=h2";
      case 3 -> "HTTPS 1 . port=8443";
      case 4 -> "TXT \"" + "x".repeat(random.nextInt(200)) + "\"";
      case 5, 6 -> "AAAA 2001:db8::" + random.nextInt(99);
      default -> "A 192.0.2." + random.nextInt(250);
    };
  }
}
