package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.KeyFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** A runbook is typed in a hurry: what it says must be there. */
class RunbookTextTest {
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^ *(?:ssh \\S+ |# or |/\\S*/)?leeward ([a-z].*)$");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir Path folder = Path.of("");

  private static List<List<String>> commands(String text) {
    return COMMAND
        .matcher(text)
        .results()
        .map(each -> words(each.group(1).replaceFirst(" +[#>] .*", "")))
        .toList();
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(each -> each.group(1) == null ? each.group(2) : each.group(1))
        .toList();
  }

  /** As the command line reads it, without doing it. */
  private static void assertExists(List<String> words) {
    CommandLine line = new CommandLine(new Leeward());
    Leeward.commands().forEach((name, command) -> line.addSubcommand(name, command.get()));
    try {
      line.parseArgs(words.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw new AssertionError("leeward " + String.join(" ", words) + ": " + e.getMessage(), e);
    }
  }

  private String runbook(String config) throws IOException {
    Path file = Files.writeString(folder.resolve("leeward.conf"), config);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Leeward.run(
            new String[] {"runbook", "--config", file.toString()},
            new PrintWriter(out),
            new PrintWriter(err));
    assertEquals(0, code, err::toString);
    return out.toString();
  }

  private List<String> keys() throws IOException {
    List<String> keys = new ArrayList<>();
    for (String name : List.of("iad-1", "fra-1", "sin-1")) {
      Path file = folder.resolve(name + ".key");
      Files.deleteIfExists(file);
      try {
        keys.add(KeyFile.generate(file, name));
      } catch (KeyFileException e) {
        throw new IOException(e);
      }
    }
    return keys;
  }

  private String three(String link, String more) throws IOException {
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        $TTL 30
        @ SOA ns1 hostmaster 7 7200 900 1209600 30
        @ NS ns1
        ns1 A 203.0.113.1
        www A 192.0.2.10
        www A 198.51.100.10
        """);
    List<String> keys = keys();
    return runbook(
        """
        leeward {
          cluster = example-dns, instance = iad-1
          private-key-file = "iad-1.key", state-directory = "/var/lib/leeward"
          instances {
            iad-1 { region = us-east, link-address = "%1$s1:5801", public-key = "%2$s", listen.api = "127.0.0.1:8061" }
            fra-1 { region = eu-west, link-address = "%1$s2:5811", public-key = "%3$s", listen.api = "127.0.0.1:8062" }
            sin-1 { region = ap-south, link-address = "%1$s3:5821", public-key = "%4$s", role = witness }
          }
          zones = [ { origin = "example.com", file = "example.com.zone" } ]
          regions { us-east.networks = ["192.0.2.0/24"], eu-west.networks = ["198.51.100.0/24"] }
          checks { web { timeout = 1s } }
          services { www { names = ["www.example.com"], check = web, regions = [us-east, eu-west] } }
          %5$s
        }
        """
            .formatted(link, keys.get(0), keys.get(1), keys.get(2), more));
  }

  @Test
  void whoIsToldAndWhoMayAskAreThereWhereThereAreAny() throws IOException {
    String without = three("10.8.0.", "");
    assertFalse(without.contains("Nobody was told"), without);
    assertFalse(without.contains("A token is lost"), without);
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, "ann admin sha256:" + "0".repeat(64) + "\n");
    String with =
        three(
            "10.8.0.",
            "notifications.duty { url = \"http://127.0.0.1:1/\" }, listen.api-token-file = tokens");
    assertTrue(
        with.contains("leeward notify-test duty --config " + folder.resolve("leeward.conf")), with);
    assertTrue(with.contains("--instance iad-1"), with);
    assertTrue(
        with.contains(
            "ssh 10.8.0.1 leeward status --api http://127.0.0.1:8061 --token-file leeward.token"),
        with);
    assertTrue(with.contains("keep yours as `leeward.token`"), with);
    assertFalse(without.contains("leeward.token"), without);
    assertTrue(with.contains("ssh 10.8.0.2 vi " + tokens), with);
    assertAll(commands(with).stream().map(words -> () -> assertExists(words)));
  }

  @Test
  void anApiThatSpeaksTlsIsAskedSo() {
    RunbookCluster cluster =
        new RunbookCluster(
            new JsonMapper()
                .readTree(
                    """
                    { "instances": [ { "name": "one", "api": "10.8.0.1:8053", "host": "10.8.0.1",
                                       "apiCertificateFile": "/etc/leeward/api.pem" } ] }
                    """));
    assertEquals(
        "ssh 10.8.0.1 leeward status --api https://10.8.0.1:8053 --ca /etc/leeward/api.pem",
        cluster.leeward("status"));
  }

  @Test
  void everyCommandThatItPrintsExists() throws IOException {
    List<List<String>> commands = commands(three("10.8.0.", ""));
    assertTrue(commands.size() > 30, "of " + commands.size());
    assertAll(commands.stream().map(words -> () -> assertExists(words)));
  }

  @Test
  void everyCommandOfTheManualExists() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    for (String page : List.of("delegation", "day-2", "upgrade", "backup", "disaster", "runbook")) {
      commands.addAll(commands(Files.readString(Path.of("src/site/markdown/" + page + ".md"))));
    }
    assertTrue(commands.size() > 20, "of " + commands.size());
    assertAll(commands.stream().map(words -> () -> assertExists(words)));
  }

  @Test
  void itsCommandsNameThisClustersOwnAddresses() throws IOException {
    String text = three("10.8.0.", "listen.dns = [\"*:53\"]");
    Stream.of(
            "ssh 10.8.0.2 leeward status --api http://127.0.0.1:8062",
            "dig @10.8.0.2 www.example.com. A +short",
            "| www | www.example.com. A | us-east, eu-west | 1.6s | 3.4s | 33.4s |",
            "| www | eu-west | 198.51.100.10 |",
            "3 voters, a quorum of 2",
            "| sin-1 | ap-south | nowhere: a witness |",
            "nc -vz -w 3 10.8.0.3 5821")
        .forEach(part -> assertTrue(text.contains(part), () -> part + " is not in\n" + text));
  }

  @Test
  void whatADeadRegionTakesAlongIsNotAskedForHelp() throws IOException {
    String text = three("10.8.0.", "");
    int chapter = text.indexOf("## Region us-east is dead");
    String dead = text.substring(chapter, text.indexOf("\n## ", chapter + 1));
    assertTrue(dead.contains("ssh 10.8.0.2 leeward drain us-east --reason"), dead);
    assertTrue(dead.contains("With it go the instances iad-1: 2 are left, enough to decide"), dead);
  }

  @Test
  void onOneHostNothingIsReachedBySsh() throws IOException {
    String text = three("127.0.0.", "listen.dns = [\"127.0.0.1:5300\"]");
    assertTrue(text.contains("\nleeward status --api http://127.0.0.1:8062\n"), text);
    assertTrue(text.contains("dig @127.0.0.1 -p 5300 www.example.com. A"), text);
    assertTrue(!text.contains("ssh "), text);
  }

  @Test
  void whatThereIsNotHasNoChapter() throws IOException {
    String text = three("10.8.0.", "");
    assertTrue(!text.contains("## Heartbeats") && !text.contains("DNS over TLS"), text);
    String with =
        three(
            "10.8.0.",
            "checks { job { type = heartbeat, secret = \"0123456789abcdef\" } }\n"
                + "services.www.check = job, checks.web = {}");
    assertTrue(with.contains("## Heartbeats do not come\n\nChecks: job."), with);
  }

  @Test
  void aConfigurationWithErrorsHasNone() throws IOException {
    Path file = Files.writeString(folder.resolve("leeward.conf"), "leeward { servces {} }");
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(new StringWriter());
    String[] arguments = {"runbook", "--config", file.toString()};
    assertEquals(ExitCode.INVALID, Leeward.run(arguments, out, new PrintWriter(err)));
    assertTrue(err.toString().contains("unknown key leeward.servces"), err::toString);
  }
}
