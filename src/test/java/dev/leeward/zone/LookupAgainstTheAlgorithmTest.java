package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Small random zones, every name that can be asked: the index says what RFC 1034 section 4.3.2,
 * read word for word as a walk from the apex down, says.
 */
class LookupAgainstTheAlgorithmTest {
  private static final List<String> LABELS = List.of("a", "b", "*");
  private static final Name ORIGIN = Name.parse("example.");

  @Test
  void theIndexAnswersAsTheWalkFromTheApexDown() {
    for (long seed = 0; seed < 400; seed++) {
      String text = randomZone(new Random(seed));
      Zone zone = TestZones.zone("example.", text);
      for (Name question : questions()) {
        assertEquals(
            walk(zone, question),
            described(zone.lookup(question)),
            "seed " + seed + " asked for " + question + " in\n" + text);
      }
    }
  }

  private static List<Name> questions() {
    List<Name> names = new ArrayList<>(List.of(ORIGIN));
    for (int at = 0; names.get(at).labelCount() < 5; at++) {
      for (String label : List.of("a", "b", "c", "*")) {
        names.add(Name.parse(label + "." + names.get(at)));
      }
    }
    return names;
  }

  private static String randomZone(Random random) {
    StringBuilder text =
        new StringBuilder("$TTL 60\n@ SOA ns.test. host 1 2 3 4 5\n@ NS ns.test.\n");
    Set<String> redirected = new TreeSet<>();
    for (int i = 0; i < 6; i++) {
      StringBuilder owner = new StringBuilder();
      for (int depth = random.nextInt(4); depth >= 0; depth--) {
        owner.append(LABELS.get(random.nextInt(3))).append(depth == 0 ? "" : ".");
      }
      String data = List.of("TXT x", "TXT x", "NS ns.test.").get(random.nextInt(3));
      text.append(owner).append(' ').append(data).append('\n');
      redirected.add(owner.toString());
    }
    addRedirection(random, text, redirected);
    return text.toString();
  }

  /** One, where the zone stays valid: nothing below it, no delegation at it. */
  private static void addRedirection(Random random, StringBuilder text, Set<String> owners) {
    String owner = LABELS.get(random.nextInt(3)) + "." + LABELS.get(random.nextInt(2));
    if (owners.stream().noneMatch(o -> o.equals(owner) || o.endsWith("." + owner))) {
      text.append(owner).append(" DNAME elsewhere.test.\n");
    }
  }

  private static String walk(Zone zone, Name question) {
    Name at = ORIGIN;
    for (int labels = ORIGIN.labelCount(); ; labels++) {
      at = question.lastLabels(labels);
      Node node = zone.node(at);
      if (node != null && isCut(node)) {
        return "referral at " + at;
      }
      if (at.equals(question)) {
        return node != null ? "found " + at : "empty non-terminal";
      }
      if (node != null && node.rrset(RecordType.DNAME) != null) {
        return "redirection at " + at;
      }
      if (!exists(zone, question.lastLabels(labels + 1))) {
        break;
      }
    }
    Name wildcard = at.wildcardChild();
    if (!exists(zone, wildcard)) {
      return "name error, encloser " + at;
    }
    return zone.node(wildcard) != null ? "synthesized from " + wildcard : "empty non-terminal";
  }

  private static boolean isCut(Node node) {
    return node.rrset(RecordType.NS) != null
        && !node.owner().equals(ORIGIN)
        && !node.owner().isWildcard();
  }

  private static boolean exists(Zone zone, Name name) {
    return zone.nodes().stream().anyMatch(node -> node.owner().isWithin(name));
  }

  private static String described(Lookup lookup) {
    return switch (lookup) {
      case Lookup.Found(Node node, boolean fromWildcard) ->
          (fromWildcard ? "synthesized from " : "found ") + node.owner();
      case Lookup.Referral(RRset servers, List<RRset> glue, Node cut) ->
          "referral at " + servers.owner();
      case Lookup.Redirection(RRset dname, Node node) -> "redirection at " + dname.owner();
      case Lookup.EmptyNonTerminal() -> "empty non-terminal";
      case Lookup.NameError(Name encloser) -> "name error, encloser " + encloser;
    };
  }
}
