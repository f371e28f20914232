package dev.leeward.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which package may import which, with the reason: the table of the design, word for word. */
class PackagesTest {
  static final String ROOT = "dev.leeward.";

  /** {@code Main} alone stands above all packages; nothing may know it. */
  private static final Set<String> PLANES =
      Set.of(
          "dns",
          "wire",
          "topology",
          "zone",
          "serving",
          "answer",
          "listener",
          "health",
          "agreement",
          "cluster",
          "failover");

  private static final JavaClasses CLASSES = classes();

  static JavaClasses classes() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.leeward");
  }

  /** Package to what it may import; a package that is missing here fails the test. */
  private static Map<String, Set<String>> allowed() {
    return new TreeMap<>(
        Map.ofEntries(
            Map.entry("dns", Set.of()),
            Map.entry("wire", Set.of("dns")),
            Map.entry("topology", Set.of("dns", "zone")),
            Map.entry("zone", Set.of("dns")),
            Map.entry("serving", Set.of("dns", "zone")),
            Map.entry("answer", Set.of("dns", "wire", "zone", "serving")),
            Map.entry("listener", Set.of("answer")),
            Map.entry("health", Set.of("dns", "topology")),
            Map.entry("agreement", Set.of("topology")),
            Map.entry("cluster", Set.of("topology", "agreement")),
            // zone: steering is compiled onto the nodes of the zone that it steers.
            Map.entry("failover", Set.of("dns", "topology", "agreement", "serving", "zone")),
            // It is handed what happened, and tells people: it knows no more.
            Map.entry("notification", Set.of()),
            Map.entry("querylog", Set.of("dns", "wire", "serving", "answer", "listener")),
            // It compares what others answer with what is served here, and nothing that decides
            // knows it.
            Map.entry("availability", Set.of("dns", "serving")),
            Map.entry("control", PLANES),
            // What the API says as pages; the words of names and losses to ask it by.
            Map.entry("dashboard", Set.of("dns", "failover", "control")),
            Map.entry(
                "metrics", with(PLANES, "availability", "control", "notification", "querylog")),
            Map.entry(
                "config", with(PLANES, "availability", "control", "notification", "querylog")),
            Map.entry(
                "node",
                with(
                    PLANES,
                    "availability",
                    "control",
                    "dashboard",
                    "metrics",
                    "config",
                    "notification",
                    "querylog")),
            Map.entry("demo", Set.of("node")),
            Map.entry("cli", Set.of("node", "demo"))));
  }

  @Test
  void everyPackageHasItsPlaceInTheDesign() {
    assertEquals(allowed().keySet(), packages());
  }

  @Test
  void everyPackageImportsOnlyWhatItMay() {
    allowed().forEach((importer, mayImport) -> onlyImports(importer, mayImport).check(CLASSES));
  }

  @Test
  void nothingKnowsTheEntryPoint() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "(*)..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.leeward")
        .because("the process is assembled from above")
        .check(CLASSES);
  }

  @Test
  void noPackagesImportEachOtherInACircle() {
    slices()
        .matching(ROOT + "(*)..")
        .should()
        .beFreeOfCycles()
        .because("a package can then be read, tested and replaced without its users")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> marked =
        CLASSES.stream()
            .filter(each -> each.getSimpleName().equals("package-info"))
            .filter(each -> each.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .map(each -> each.getPackageName().substring(ROOT.length()))
            .collect(toCollection(TreeSet::new));
    assertEquals(packages(), marked);
  }

  /** Nobody but {@code node} and {@code Main} has {@code config} or {@code metrics} among them. */
  private static ArchRule onlyImports(String importer, Set<String> mayImport) {
    List<String> forbidden = new ArrayList<>();
    for (String other : allowed().keySet()) {
      if (!other.equals(importer) && !mayImport.contains(other)) {
        forbidden.add(ROOT + other + "..");
      }
    }
    return noClasses()
        .that()
        .resideInAPackage(ROOT + importer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new))
        .because(
            importer + " may import " + new TreeSet<>(mayImport) + ": the planes meet there only");
  }

  private static Set<String> packages() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(ROOT))
        .map(name -> name.substring(ROOT.length()).split("\\.")[0])
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(List.of(more));
    return all;
  }
}
