package dev.leeward.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each library is seen through its doors only, and each for one reason. */
class DoorsTest {
  private static final JavaClasses CLASSES = PackagesTest.classes();

  private record Library(String packages, String reason, Set<String> doors) {}

  private static final List<Library> LIBRARIES =
      List.of(
          new Library("org.xbill.DNS", "it reads master files and nothing else", Set.of("zone")),
          new Library(
              "io.vertx.core",
              "sockets are opened at the edges; node owns the one instance of it; notification"
                  + " writes JSON with it",
              Set.of("listener", "health", "cluster", "control", "demo", "node", "notification")),
          new Library(
              "java.lang.foreign",
              "only sockets that the JDK does not have are called by the C library",
              Set.of("listener", "health")),
          new Library("io.vertx.ext", "only the HTTP API has routes", Set.of("control")),
          new Library(
              "io.vertx.json", "only its requests are described by schemas", Set.of("control")),
          new Library("org.yaml", "only its description is YAML", Set.of("control")),
          new Library("io.vertx.openapi", "it proves the description in tests", Set.of()),
          new Library("io.netty", "Vert.x is the door to it", Set.of()),
          new Library("com.hazelcast", "it carries and decides nothing", Set.of("cluster")),
          new Library("org.bouncycastle", "it makes certificates for the link", Set.of("cluster")),
          new Library("com.typesafe.config", "settings are values elsewhere", Set.of("config")),
          new Library("io.micrometer", "all is counted from outside", Set.of("metrics")),
          new Library("io.opentelemetry", "Micrometer is the door to it", Set.of()),
          new Library("com.google.protobuf", "Micrometer writes with it", Set.of()),
          new Library("picocli", "only the command line has arguments", Set.of("cli")),
          new Library("tools.jackson", "only the command line reads JSON", Set.of("cli")),
          new Library("ch.qos.logback", "the process decides where lines go", Set.of("cli")),
          new Library(
              "org.slf4j",
              "the pure planes return events; who meets the world writes them down",
              Set.of(
                  "listener",
                  "health",
                  "cluster",
                  "control",
                  "node",
                  "notification",
                  "querylog",
                  "cli")));

  @Test
  void everyLibraryStaysBehindItsDoors() {
    LIBRARIES.forEach(library -> staysBehindItsDoors(library).check(CLASSES));
  }

  @Test
  void thePurePlanesNeedNothingButTheJdk() {
    classes()
        .that()
        .resideInAnyPackage(
            within("dns", "wire", "topology", "serving", "answer", "agreement", "failover"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", "dev.leeward..")
        .because("they run in one thread under a seeded simulator")
        .check(CLASSES);
  }

  @Test
  void thePurePlanesOpenNoSocketAndStartNoThread() {
    noClasses()
        .that()
        .resideInAnyPackage(
            within("dns", "wire", "topology", "serving", "answer", "agreement", "failover"))
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.(nio\\.(file|channels)\\..*|net\\.(Socket|ServerSocket|DatagramSocket)|lang\\.Thread)")
        .because("I/O is a parameter there")
        .check(CLASSES);
  }

  @Test
  void thePurePlanesReadNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            within("dns", "wire", "topology", "serving", "answer", "agreement", "failover"))
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .because("time is a parameter there")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineAndTheDemoPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackages(within("cli", "demo"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("output belongs to whoever asked; the others log or return events")
        .check(CLASSES);
  }

  @Test
  void nothingLogsThroughTheJdk() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..")
        .because("log lines have one form and one way out")
        .check(CLASSES);
  }

  private static ArchRule staysBehindItsDoors(Library library) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(within(library.doors().toArray(String[]::new)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library.packages() + "..")
        .because(library.reason() + "; its doors are " + new TreeSet<>(library.doors()));
  }

  private static String[] within(String... packages) {
    return Stream.of(packages).map(each -> PackagesTest.ROOT + each + "..").toArray(String[]::new);
  }
}
