package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateKeeperTest {
  private static Ledger ledger(long term) {
    TreeMap<String, Standing> regions =
        new TreeMap<>(Map.of("us-east", new Standing(false, term, 1)));
    Decision decision = new Decision("www", term, regions, new TreeMap<>());
    return Ledger.EMPTY.merge(new LedgerEntry.Decided(decision, List.of()));
  }

  private static StateKeeper open(Path folder) throws StateDirectory.Unusable {
    return new StateKeeper(StateDirectory.open(folder));
  }

  @Test
  void theNewestLedgerIsThereAfterARestart(@TempDir Path temp) throws Exception {
    Path folder = temp.resolve("state");
    try (StateKeeper keeper = open(folder)) {
      for (int term = 1; term <= 50; term++) {
        keeper.keep(ledger(term));
      }
    }
    try (StateKeeper keeper = open(folder)) {
      assertEquals(ledger(50).digest(), keeper.keptLedger().digest());
    }
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ledger"))));
  }

  @Test
  void aDamagedLedgerIsNoLedger(@TempDir Path temp) throws Exception {
    try (StateKeeper keeper = open(temp.resolve("state"))) {
      keeper.keep(ledger(7));
    }
    Path file = temp.resolve("state/ledger");
    byte[] octets = Files.readAllBytes(file);
    octets[octets.length - 3] ^= 1;
    Files.write(file, octets);
    try (StateKeeper keeper = open(temp.resolve("state"))) {
      assertTrue(keeper.keptLedger().isEmpty());
    }
    Files.write(file, new byte[5]);
    try (StateKeeper keeper = open(temp.resolve("state"))) {
      assertTrue(keeper.keptLedger().isEmpty());
    }
  }

  @Test
  void everyStartHasAHigherBootEpochEvenWhenTheClockWentBack(@TempDir Path temp) throws Exception {
    long first;
    try (StateKeeper keeper = open(temp.resolve("state"))) {
      first = keeper.beginEpoch(2_000_000);
    }
    try (StateKeeper keeper = open(temp.resolve("state"))) {
      assertTrue(keeper.beginEpoch(1_000_000) > first);
    }
  }

  @Test
  void aFolderInUseIsRefused(@TempDir Path temp) throws Exception {
    StateKeeper first = open(temp.resolve("state"));
    StateDirectory.Unusable refused =
        assertThrows(
            StateDirectory.Unusable.class, () -> StateDirectory.open(temp.resolve("state")));
    assertTrue(String.valueOf(refused.getMessage()).contains("in use"));
    first.close();
    open(temp.resolve("state")).close();
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamed(@TempDir Path temp) throws IOException {
    Path file = Files.createFile(temp.resolve("state"));
    StateDirectory.Unusable refused =
        assertThrows(StateDirectory.Unusable.class, () -> StateDirectory.open(file));
    assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()));
  }
}
