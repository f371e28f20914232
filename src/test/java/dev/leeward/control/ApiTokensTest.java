package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiTokensTest {
  /** Of {@code a-token-of-some-length}, by sha256sum. */
  private static final String HASH =
      "4f0d205b316ab19696f52d3dc08107a4186c12b117a2a23581353b462001edee";

  private static ApiTokens parse(String... lines) throws ApiTokens.Unusable {
    return ApiTokens.parse("tokens", List.of(lines), false);
  }

  @Test
  void aTokenIsFoundByItselfAndByItsHashAndByNothingElse() throws Exception {
    for (String written : List.of("a-token-of-some-length", "sha256:" + HASH)) {
      ApiTokens tokens = parse("# people", "", "  ann\t operate  " + written + "  ");
      assertEquals(
          Optional.of(new ApiTokens.Entry("ann", Role.OPERATE, HASH)),
          tokens.find("a-token-of-some-length"));
      for (String wrong : List.of("", "a-token-of-some-lengt", "A-token-of-some-length", HASH)) {
        assertEquals(Optional.empty(), tokens.find(wrong), wrong);
      }
    }
  }

  @Test
  void oneNameMayHaveTwoTokensWhileOneIsRolled() throws Exception {
    ApiTokens tokens = parse("ann view aaaaaaaaaaaaaaaa", "ann view bbbbbbbbbbbbbbbb");
    assertTrue(tokens.find("aaaaaaaaaaaaaaaa").isPresent());
    assertTrue(tokens.find("bbbbbbbbbbbbbbbb").isPresent());
  }

  @Test
  void nothingSecretIsPrinted() throws Exception {
    assertEquals(
        "ann view, bob admin",
        parse("ann view aaaaaaaaaaaaaaaa", "bob admin bbbbbbbbbbbbbbbb").toString());
    ApiTokens.Unusable alone = assertThrows(ApiTokens.Unusable.class, () -> parse("a-lone-token"));
    assertFalse(
        String.valueOf(alone.getMessage()).contains("a-lone-token"),
        String.valueOf(alone.getMessage()));
  }

  @ParameterizedTest
  @CsvSource({
    "secret, tokens:1: has 1 words where three are needed; write NAME ROLE TOKEN",
    "ann view aaaaaaaaaaaaaaaa extra, tokens:1: has 4 words",
    "-ann view aaaaaaaaaaaaaaaa, tokens:1: does not begin with a name",
    "ann View aaaaaaaaaaaaaaaa, tokens:1: has no role after the name ann",
    "ann view aaaaaaaaaaaaaaa, tokens:1: has a token of less than 16 characters",
    "ann view sha256:12, tokens:1: has no SHA-256 after sha256:",
    "#, tokens: is empty"
  })
  void aBadLineIsNamed(String line, String problem) {
    ApiTokens.Unusable bad = assertThrows(ApiTokens.Unusable.class, () -> parse(line));
    assertTrue(
        String.valueOf(bad.getMessage()).startsWith(problem), String.valueOf(bad.getMessage()));
  }

  @Test
  void twoNamesWithOneTokenAreRefused() {
    ApiTokens.Unusable bad =
        assertThrows(
            ApiTokens.Unusable.class,
            () -> parse("ann view a-token-of-some-length", "#", "bob view sha256:" + HASH));
    assertTrue(String.valueOf(bad.getMessage()).startsWith("tokens:3: has the token of line 1; "));
  }

  @Test
  void aFileThatEverybodyReadsHoldsHashesOnly(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t"), "ann view a-token-of-some-length\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    ApiTokens.Unusable open = assertThrows(ApiTokens.Unusable.class, () -> ApiTokens.read(file));
    assertTrue(
        String.valueOf(open.getMessage()).contains("everybody on this host can read"),
        String.valueOf(open.getMessage()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals("ann view", ApiTokens.read(file).toString());
    Files.writeString(file, "ann view sha256:" + HASH);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals("ann view", ApiTokens.read(file).toString());
  }
}
