package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.topology.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a host is probed, whatever its resolver does. */
class EndpointAddressesTest {
  private static final InetAddress FIRST = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress SECOND = InetAddress.ofLiteral("192.0.2.2");

  private final List<String> questions = new ArrayList<>();
  private final List<Promise<List<InetAddress>>> answers = new ArrayList<>();
  private final EndpointAddresses addresses = new EndpointAddresses(this::ask);
  private final Endpoint host = new Endpoint(Name.parse("LB.example.net"), "us-east");

  private Future<List<InetAddress>> ask(String name) {
    questions.add(name);
    answers.add(Promise.promise());
    return answers.getLast().future();
  }

  @Test
  void anAddressIsAskedOfNobody() {
    assertEquals(FIRST, addresses.of(new Endpoint(FIRST, "us-east")).result());
    assertEquals(List.of(), questions);
  }

  @Test
  void theFirstProbeWaitsForTheAnswer() {
    Future<InetAddress> address = addresses.of(host);
    assertEquals(List.of("lb.example.net."), questions);
    assertFalse(address.isComplete());
    answers.getFirst().complete(List.of(FIRST));
    assertEquals(FIRST, address.result());
  }

  @Test
  void asLongAsNothingIsKnownAFailureIsAFailure() {
    Future<InetAddress> address = addresses.of(host);
    answers.getFirst().fail("no such host");
    assertTrue(address.failed());
  }

  @Test
  void eachProbeAsksAndGoesWhereTheLastAnswerLed() {
    addresses.of(host);
    answers.getFirst().complete(List.of(FIRST));
    assertEquals(FIRST, addresses.of(host).result());
    answers.getLast().complete(List.of(SECOND));
    assertEquals(SECOND, addresses.of(host).result());
    assertEquals(3, questions.size());
  }

  @Test
  void whatWasFoundOnceIsKeptWhileTheResolverFailsOrHangs() {
    addresses.of(host);
    answers.getFirst().complete(List.of(FIRST));
    addresses.of(host);
    answers.getLast().fail("no resolver");
    assertEquals(FIRST, addresses.of(host).result());
    assertEquals(FIRST, addresses.of(host).result(), "the third question is still open");
    assertEquals(3, questions.size());
  }

  @Test
  void whoeverListensIsToldOfAChangeAndOfNothingElse() {
    List<String> told = new ArrayList<>();
    addresses.tell((name, found) -> told.add(name + found));
    addresses.of(host);
    answers.getLast().complete(List.of(SECOND, FIRST));
    addresses.of(host);
    answers.getLast().complete(List.of(FIRST, SECOND));
    addresses.of(host);
    answers.getLast().fail("no resolver");
    addresses.of(host);
    answers.getLast().complete(List.of(SECOND));
    assertEquals(
        List.of("lb.example.net.[/192.0.2.1, /192.0.2.2]", "lb.example.net.[/192.0.2.2]"), told);
  }

  @Test
  void aProbeOfOneOfItsAddressesGoesThereAndLooksForTheOthers() {
    Endpoint second = Endpoint.at(host, SECOND);
    assertEquals("lb.example.net.@192.0.2.2", second.text());
    assertEquals(SECOND, addresses.of(second).result());
    assertEquals(List.of("lb.example.net."), questions);
  }

  @Test
  void aNameWithThousandsOfAddressesIsProbedAtAFewOfThem() {
    List<InetAddress> many = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      many.add(InetAddress.ofLiteral("10.0." + i / 250 + "." + (i % 250 + 1)));
    }
    addresses.of(host);
    answers.getLast().complete(many.reversed());
    assertEquals(EndpointAddresses.MOST_OF_A_HOST, addresses.places(host).size());
    assertEquals("lb.example.net.@10.0.0.1", addresses.places(host).getFirst().text());
  }

  @Test
  void anAnswerWithoutAddressesIsAFailure() {
    Future<InetAddress> address = addresses.of(host);
    answers.getLast().complete(List.of());
    assertTrue(address.failed());
    assertEquals(List.of(host), addresses.places(host));
  }
}
