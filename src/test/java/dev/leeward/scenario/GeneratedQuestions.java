package dev.leeward.scenario;

import dev.leeward.dns.Name;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedSet;
import org.xbill.DNS.Type;

/**
 * Questions about zones: every owner, its parents, its children, names that wildcards cover, names
 * that are nearly there; all types; the case changed, with EDNS or without. The same seed asks the
 * same. Owned by one run.
 */
final class GeneratedQuestions {
  private static final List<Integer> COMMON =
      List.of(
          Type.A,
          Type.AAAA,
          Type.NS,
          Type.SOA,
          Type.MX,
          Type.TXT,
          Type.CNAME,
          Type.DS,
          Type.SRV,
          Type.DNAME,
          Type.PTR,
          Type.CAA,
          Type.HTTPS,
          Type.ANY,
          65280);

  /** No meta types: those are asked for by the tests of each. */
  private static final List<Integer> RARE =
      List.of(
          13, 17, 18, 21, 26, 27, 29, 35, 36, 37, 42, 44, 45, 48, 49, 51, 52, 53, 55, 59, 60, 61,
          62, 64, 99, 104, 108, 256, 258, 1000, 65535);

  private final Random random;
  private final List<Name> names;

  /**
   * @param udpSize 0 is a question without EDNS
   */
  record Asking(Name name, int type, int udpSize, boolean tcp) {}

  GeneratedQuestions(long seed, List<Zone> zones) {
    this.random = new Random(seed);
    SequencedSet<Name> all = new LinkedHashSet<>();
    zones.stream()
        .flatMap(zone -> zone.nodes().stream())
        .map(Node::owner)
        .sorted()
        .forEach(owner -> around(owner, all));
    this.names = List.copyOf(all);
  }

  private static void around(Name owner, SequencedSet<Name> all) {
    all.add(owner);
    for (Name above = owner; !above.isRoot(); above = above.parent()) {
      all.add(above);
      below(above.parent(), "nx", all);
    }
    below(owner, "kid", all);
    below(owner, "*", all);
    below(owner, "er", all);
    below(owner, "\0", all);
    if (owner.isWildcard()) {
      below(owner.parent(), "covered", all);
      below(owner.parent(), "\u00ff", all);
    }
  }

  private static void below(Name parent, String label, SequencedSet<Name> all) {
    if (parent.wireLength() + label.length() + 1 <= Name.MAX_WIRE_LENGTH) {
      all.add(parent.prepend(label.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }
  }

  /** One question a name at least, {@code count} in all. */
  List<Asking> draw(int count) {
    List<Asking> questions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Name name = names.get(i < names.size() ? i : random.nextInt(names.size()));
      List<Integer> types = random.nextInt(6) == 0 ? RARE : COMMON;
      int udpSize = random.nextInt(3) == 0 ? 0 : random.nextBoolean() ? 1232 : 512;
      questions.add(
          new Asking(
              random.nextInt(4) == 0 ? inOtherCase(name) : name,
              types.get(random.nextInt(types.size())),
              udpSize,
              random.nextInt(10) == 0));
    }
    return questions;
  }

  private Name inOtherCase(Name name) {
    byte[] wire = name.wire();
    for (int i = 0; i < wire.length; i++) {
      boolean isLetter = (wire[i] | 0x20) >= 'a' && (wire[i] | 0x20) <= 'z';
      wire[i] ^= (byte) (isLetter && random.nextBoolean() ? 0x20 : 0);
    }
    return Name.ofWire(wire, 0);
  }

  int names() {
    return names.size();
  }
}
