package io.github.mcpecho.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Arrows between packages point down, and core knows no server. */
class ArchitectureTest {
  private static final String ROOT = "io.github.mcpecho";

  /** From the top down; a package uses those of lower floors, and no other one of its own floor. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("testing.script"),
          List.of("testing.junit"),
          List.of("testing.conformance"),
          List.of("testing.faults", "testing.oauth"),
          List.of("testing"),
          List.of("standalone"),
          List.of("doctor"),
          List.of("doctor.exchange"),
          List.of("servlet"),
          List.of(""),
          List.of("diagnosis"),
          List.of("diagnosis.clients", "diagnosis.system", "diagnosis.timing"),
          List.of("diagnosis.headers", "diagnosis.cors", "diagnosis.basic"),
          List.of("diagnosis.identity"),
          List.of("diagnosis.authorization"),
          List.of("diagnosis.tokens"),
          List.of("diagnosis.urls"),
          List.of("diagnosis.intermediaries"),
          List.of("diagnosis.request", "diagnosis.doctor"),
          List.of("diagnosis.report"),
          List.of("mcp"),
          List.of("health", "report", "http"),
          List.of("settings"),
          List.of("internal.redaction", "internal.schema"),
          List.of("internal.http"),
          List.of("internal.protocol"),
          List.of("internal.jsonrpc"),
          List.of("internal.uri"),
          List.of("internal.text", "internal.hashing"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(
              Arrays.stream(Artifact.values()).map(Artifact::classes).toArray(Path[]::new));

  @Test
  void everyPackageHasItsFloor() {
    var floors = new TreeSet<String>();
    FLOORS.forEach(floors::addAll);
    var packages = new TreeSet<String>();
    CLASSES.forEach(type -> packages.add(folder(type)));
    assertEquals(floors, packages);
  }

  @Test
  void arrowsBetweenPackagesPointDown() {
    var up = new TreeMap<String, TreeSet<String>>();
    CLASSES.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(ArchitectureTest::pointsUp)
        .forEach(
            arrow ->
                up.computeIfAbsent(
                        folder(arrow.getOriginClass()) + " -> " + folder(arrow.getTargetClass()),
                        unused -> new TreeSet<>())
                    .add(
                        arrow.getOriginClass().getSimpleName()
                            + " -> "
                            + arrow.getTargetClass().getSimpleName()));
    assertTrue(up.isEmpty(), up::toString);
  }

  @Test
  void coreKnowsNoServer() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT, ROOT + ".diagnosis..", ROOT + ".mcp..", ROOT + ".internal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "org.eclipse.jetty..", ROOT + ".servlet..")
        .check(CLASSES);
  }

  @Test
  void theServletKnowsNoServer() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".servlet..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty..", "org.apache..")
        .check(CLASSES);
  }

  private static boolean pointsUp(Dependency arrow) {
    String target = arrow.getTargetClass().getPackageName();
    return (target.equals(ROOT) || target.startsWith(ROOT + "."))
        && !folder(arrow.getOriginClass()).equals(folder(arrow.getTargetClass()))
        && floor(folder(arrow.getTargetClass())) <= floor(folder(arrow.getOriginClass()));
  }

  private static int floor(String folder) {
    return Stream.iterate(0, floor -> floor + 1)
        .limit(FLOORS.size())
        .filter(floor -> FLOORS.get(floor).contains(folder))
        .findFirst()
        .orElse(-1);
  }

  private static String folder(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }
}
