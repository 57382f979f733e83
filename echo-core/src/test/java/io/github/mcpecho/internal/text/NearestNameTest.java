package io.github.mcpecho.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> KNOWN =
      List.of("echo", "printHeader", "whoIStheGOAT", "tools/call", "tools/list");

  @ParameterizedTest
  @CsvSource({
    "printheader, printHeader",
    "PRINTHEADER, printHeader",
    "printHeaders, printHeader",
    "print_header, printHeader",
    "whoisthegoat, whoIStheGOAT",
    "ecoh, ''",
    "eco, echo",
    "tool/call, tools/call",
    "tools/calls, tools/call",
    "tools-list, tools/list",
    "mcp__echo__echo, echo",
    "mcp__echo__printheader, printHeader",
    "server.printHeader, printHeader",
    "sampleecho, ''",
    "e, ''",
    "'', ''",
    "prompts/get, ''",
    "nothing, ''"
  })
  void theNearestIsNamed(String name, String nearest) {
    assertEquals(Optional.of(nearest).filter(one -> !one.isEmpty()), NearestName.of(name, KNOWN));
  }

  @Test
  void aLongNameIsNotCompared() {
    assertEquals(Optional.empty(), NearestName.of("a".repeat(1_000_000), KNOWN));
  }
}
