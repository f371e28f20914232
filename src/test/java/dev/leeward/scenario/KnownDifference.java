package dev.leeward.scenario;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where Leeward answers as neither NSD nor Knot does, or otherwise than both, on purpose. The
 * manual's page on differences says each at length.
 *
 * @param question name and type, the name in lower case
 */
record KnownDifference(String decidedBy, Pattern question) {
  static final List<KnownDifference> ALL =
      List.of(
          of(
              "RFC 4592 section 4.2 leaves NS at a wildcard open: here it is data, there it delegates"
                  + " what is asked below a literal asterisk",
              ".*\\.wild-ns\\.example\\. .*"),
          of(
              "RFC 1034 section 3.6.2: a DNAME that leads below itself is followed until the chain"
                  + " is as long as it may be, by NSD once and by Knot five times",
              ".*d-deeper\\.alias\\.example\\. .*"),
          of(
              "RFC 4035 section 3.1.4.1: the parent answers for DS also behind an alias, and has no"
                  + " such name where it does not delegate its child",
              "to-apex\\.alias\\.example\\. DS"));

  private static KnownDifference of(String decidedBy, String question) {
    return new KnownDifference(decidedBy, Pattern.compile(question));
  }

  static boolean covers(String question) {
    return ALL.stream().anyMatch(each -> each.question.matcher(question).matches());
  }
}
