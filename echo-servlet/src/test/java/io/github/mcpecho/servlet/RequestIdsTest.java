package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
  private static final String OWN = "00000000000000ff";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final RequestIds ids = new RequestIds(McpEcho.builder().build()::redacted, () -> 255);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "550e8400-e29b-41d4-a716-446655440000",
        "8f14e45fceea167a5a36dedd4bea2543",
        "01HZX3KQ4M5T6V7W8X9YZABCDE",
        "a_b.c-D",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void aHarmlessIdIsKept(String id) {
    assertEquals(id, ids.of(Headers.of("X-Request-ID", id)));
    assertEquals(id, ids.of(Headers.of("x-correlation-id", id)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\tb",
        "a\nb",
        "a\"b",
        "a\\b",
        "a{0}",
        "é",
        "\u202e",
        "\u0661",
        "a,b",
        "https://user:pw@h.example",
        "ghp_84a0acfff43510ba5c23115049f82e616917",
        "AKIAQ3EGRZ7XLJ2NVTWM",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2huIn0.c2ln",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void anyOtherIsReplaced(String id) {
    assertEquals(OWN, ids.of(Headers.of("X-Request-Id", id)));
    assertEquals(OWN, ids.of(Headers.of("X-Correlation-ID", id)));
    assertEquals(OWN, ids.of(Headers.of("traceparent", id)));
    assertEquals("next", ids.of(Headers.of("X-Request-Id", id, "X-Correlation-ID", "next")));
  }

  @Test
  void theFirstOfThreeHeadersIsTaken() {
    String parent = "00-" + TRACE + "-00f067aa0ba902b7-01";

    assertEquals(OWN, ids.of(Headers.NONE));
    assertEquals(TRACE, ids.of(Headers.of("traceparent", parent)));
    assertEquals("c", ids.of(Headers.of("traceparent", parent, "X-Correlation-ID", "c")));
    assertEquals("r", ids.of(Headers.of("X-Correlation-ID", "c", "X-Request-Id", "r")));
  }

  @Test
  void whoeverSendsTwoSendsNone() {
    assertEquals(OWN, ids.of(Headers.of("X-Request-Id", "a", "X-Request-Id", "a")));
  }

  @ParameterizedTest
  @CsvSource({
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 4bf92f3577b34da6a3ce929d0e0e4736",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 4bf92f3577b34da6a3ce929d0e0e4736",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x, 4bf92f3577b34da6a3ce929d0e0e4736",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.x, 00000000000000ff",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x, 00000000000000ff",
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 00000000000000ff",
    "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 00000000000000ff",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01, 00000000000000ff",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01, 00000000000000ff",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01, 00000000000000ff",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0, 00000000000000ff",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-zz, 00000000000000ff",
    "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 00000000000000ff",
    "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01, 00000000000000ff",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01, 00000000000000ff",
    "00-4bf92f3577b34da6a3ce929d0e0e473--00f067aa0ba902b7-01, 00000000000000ff"
  })
  void aTraceIsNamedByAValidParent(String parent, String id) {
    assertEquals(id, ids.of(Headers.of("traceparent", parent)));
  }
}
