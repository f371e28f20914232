package dev.leeward.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leeward.dns.Name;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Host names of a region. */
class HostPatternTest {
  @ParameterizedTest
  @CsvSource({
    "lb.example.net, LB.example.net., true",
    "lb.example.net, a.lb.example.net., false",
    "*.use1.example.net., lb.use1.example.net., true",
    "*.use1.example.net., a.b.USE1.example.net., true",
    "*.use1.example.net., use1.example.net., false",
    "*.use1.example.net., lb.use10.example.net., false",
  })
  void aNameMatchesItselfAndAWildcardAllBelow(String pattern, String host, boolean matches) {
    assertEquals(matches, HostPattern.parse(pattern).matches(Name.parse(host)));
  }

  @ParameterizedTest
  @CsvSource({
    "lb.example.net, lb.example.net., true",
    "lb.example.net, other.example.net., false",
    "*.example.net, lb.example.net., true",
    "*.example.net, example.net., false",
    "*.example.net, *.use1.example.net., true",
    "*.euw1.example.net, *.use1.example.net., false",
  })
  void twoOverlapWhereOneNameMatchesBoth(String one, String other, boolean overlap) {
    assertEquals(overlap, HostPattern.parse(one).overlaps(HostPattern.parse(other)));
    assertEquals(overlap, HostPattern.parse(other).overlaps(HostPattern.parse(one)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", ".", "a..b"})
  void whatIsEveryNameOrNoneIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostPattern.parse(text));
  }
}
