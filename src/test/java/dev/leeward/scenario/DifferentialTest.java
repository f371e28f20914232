package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.leeward.conformance.WickedZones;
import dev.leeward.scenario.GeneratedQuestions.Asking;
import dev.leeward.zone.Zone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/**
 * The same zones in a real Leeward, NSD and Knot, the same generated questions to all: where NSD
 * and Knot agree Leeward answers as they do, and elsewhere as one of them, but for what {@link
 * KnownDifference} lists.
 */
class DifferentialTest {
  private static final long SEED = 20260102;
  private static final int QUESTIONS = Integer.getInteger("leeward.questions", 6_000);
  private static final String NOT_COMPARED =
      "DifferentialTest is skipped: nsd and knotd are not both installed";
  private static final Duration START = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void leewardAnswersAsNsdAndKnotDo() throws Exception {
    compare("wicked");
  }

  @Test
  void leewardAnswersForTheRootAsNsdAndKnotDo() throws Exception {
    compare("wicked-root");
  }

  private void compare(String zones) throws Exception {
    if (!PeerServer.isInstalled("nsd") || !PeerServer.isInstalled("knotd")) {
      System.out.println(NOT_COMPARED);
      abort(NOT_COMPARED);
    }
    Map<String, Path> files = WickedZones.files(zones);
    int port = Scenes.freePorts();
    try (PeerServer nsd = PeerServer.nsd(Files.createDirectory(folder.resolve("nsd")), files);
        PeerServer knot = PeerServer.knot(Files.createDirectory(folder.resolve("knot")), files);
        LeewardProcess leeward = LeewardProcess.serving(files, port, folder)) {
      for (int each : new int[] {nsd.port(), knot.port(), port}) {
        for (String origin : files.keySet()) {
          Scenes.await(origin + " is served on port " + each, START, () -> serves(each, origin));
        }
      }
      try (RawClient toNsd = new RawClient(nsd.port());
          RawClient toKnot = new RawClient(knot.port());
          RawClient toLeeward = new RawClient(port)) {
        ask(files, List.of(toNsd, toKnot, toLeeward));
      }
      assertTrue(leeward.isAlive());
    }
  }

  private static boolean serves(int port, String origin) {
    try {
      Message answer = Scenes.ask(port, origin, Type.SOA, false);
      return answer.getHeader().getFlag(org.xbill.DNS.Flags.AA);
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void ask(Map<String, Path> files, List<RawClient> clients) throws IOException {
    List<Zone> zones =
        files.entrySet().stream()
            .map(zone -> WickedZones.load(zone.getKey(), zone.getValue()))
            .toList();
    List<Asking> questions = new GeneratedQuestions(SEED, zones).draw(QUESTIONS);
    List<String> differences = new ArrayList<>();
    int agreed = 0;
    int known = 0;
    for (int id = 0; id < questions.size(); id++) {
      Asking question = questions.get(id);
      List<ReadAnswer> answers = answers(id & 0xFFFF, question, clients);
      boolean isAgreed = answers.get(0).equals(answers.get(1));
      agreed += isAgreed ? 1 : 0;
      if (!answers.subList(0, 2).contains(answers.get(2))) {
        String asked = text(question);
        if (KnownDifference.covers(asked)) {
          known++;
        } else {
          differences.add(describe(asked, question, answers));
        }
      }
    }
    System.out.println(
        "%d questions, NSD and Knot agree on %d; %d known differences"
            .formatted(questions.size(), agreed, known));
    assertEquals(List.of(), differences, () -> String.join("\n", differences));
  }

  private static List<ReadAnswer> answers(int id, Asking question, List<RawClient> clients)
      throws IOException {
    byte[] packet = packet(id, question);
    List<ReadAnswer> answers = new ArrayList<>();
    if (!question.tcp()) {
      for (RawClient client : clients) {
        client.send(packet);
      }
    }
    for (RawClient client : clients) {
      byte[] octets = question.tcp() ? client.overTcp(packet) : client.receive(id);
      answers.add(ReadAnswer.of(new Message(octets)));
    }
    return answers;
  }

  private static byte[] packet(int id, Asking question) {
    ByteBuffer packet = ByteBuffer.allocate(512);
    boolean hasOpt = question.udpSize() > 0;
    packet.putShort((short) id).putShort((short) 0).putShort((short) 1).putInt(0);
    packet.putShort((short) (hasOpt ? 1 : 0));
    packet.put(question.name().wire()).putShort((short) question.type()).putShort((short) 1);
    if (hasOpt) {
      packet.put((byte) 0).putShort((short) 41).putShort((short) question.udpSize());
      packet.putInt(0).putShort((short) 0);
    }
    return Arrays.copyOf(packet.array(), packet.position());
  }

  private static String text(Asking question) {
    return question.name().toString().toLowerCase(Locale.ROOT) + " " + Type.string(question.type());
  }

  private static String describe(String asked, Asking question, List<ReadAnswer> answers) {
    String how = (question.tcp() ? " over TCP" : " over UDP") + ", size " + question.udpSize();
    return "%s%s\n  NSD     %s\n  Knot    %s\n  Leeward %s"
        .formatted(asked, how, answers.get(0), answers.get(1), answers.get(2));
  }
}
