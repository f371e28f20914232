package dev.leeward.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rcode;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;

class MessageWriterTest {
  private static final Name NAME = Name.parse("www.example.com.");
  private static final Query QUERY =
      new Query(
          new QueryHeader(7, 0, true, false),
          new Question(NAME, RecordType.A, Query.CLASS_IN),
          null,
          null);

  private final MessageWriter writer = new MessageWriter();

  @Test
  void ownersAndNamesOfTheFirstTypesBecomePointers() throws IOException {
    writer.begin(512);
    writer.question(QUERY.question());
    int before = writer.length();
    assertTrue(writer.write(Section.ANSWER, alias("WWW.example.com.", "WEB.Example.com.")));
    assertEquals(before + 2 + 10 + 6, writer.length());
    assertEquals("WEB.example.com.", finished().getSection(1).getFirst().rdataToString());
  }

  @Test
  void namesInNewerTypesAreNeverCompressed() throws IOException {
    byte[] target = NAME.wire();
    byte[] srv = new byte[6 + target.length];
    System.arraycopy(target, 0, srv, 6, target.length);
    RRset set = new RRset(NAME, new RecordType(33), 1, List.of(new Rdata(srv)));
    writer.begin(512);
    writer.question(QUERY.question());
    int before = writer.length();
    assertTrue(writer.write(Section.ANSWER, set));
    assertEquals(before + 2 + 10 + srv.length, writer.length());
    assertEquals("0 0 0 www.example.com.", finished().getSection(1).getFirst().rdataToString());
  }

  @Test
  void anRrsetThatDoesNotFitLeavesNothingBehind() throws IOException {
    List<Rdata> names = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      names.add(new Rdata(Name.parse("some-long-label-" + i + ".example.net.").wire()));
    }
    writer.begin(512);
    writer.question(QUERY.question());
    int before = writer.length();
    assertFalse(writer.write(Section.ANSWER, new RRset(NAME, RecordType.NS, 60, names)));
    assertEquals(before, writer.length());
    assertTrue(writer.write(Section.ANSWER, alias("www.example.com.", "a.example.net.")));
    assertEquals("a.example.net.", finished().getSection(1).getFirst().rdataToString());
  }

  @Test
  void aMessageOf64KibOctetsOfNamesReadsBackAsItWasWritten() throws IOException {
    List<Rdata> names = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      String name = "host-" + i + ".zone-" + i % 700 + ".example.net.";
      names.add(new Rdata(Name.parse(name).wire()));
      expected.add(name);
    }
    writer.begin(65535);
    writer.question(QUERY.question());
    assertTrue(writer.write(Section.ANSWER, new RRset(NAME, RecordType.NS, 60, names)));
    List<String> read =
        finished().getSection(1).stream().map(org.xbill.DNS.Record::rdataToString).toList();
    assertEquals(expected, read);
  }

  @Test
  void nothingIsWrittenIntoReservedRoom() {
    RRset set = alias("www.example.com.", "web.example.com.");
    writer.begin(12 + 21 + 18 + 11);
    writer.question(QUERY.question());
    writer.reserve(12);
    assertFalse(writer.write(Section.ANSWER, set));
    writer.release(1);
    assertTrue(writer.write(Section.ANSWER, set));
    writer.release(11);
    assertTrue(writer.hasRoomFor(11));
    assertFalse(writer.hasRoomFor(12));
  }

  @Test
  void anExtendedCodeIsSplitBetweenHeaderAndOpt() throws IOException {
    writer.begin(512);
    writer.question(QUERY.question());
    writer.opt(1232, Rcode.BADVERS, true, List.of(new EdnsOption(3, new byte[] {1, 2})));
    writer.finish(QUERY.header(), Rcode.BADVERS, false, false);
    Message message = new Message(Arrays.copyOf(writer.message(), writer.length()));
    assertEquals(16, message.getRcode());
    assertEquals(1, message.getOPT().getOptions(3).size());
    assertTrue((message.getOPT().getFlags() & 0x8000) != 0);
  }

  private static RRset alias(String owner, String target) {
    Rdata data = new Rdata(Name.parse(target).wire());
    return new RRset(Name.parse(owner), RecordType.CNAME, 60, List.of(data));
  }

  private Message finished() throws IOException {
    writer.finish(QUERY.header(), Rcode.NOERROR, true, false);
    return new Message(Arrays.copyOf(writer.message(), writer.length()));
  }
}
