package io.github.mcpecho.diagnosis.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of refusals is written as its head says. */
class RefusalTest {
  private final List<String[]> rows = TsvResource.rows(Refusal.class, "refusals.tsv");

  @Test
  void eachRowHasMarksInLowerCaseACauseAFixAndASource() {
    for (String[] row : rows) {
      String whole = String.join(" | ", row);
      assertEquals(5, row.length, whole);
      assertTrue(Set.of("PREFLIGHT", "REQUEST", "BOTH").contains(row[0]), whole);
      assertEquals(row[1].toLowerCase(Locale.ROOT), row[1], whole);
      for (String mark : row[1].split(" & ")) {
        assertTrue(mark.matches("status=[1-5][0-9*]{1,2}|body=.+"), whole);
      }
      assertTrue(row[2].endsWith(".") && row[3].endsWith("."), whole);
    }
  }

  /** A 401 asks for a login, and what a script may read needs no other explanation. */
  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204, 400, 401, 403, 404, 405})
  void anAnswerOfTheEndpointItselfHasNothingBehindIt(int status) {
    assertTrue(Refusal.of(false, status, Headers.NONE, "{}").isEmpty());
  }
}
