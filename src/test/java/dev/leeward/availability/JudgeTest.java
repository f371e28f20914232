package dev.leeward.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  private static final Name WWW = Name.parse("www.example.com.");
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final long ROUND = seconds(10);

  private final ServedLately served = new ServedLately();
  private final Judge judge = new Judge(served, TIMEOUT);

  static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  static Rdata address(String text) {
    return new Rdata(InetAddress.ofLiteral(text).getAddress());
  }

  static Steering serving(String... addresses) {
    List<Rdata> records = Arrays.stream(addresses).map(JudgeTest::address).toList();
    Map<RecordType, RRset> rrsets =
        records.isEmpty()
            ? Map.of()
            : Map.of(RecordType.A, new RRset(WWW, RecordType.A, 30, records));
    return new Steering(List.of(new SteeredName(WWW, "www", rrsets, 5, null)), Map.of());
  }

  static Question ask(String instance, String address) {
    return new Question(
        "www",
        WWW,
        RecordType.A,
        new AvailabilitySettings.Asked(
            instance, new InetSocketAddress(InetAddress.ofLiteral(address), 53)));
  }

  private static Outcome answer(String... addresses) {
    Set<Rdata> records = Set.copyOf(Arrays.stream(addresses).map(JudgeTest::address).toList());
    return new Outcome.Answered(0, true, records);
  }

  private void take(String instance, long askedSeconds, Outcome outcome) {
    boolean waited = outcome instanceof Outcome.Silent;
    long asked = seconds(askedSeconds);
    judge.take(
        new Sample(
            ask(instance, instance.equals("fra") ? "192.0.2.2" : "192.0.2.3"),
            asked,
            asked + (waited ? TIMEOUT.toNanos() : 1_000_000),
            outcome));
  }

  /** All that was taken, long after. */
  private List<String> verdicts() {
    List<String> verdicts = new ArrayList<>();
    for (Judge.Judged each : judge.due(seconds(1000), ROUND)) {
      verdicts.add(each.sample().question().asked().instance() + " " + each.judgement().word());
    }
    return verdicts;
  }

  private Judgement of(Outcome outcome) {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    take("fra", 100, outcome);
    return judge.due(seconds(1000), ROUND).getFirst().judgement();
  }

  @Test
  void theRecordsThatAreServedHereAreGood() {
    assertEquals(Judgement.GOOD, of(answer("192.0.2.10")));
  }

  @Test
  void otherRecordsAreWrongAndSoAreMoreOrFewer() {
    assertEquals(Judgement.WRONG, of(answer("198.51.100.10")));
    assertEquals(Judgement.WRONG, of(answer("192.0.2.10", "198.51.100.10")));
  }

  @Test
  void anAnswerWithoutRecordsOrWithoutAuthorityOrWithAnErrorCountsAgainst() {
    assertEquals(Judgement.EMPTY, of(answer()));
    assertEquals(Judgement.ERROR, of(new Outcome.Answered(2, true, Set.of())));
    assertEquals(
        Judgement.ERROR, of(new Outcome.Answered(0, false, Set.of(address("192.0.2.10")))));
    assertEquals(Judgement.ERROR, of(new Outcome.Garbled()));
  }

  @Test
  void whatWasServedAMomentBeforeOrIsAMomentAfterIsGood() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    served.look(serving("198.51.100.10"), seconds(100), seconds(2000));
    take("fra", 96, answer("198.51.100.10"));
    take("fra", 104, answer("192.0.2.10"));
    take("fra", 94, answer("198.51.100.10"));
    take("fra", 106, answer("192.0.2.10"));
    assertEquals(List.of("fra good", "fra good", "fra wrong", "fra wrong"), verdicts());
  }

  @Test
  void nothingIsSaidOfAnEmptyAnswerWhileTheTypeComesOrGoes() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    served.look(serving(), seconds(100), seconds(2000));
    take("fra", 98, answer());
    assertEquals(List.of("fra changing"), verdicts());
  }

  @Test
  void silenceCountsBetweenTwoAnswersOfAnother() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    take("sin", 95, answer("192.0.2.10"));
    take("fra", 100, new Outcome.Silent());
    take("fra", 101, new Outcome.Refused());
    take("sin", 105, answer("192.0.2.10"));
    assertEquals(List.of("sin good", "fra silent", "fra refused", "sin good"), verdicts());
  }

  @Test
  void anObserverThatNobodyAnswersBlamesNobody() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    take("sin", 100, new Outcome.Silent());
    take("fra", 100, new Outcome.Silent());
    take("fra", 105, new Outcome.Refused());
    assertEquals(List.of("sin alone", "fra alone", "fra alone"), verdicts());
  }

  @Test
  void theFirstSilenceOfACutIsNotBlamedOnAnybodyEither() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    take("sin", 95, answer("192.0.2.10"));
    take("fra", 100, new Outcome.Silent());
    take("sin", 105, new Outcome.Silent());
    assertEquals(List.of("sin good", "fra alone", "sin alone"), verdicts());
  }

  @Test
  void whatOneAddressOfAnInstanceAnswersProvesNothingForItsOther() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    take("fra", 95, answer("192.0.2.10"));
    take("fra", 100, new Outcome.Silent());
    take("fra", 105, answer("192.0.2.10"));
    assertEquals(List.of("fra good", "fra alone", "fra good"), verdicts());
  }

  @Test
  void anErrorOfAnotherProvesThatTheWayIsThere() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    take("sin", 95, new Outcome.Answered(2, true, Set.of()));
    take("fra", 100, new Outcome.Silent());
    take("sin", 105, new Outcome.Garbled());
    assertEquals(List.of("sin error", "fra silent", "sin error"), verdicts());
  }

  @Test
  void whatWasNoticedTooLateWasThisProcessItself() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    take("sin", 99, answer("192.0.2.10"));
    judge.take(
        new Sample(ask("fra", "192.0.2.2"), seconds(100), seconds(104), new Outcome.Silent()));
    take("sin", 101, answer("192.0.2.10"));
    assertEquals(List.of("sin good", "fra stalled", "sin good"), verdicts());
  }

  @Test
  void whatDidNotLeaveThisHostSaysNothing() {
    assertEquals(Judgement.NOT_SENT, of(new Outcome.NotSent()));
  }

  @Test
  void anotherFamilyIsNoProof() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    take("sin", 99, answer("192.0.2.10"));
    judge.take(
        new Sample(ask("fra", "2001:db8::2"), seconds(100), seconds(102), new Outcome.Silent()));
    take("sin", 101, answer("192.0.2.10"));
    assertEquals(List.of("sin good", "fra alone", "sin good"), verdicts());
  }

  @Test
  void nothingIsJudgedBeforeWhatComesAfterIsKnown() {
    served.look(serving("192.0.2.10"), 0, seconds(2000));
    take("fra", 100, answer("192.0.2.10"));
    assertEquals(0, judge.due(seconds(116), ROUND).size());
    assertEquals(1, judge.due(seconds(117), ROUND).size());
  }
}
