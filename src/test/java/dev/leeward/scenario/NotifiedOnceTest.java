package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One withdrawal, three processes, one webhook: also when the one that would send it dies. */
class NotifiedOnceTest {
  private static final Duration FAILOVER = Duration.ofSeconds(20);

  /**
   * A second to gather, two turns of 15 s, for the last one may have missed the word that it is
   * over, the others' answers, and as much again for this machine.
   */
  private static final Duration NEXT_TURN = Duration.ofSeconds(60);

  private static final String FIRST = NotifiedCluster.INSTANCES.getFirst();
  private static final List<String> SURVIVORS =
      NotifiedCluster.INSTANCES.subList(1, NotifiedCluster.INSTANCES.size());

  /** What came, and its key. */
  private record Got(JsonNode body, String key) {
    String sender() {
      return body.path("instance").asString("");
    }

    String id() {
      return body.path("events").path(0).path("id").asString("");
    }
  }

  private final List<Got> got = new CopyOnWriteArrayList<>();

  /** Called with a request that was read and is not answered yet. */
  private final AtomicReference<Runnable> beforeAnswer = new AtomicReference<>(() -> {});

  private HttpServer receiver;
  private NotifiedCluster cluster;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext("/hook", this::take);
    receiver.start();
    cluster = new NotifiedCluster(folder, receiver.getAddress().getPort());
    cluster.start();
  }

  @AfterEach
  void stop() {
    cluster.close();
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    got.add(
        new Got(
            new JsonMapper().readTree(exchange.getRequestBody().readAllBytes()),
            exchange.getRequestHeaders().getFirst("Idempotency-Key")));
    beforeAnswer.get().run();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /** Until none of them has anything left to send: what has not come by then does not come. */
  private void awaitEndAt(List<String> instances) throws Exception {
    Scenes.await(
        "nothing waits at " + instances,
        NEXT_TURN,
        () -> {
          for (String instance : instances) {
            if (cluster.ended(instance).isEmpty()) {
              return false;
            }
          }
          return true;
        });
  }

  private void assertToldBy(String sender, List<String> instances) throws Exception {
    String told = "delivered by " + sender + " " + got.getLast().id();
    for (String instance : instances) {
      assertEquals(List.of(told), cluster.ended(instance), instance);
    }
  }

  @Test
  void aWithdrawalIsToldOnceAndEveryInstanceKnowsByWhom() throws Exception {
    cluster.breakUsEast();
    Scenes.await("one comes", FAILOVER.plus(NEXT_TURN), () -> !got.isEmpty());
    awaitEndAt(NotifiedCluster.INSTANCES);
    assertEquals(1, got.size(), got::toString);
    JsonNode event = got.getFirst().body().path("events").path(0);
    assertEquals("out", event.path("kind").asString(""));
    assertEquals("www", event.path("service").asString(""));
    assertEquals("us-east", event.path("regions").path(0).asString(""));
    assertEquals(got.getFirst().id(), got.getFirst().key());
    assertToldBy(got.getFirst().sender(), NotifiedCluster.INSTANCES);
  }

  @Test
  void whenWhoWouldSendItDiesInTheSameSecondAnotherOneDoes() throws Exception {
    cluster.breakUsEast();
    Scenes.await("the first fails over", FAILOVER, () -> cluster.servesEuWest(FIRST));
    Scenes.await("it has the notice", FAILOVER, () -> cluster.waits(FIRST));
    cluster.kill(FIRST);
    assertEquals(List.of(), got, "it gathers for a second");
    Scenes.await("another one sends it", NEXT_TURN, () -> !got.isEmpty());
    awaitEndAt(SURVIVORS);
    assertEquals(1, got.size(), got::toString);
    assertTrue(SURVIVORS.contains(got.getFirst().sender()), got::toString);
    assertToldBy(got.getFirst().sender(), SURVIVORS);

    cluster.start(FIRST);
    awaitEndAt(List.of(FIRST));
    assertEquals(1, got.size(), "it still has the event on its disk, and asks before it sends");
  }

  @Test
  void whenItDiesBetweenTheAnswerAndItsWordItComesTwiceWithOneKey() throws Exception {
    AtomicReference<InterruptedException> failure = new AtomicReference<>();
    beforeAnswer.set(() -> {
      try {
        if (got.size() == 1) {
          cluster.kill(got.getFirst().sender());
        }
      } catch (InterruptedException e) {
        failure.set(e);
      }
    });
    cluster.breakUsEast();
    Scenes.await("it comes twice", FAILOVER.plus(NEXT_TURN), () -> got.size() == 2);
    String dead = got.getFirst().sender();
    List<String> living =
        NotifiedCluster.INSTANCES.stream().filter(each -> !each.equals(dead)).toList();
    awaitEndAt(living);
    assertEquals(2, got.size(), got::toString);
    assertNotEquals(dead, got.getLast().sender());
    assertEquals(got.getFirst().id(), got.getLast().id());
    assertEquals(got.getFirst().key(), got.getLast().key());
    assertToldBy(got.getLast().sender(), living);
    assertEquals(null, failure.get());
  }
}
