package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Master;
import org.xbill.DNS.Record;

/** Nothing is lost or changed by reading entry by entry. */
class IndependentReaderTest {
  @Test
  void theDeliveredZonesHoldWhatDnsjavaReadsInOneGo() throws IOException {
    for (String origin : new String[] {"example.com.", "2.0.192.in-addr.arpa."}) {
      Path file = Path.of("zones", origin + "zone");
      assertEquals(readInOneGo(file, origin), readByEntry(file, origin));
    }
  }

  private static Set<String> readInOneGo(Path file, String origin) throws IOException {
    Set<String> records = new TreeSet<>();
    try (Master master =
        new Master(Files.newInputStream(file), org.xbill.DNS.Name.fromString(origin))) {
      for (Record rr = master.nextRecord(); rr != null; rr = master.nextRecord()) {
        records.add(rr.toString());
      }
    }
    return records;
  }

  private static Set<String> readByEntry(Path file, String origin) throws IOException {
    Zone zone = ZoneLoader.load(Name.parse(origin), file, SteeredNames.NONE).zone();
    assertNotNull(zone);
    Set<String> records = new TreeSet<>();
    for (Node node : zone.nodes()) {
      for (RRset rrset : node.rrsets()) {
        for (Rdata data : rrset.records()) {
          records.add(
              Record.newRecord(
                      RecordTranslation.toDnsjava(rrset.owner()),
                      rrset.type().code(),
                      1,
                      rrset.ttl(),
                      data.wire())
                  .toString());
        }
      }
    }
    return records;
  }
}
