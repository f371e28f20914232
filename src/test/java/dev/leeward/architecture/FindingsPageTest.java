package dev.leeward.architecture;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.architecture.FindingsPage.Section;
import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.KeyFileException;
import dev.leeward.config.Finding;
import dev.leeward.config.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual's page on findings has all that there are, and its examples are what they say. */
class FindingsPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/findings.md");
  private static final Path SOURCES = Path.of("src/main/java/dev/leeward/config");

  private final FindingsPage page;
  private final Path folder;
  private final Map<String, String> keys = new HashMap<>();

  FindingsPageTest(@TempDir Path folder) throws IOException, KeyFileException {
    page = FindingsPage.read(PAGE);
    this.folder = folder;
    for (String name : List.of("iad-1", "fra-1", "sin-1")) {
      String key = KeyFile.generate(folder.resolve(name + ".key"), name);
      keys.put(name.toUpperCase(Locale.ROOT).replace('-', '_') + "_KEY", key);
    }
  }

  @Test
  void everyCodeThatCanBeEmittedHasItsSectionAndNoSectionIsForAnother() throws IOException {
    assertEquals(EmittedCodes.in(SOURCES), new TreeSet<>(page.codes()));
    assertEquals(page.codes().size(), new TreeSet<>(page.codes()).size(), "a code twice");
  }

  @Test
  void theIndexIsTheSectionsInTheirOrder() {
    assertEquals(page.codes(), page.indexed());
  }

  @Test
  void everySectionHasWhatIsSaidItsCauseAndItsCure() {
    assertAll(
        page.sections().stream()
            .map(section ->
                () -> {
                  assertTrue(section.said().contains("; "), section.code());
                  assertTrue(section.text().contains("\n**Cause:** "), section.code());
                  assertTrue(section.text().contains("\n**Cure:** "), section.code());
                }));
  }

  @Test
  void whatTheExamplesAreAddedToHasNoFindings() throws IOException {
    assertEquals(List.of(), load(new Section("none", "")).findings());
  }

  @Test
  void everyExampleIsFoundAndSaidAsThePageHasIt() {
    List<Section> examples = page.sections().stream().filter(Section::hasExample).toList();
    assertTrue(examples.size() > 100, "of " + examples.size());
    assertAll(examples.stream().map(section -> () -> isFound(section)));
  }

  private void isFound(Section section) throws IOException {
    Finding finding =
        load(section).findings().stream()
            .filter(each -> each.code().equals(section.code()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("its example has no " + section.code()));
    assertEquals("findings.md#" + section.code(), finding.page());
    assertEquals(section.severity(), finding.severity().name().toLowerCase(Locale.ROOT));
    assertEquals(section.said(), said(finding), section.code());
  }

  /** Without the place, and with the example's own folder and keys as the page names them. */
  private String said(Finding finding) {
    String said = finding.what() + "; " + finding.whatToDo();
    for (Map.Entry<String, String> key : keys.entrySet()) {
      said = said.replace(key.getValue(), "${" + key.getKey() + "}");
    }
    return said.replace(folder + "/", "");
  }

  private Loaded load(Section section) throws IOException {
    Files.writeString(
        folder.resolve("example.com.zone"),
        page.baseZone() + section.block("zone").orElse("") + "\n");
    Files.writeString(folder.resolve("part.zone"), section.block("part.zone").orElse("") + "\n");
    Path config = folder.resolve("leeward.conf");
    Files.writeString(
        config, page.base() + "leeward {\n" + section.block("hocon").orElse("") + "\n}\n");
    return Loaded.load(config, Optional.empty(), keys);
  }
}
