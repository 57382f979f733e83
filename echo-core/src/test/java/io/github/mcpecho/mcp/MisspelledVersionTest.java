package io.github.mcpecho.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisspelledVersionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          2025-6-18      | (write 2025-06-18, with two digits for month and day)
          2024-11-5      | (write 2024-11-05, with two digits for month and day)
          2025.6.18      | (write 2025-06-18, with two digits for month and day)
          v2025-06-18    | (write 2025-06-18, with nothing before or behind it)
          2025/06/18     | (write 2025-06-18, with nothing before or behind it)
          "2025-06-18"   | (write 2025-06-18, without the quotes)
          ${MCP_VERSION} | (a placeholder, in which nothing has put the revision)
          2025-6-1       | ^^
          2025-06-18     | ^^
          2.0            | ^^
          1.0.0          | ^^
          """)
  void whatWasMeantIsTold(String requested, String hint) {
    assertEquals(hint, MisspelledVersion.hint(requested).strip());
  }
}
