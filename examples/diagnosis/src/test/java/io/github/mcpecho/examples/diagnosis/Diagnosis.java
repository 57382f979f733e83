package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.FindingCatalogue;
import io.github.mcpecho.report.FindingKind;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a tool said. */
record Diagnosis(JsonNode result) {

  /** Returns the text, as people read it. */
  String text() {
    return result.path("content").path(0).path("text").asText();
  }

  /** Returns a fact by its JSON Pointer. */
  JsonNode fact(String pointer) {
    return result.path("structuredContent").at(pointer);
  }

  /** Returns how many findings have this id. */
  long count(String finding) {
    boolean known =
        FindingCatalogue.subjects().stream()
            .flatMap(subject -> subject.findings().stream())
            .map(FindingKind::name)
            .anyMatch(finding::equals);
    assertTrue(known, "No tool ever finds " + finding);
    return ids().filter(finding::equals).count();
  }

  /** Returns the first finding with this id. */
  JsonNode finding(String id) {
    assertFinds(id);
    return findings().filter(f -> f.path("id").asText().equals(id)).findFirst().orElseThrow();
  }

  void assertFinds(String finding) {
    assertTrue(count(finding) > 0, () -> finding + " is missing:\n" + text());
  }

  void assertDoesNotFind(String finding) {
    assertFalse(count(finding) > 0, () -> finding + " is out of place:\n" + text());
  }

  void assertFindsNoError() {
    boolean error =
        findings().anyMatch(finding -> finding.path("severity").asText().equals("ERROR"));
    assertFalse(error, this::text);
  }

  private Stream<String> ids() {
    return findings().map(finding -> finding.path("id").asText());
  }

  private Stream<JsonNode> findings() {
    JsonNode findings = fact("/findings");
    assertTrue(findings.isArray(), () -> "Not a report: " + result);
    return StreamSupport.stream(findings.spliterator(), false);
  }
}
