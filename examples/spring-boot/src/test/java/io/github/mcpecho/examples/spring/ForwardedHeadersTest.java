package io.github.mcpecho.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Spring makes of the headers of a proxy, and what {@code printHeader} says to that. */
class ForwardedHeadersTest {
  private static final String[] FROM_A_PROXY = {
    "Host", "shop.example", "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https"
  };

  /** Strategy; scheme and client as the application sees them; hidden headers; finding. */
  @ParameterizedTest
  @CsvSource({
    "none, http, 127.0.0.1, '', CONTAINER_FORWARDED_IGNORED",
    "native, https, 203.0.113.7, '', CONTAINER_FORWARDED_APPLIED",
    "framework, https, 203.0.113.7, X-Forwarded-For X-Forwarded-Proto, CONTAINER_FORWARDED_REMOVED"
  })
  void printHeaderSaysWhatBecameOfThem(
      String strategy, String scheme, String client, String hidden, String finding)
      throws Exception {
    try (RunningShop shop = RunningShop.withForwardHeaders(strategy)) {
      JsonNode result = shop.call("printHeader", "{\"details\":true}", FROM_A_PROXY);
      JsonNode facts = result.path("structuredContent");
      JsonNode container = facts.at("/connection/container");

      assertEquals(scheme, container.path("scheme").asText());
      assertEquals(client, container.path("remoteAddress").asText());
      assertEquals(hidden, String.join(" ", texts(container.path("hiddenHeaders"))));
      assertEquals(
          List.of(finding),
          facts.path("findings").findValuesAsText("id").stream()
              .filter(id -> id.startsWith("CONTAINER_"))
              .toList());
      for (JsonNode found : facts.path("findings")) {
        if (found.path("id").asText().equals(finding)) {
          String fix = found.path("fix").asText();
          assertTrue(fix.startsWith("Spring Boot: "), fix);
        }
      }
    }
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
