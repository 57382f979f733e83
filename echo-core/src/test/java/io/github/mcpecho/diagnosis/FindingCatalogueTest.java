package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.FindingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingCatalogueTest {
  private static final Path PAGE = Path.of("FINDINGS.md");

  @Test
  void idsAreUnique() {
    Set<String> ids = new HashSet<>();
    all().forEach(kind -> assertTrue(ids.add(kind.name()), kind.name()));
  }

  @Test
  void everyFindingSaysWhatItMeansWhereThatIsWrittenAndWhatToDo() {
    for (FindingKind kind : all().toList()) {
      assertFalse(kind.meaning().isBlank(), kind.name());
      assertFalse(kind.rule().isBlank(), kind.name());
      assertFalse(kind.fix().isBlank(), kind.name());
    }
  }

  @Test
  void everyFindingHasOneRowInTheTableOfItsEnumAndEveryRowIsAFinding() {
    for (FindingCatalogue.Subject subject : FindingCatalogue.subjects()) {
      Class<?> findings = subject.findings().get(0).getClass();
      assertEquals(
          subject.findings().stream().map(FindingKind::name).toList(),
          TsvResource.rows(findings, findings.getSimpleName() + ".tsv").stream()
              .map(row -> row[0])
              .toList());
    }
  }

  @Test
  void everyEnumOfFindingsIsInTheCatalogue() throws IOException {
    Path sources = Path.of("src/main/java/io/github/mcpecho/diagnosis");
    try (Stream<Path> files = Files.walk(sources)) {
      List<String> enums =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Finding.java"))
              .map(name -> name.replace(".java", ""))
              .sorted()
              .toList();
      assertEquals(
          enums, all().map(kind -> kind.getClass().getSimpleName()).distinct().sorted().toList());
    }
  }

  /** Run with {@code -Dfindings.write} to write the page anew. */
  @Test
  void pageListsWhatTheCatalogueHolds() throws IOException {
    String page = page();
    if (System.getProperty("findings.write") != null) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page, Files.readString(PAGE), "FINDINGS.md is stale: run this test with -Dfindings.write");
  }

  private static Stream<FindingKind> all() {
    return FindingCatalogue.subjects().stream().flatMap(subject -> subject.findings().stream());
  }

  private static String page() {
    var page = new StringBuilder();
    page.append("# Findings\n\n");
    page.append(
        "Every verdict that the tools, the test server and the doctor can come to, by subject.");
    page.append(" Generated from the enums in `diagnosis`; a test fails when it is stale.\n");
    for (FindingCatalogue.Subject subject : FindingCatalogue.subjects()) {
      page.append("\n## ").append(subject.title()).append('\n');
      for (FindingKind kind : subject.findings()) {
        page.append("\n### ").append(kind.name()).append("\n\n");
        page.append("**").append(kind.severity()).append("** ").append(kind.meaning());
        page.append("\n\n* Rule: ").append(kind.rule());
        page.append("\n* Fix: ").append(kind.fix()).append('\n');
      }
    }
    return page.toString().replace("<", "\\<");
  }
}
