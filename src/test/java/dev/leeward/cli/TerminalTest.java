package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/** Colours and completion: what a terminal's user has beside the text. */
class TerminalTest {
  private static final String STATUS =
      """
      {"instance":"one","cluster":"c","version":"1","at":"x","automation":{"running":true},
       "quorum":1,"voters":[{"name":"OUT","region":"r","self":true,"fresh":false,"sameLedger":true,"sameTargets":true}],
       "services":[{"name":"www","served":["b"],"reason":"failed-over","regions":[{"name":"a","in":false},{"name":"b","in":true}]}],
       "targets":[{"id":"192.0.2.10/web","region":"a","verdict":"down","votes":{"OUT":"down"},"reason":""}],
       "overrides":[],"zones":[],"zonesNotReady":[],"warnings":["look"]}
      """;

  private static String status(Ansi ansi) throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    api.createContext(
        "/",
        exchange -> {
          byte[] octets = STATUS.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, octets.length);
          exchange.getResponseBody().write(octets);
          exchange.close();
        });
    api.start();
    try {
      StringWriter out = new StringWriter();
      String[] words = {"status", "--api", "http://127.0.0.1:" + api.getAddress().getPort()};
      assertEquals(
          0, Leeward.run(words, new PrintWriter(out), new PrintWriter(new StringWriter()), ansi));
      return out.toString();
    } finally {
      api.stop(0);
    }
  }

  @Test
  void coloursChangeNothingButTheColour() throws IOException {
    String plain = status(Ansi.OFF);
    String coloured = status(Ansi.ON);
    assertFalse(plain.contains("\u001b"), plain);
    assertEquals(plain, coloured.replaceAll("\u001b\\[[0-9]*m", ""));
  }

  @Test
  void whatNeedsALookIsRedAndWhatIsWellIsGreen() throws IOException {
    String coloured = status(Ansi.ON);
    assertTrue(coloured.contains("a\u001b[31m=OUT\u001b[0m b\u001b[32m=in\u001b[0m"), coloured);
    assertTrue(coloured.contains("\u001b[31mNOT FRESH\u001b[0m"), coloured);
    assertTrue(coloured.contains("automation: \u001b[32mrunning\u001b[0m"), coloured);
    assertTrue(coloured.contains("\u001b[31mwarning:\u001b[0m look"), coloured);
  }

  @Test
  void aNameInCapitalsIsNoState() throws IOException {
    assertTrue(status(Ansi.ON).contains("\nOUT    r"), status(Ansi.ON));
  }

  private static String completion(String shell) {
    StringWriter out = new StringWriter();
    String[] words = {"completion", shell};
    assertEquals(0, Leeward.run(words, new PrintWriter(out), new PrintWriter(new StringWriter())));
    return out.toString();
  }

  private static boolean isInstalled(String tool) {
    return java.util.stream.Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void theShellTakesTheScript(String shell, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(isInstalled(shell), shell + " is not installed");
    Path script = Files.writeString(folder.resolve("completion"), completion(shell));
    Process process =
        new ProcessBuilder(shell, "-c", "source " + script + " && echo taken")
            .redirectErrorStream(true)
            .start();
    assertEquals("taken", process.inputReader().lines().reduce("", String::concat));
    assertEquals(0, process.waitFor());
  }

  @Test
  void bashCompletesACommand(@TempDir Path folder) throws IOException {
    assumeTrue(isInstalled("bash"), "bash is not installed");
    Path script = Files.writeString(folder.resolve("completion"), completion("bash"));
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                "source "
                    + script
                    + "; COMP_WORDS=(leeward und); COMP_CWORD=1; _complete_leeward;"
                    + " echo \"${COMPREPLY[@]}\"")
            .redirectErrorStream(true)
            .start();
    assertEquals("undrain", process.inputReader().lines().reduce("", String::concat));
  }

  @Test
  void whatIsForTheBuildIsNotCompleted() {
    assertFalse(completion("bash").contains("train'"), "train is no operator's command");
  }
}
