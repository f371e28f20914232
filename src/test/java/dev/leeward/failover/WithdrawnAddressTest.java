package dev.leeward.failover;

import static dev.leeward.failover.Fixture.initial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.answer.Asked;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.ServingState;
import dev.leeward.serving.Steering;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every way that leads to a service's name, walked by real answers: what is withdrawn is at the end
 * of none.
 */
class WithdrawnAddressTest {
  private static final String WITHDRAWN = "192.0.2.10";
  private static final String WITHDRAWN_6 = "2001:db8:1:0:0:0:0:10";
  private static final String SERVED = "198.51.100.10";
  private static final Fixture ZONE =
      Fixture.of(
          """
          www A 192.0.2.10
          www A 198.51.100.10
          www AAAA 2001:db8:1::10
          www AAAA 2001:db8:2::10
          www HTTPS 1 . alpn=h2 ipv4hint=192.0.2.10,198.51.100.10 ipv6hint=2001:db8:1::10
          www SVCB 2 www port=853 ipv6hint=2001:db8:1::10,2001:db8:2::10
          www MX 5 www
          www SRV 0 0 80 www
          @ MX 10 www
          _http._tcp SRV 0 0 80 www
          svcb SVCB 1 www port=853
          https HTTPS 1 www alpn=h2
          https-alias HTTPS 0 www
          alias CNAME www
          alias2 CNAME alias
          mx-alias MX 10 alias
          old DNAME @
          *.wild CNAME www
          *.mx MX 10 www
          """);
  private static final List<String> NAMES =
      List.of(
          "example.com.",
          "www.example.com.",
          "_http._tcp.example.com.",
          "svcb.example.com.",
          "https.example.com.",
          "https-alias.example.com.",
          "alias.example.com.",
          "alias2.example.com.",
          "mx-alias.example.com.",
          "www.old.example.com.",
          "any.wild.example.com.",
          "any.mx.example.com.");
  private static final List<String> TYPES =
      List.of("A", "AAAA", "MX", "SRV", "SVCB", "HTTPS", "NS", "SOA", "TXT", "ANY", "CNAME");

  @Test
  void aWithdrawnAddressIsInNoSectionOfNoAnswer() {
    Decision usOut = ZONE.decide(initial(), WITHDRAWN, "2001:db8:1::10");
    for (String answer : answers(usOut)) {
      assertTrue(!answer.contains(WITHDRAWN) && !answer.contains(WITHDRAWN_6), answer);
      assertTrue(!answer.contains("2001:db8:1::10"), answer);
    }
  }

  @Test
  void whatIsServedInsteadIsAtTheEndOfEveryWay() {
    Decision usOut = ZONE.decide(initial(), WITHDRAWN, "2001:db8:1::10");
    long reached = answers(usOut).stream().filter(answer -> answer.contains(SERVED)).count();
    long before = answers(initial()).stream().filter(answer -> answer.contains(WITHDRAWN)).count();
    assertTrue(before > 20, before + " answers with the address that is withdrawn later");
    assertEquals(before, reached);
  }

  private static List<String> answers(Decision decision) {
    Steering steering =
        SteeringCompiler.compile(ZONE.zones(), List.of(ZONE.state(decision, false)));
    ServingState state = new ServingState(ZONE.zones(), steering, AnswerSettings.DEFAULT, 1);
    Asked asked = Asked.of(state);
    List<String> answers = new ArrayList<>();
    for (String name : NAMES) {
      for (String type : TYPES) {
        answers.add(name + " " + type + ":\n" + asked.answer(name + " " + type));
      }
    }
    return answers;
  }
}
