package dev.leeward.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The shape of the design: which package may import which, and behind which door each library
 * stands.
 */
class PackagesTest {
  private static final String ROOT = "dev.leeward.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.leeward");

  private static final Set<String> EVERYTHING =
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
          "failover",
          "control",
          "metrics",
          "config");

  /** Package to what it may import; a package that is missing here fails the test. */
  private static final Map<String, Set<String>> ALLOWED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("dns", Set.of()),
              Map.entry("wire", Set.of("dns")),
              Map.entry("topology", Set.of("dns", "zone")),
              Map.entry("zone", Set.of("dns")),
              Map.entry("serving", Set.of("dns", "zone")),
              Map.entry("answer", Set.of("dns", "wire", "zone", "serving")),
              Map.entry("listener", Set.of("answer")),
              Map.entry("health", Set.of("topology")),
              Map.entry("agreement", Set.of("topology")),
              Map.entry("cluster", Set.of("topology", "agreement")),
              Map.entry("failover", Set.of("dns", "topology", "agreement", "serving", "zone")),
              Map.entry(
                  "control",
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
                      "failover")),
              Map.entry(
                  "metrics",
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
                      "failover",
                      "control")),
              Map.entry(
                  "config",
                  Set.of(
                      "dns",
                      "topology",
                      "zone",
                      "answer",
                      "listener",
                      "health",
                      "agreement",
                      "cluster",
                      "failover",
                      "control")),
              Map.entry("node", EVERYTHING),
              Map.entry("demo", Set.of("node")),
              Map.entry("cli", Set.of("node", "demo"))));

  /** Library to its doors. */
  private static final Map<String, Set<String>> DOORS =
      Map.ofEntries(
          Map.entry("org.xbill.DNS", Set.of("zone")),
          Map.entry(
              "io.vertx.core", Set.of("listener", "health", "cluster", "control", "demo", "node")),
          Map.entry("io.vertx.ext", Set.of("control")),
          Map.entry("io.netty", Set.of()),
          Map.entry("com.hazelcast", Set.of("cluster")),
          Map.entry("org.bouncycastle", Set.of("cluster")),
          Map.entry("com.typesafe.config", Set.of("config")),
          Map.entry("io.micrometer", Set.of("metrics")),
          Map.entry("picocli", Set.of("cli")),
          Map.entry("tools.jackson", Set.of("cli")),
          Map.entry("ch.qos.logback", Set.of("cli")),
          Map.entry(
              "org.slf4j", Set.of("listener", "health", "cluster", "control", "node", "cli")));

  private static Stream<String> packages() {
    return CLASSES.stream()
        .map(each -> each.getPackageName() + ".")
        .filter(name -> name.startsWith(ROOT))
        .map(name -> name.substring(ROOT.length()))
        .filter(rest -> !rest.isEmpty())
        .map(rest -> rest.substring(0, rest.indexOf('.')))
        .distinct();
  }

  @Test
  void everyPackageHasItsPlaceInTheDesign() {
    assertEquals(ALLOWED.keySet(), new TreeSet<>(packages().toList()));
  }

  @Test
  void everyPackageImportsOnlyWhatItMay() {
    ALLOWED.forEach((importer, allowed) -> {
      List<String> forbidden = new ArrayList<>();
      ALLOWED.keySet().stream()
          .filter(other -> !other.equals(importer) && !allowed.contains(other))
          .forEach(other -> forbidden.add(ROOT + other + ".."));
      noClasses()
          .that()
          .resideInAPackage(ROOT + importer + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden.toArray(String[]::new))
          .because("the planes meet only where the design says so")
          .check(CLASSES);
    });
  }

  @Test
  void noPackagesImportEachOtherInACircle() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyLibraryStaysBehindItsDoor() {
    DOORS.forEach((library, doors) ->
        noClasses()
            .that()
            .resideOutsideOfPackages(
                doors.stream().map(door -> ROOT + door + "..").toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library + "..")
            .because(library + " can then be replaced in one place")
            .check(CLASSES));
  }

  @Test
  void onlyTheCommandLineAndTheDemoPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "cli..", ROOT + "demo..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("the planes return events and the others log")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> marked =
        CLASSES.stream()
            .filter(each -> each.getSimpleName().equals("package-info"))
            .filter(each -> each.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .map(each -> each.getPackageName().substring(ROOT.length()))
            .toList();
    assertEquals(new TreeSet<>(packages().toList()), new TreeSet<>(marked));
  }

  @Test
  void publicTypesOfThePlanesNameNoLibrary() {
    classes()
        .that()
        .resideInAnyPackage(
            ROOT + "dns..",
            ROOT + "wire..",
            ROOT + "topology..",
            ROOT + "serving..",
            ROOT + "answer..",
            ROOT + "agreement..",
            ROOT + "failover..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.leeward..")
        .because("these planes are pure")
        .check(CLASSES);
  }
}
