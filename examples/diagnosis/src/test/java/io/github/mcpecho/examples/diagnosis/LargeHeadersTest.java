package io.github.mcpecho.examples.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.standalone.EchoHttpServer;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 15: a token with hundreds of groups is larger than some hop takes. */
class LargeHeadersTest {
  private static final Request NINE_KIB = tokenOf(9 * 1024);

  @AutoClose final EchoHttpServer echo = Echo.start();

  @Test
  @Tag("nginx")
  void aProxyWithDefaultBuffersRefusesByItself() throws Exception {
    try (Nginx proxy = Nginx.start("small-headers", echo)) {
      Response refused = NINE_KIB.sendTo(proxy);

      assertEquals(400, refused.status());
      assertEquals(Optional.of("text/html"), refused.header("Content-Type"));
    }
  }

  @Test
  @Tag("nginx")
  void behindAProxyWithLargeBuffersTheNextLimitIsNamed() throws Exception {
    try (Nginx proxy = Nginx.start("large-headers", echo)) {
      Diagnosis diagnosis = NINE_KIB.sendTo(proxy).diagnosis();

      diagnosis.assertFinds("HEADER_LINE_TOO_LONG");
      diagnosis.assertFinds("HEADERS_VERY_LARGE");
    }
  }

  @Test
  void halfOfItIsOnlyWorthKnowing() throws Exception {
    Diagnosis diagnosis = tokenOf(5 * 1024).sendTo(echo.port()).diagnosis();

    diagnosis.assertFinds("HEADERS_LARGE");
    diagnosis.assertDoesNotFind("HEADER_LINE_TOO_LONG");
  }

  @Test
  void moreThanThisServerTakesIsRefusedInJson() throws Exception {
    Response refused = tokenOf(33 * 1024).sendTo(echo.port());

    assertEquals(431, refused.status());
    assertEquals("2.0", refused.json().path("jsonrpc").asText());
  }

  private static Request tokenOf(int bytes) {
    return Request.call("printHeader").with("Authorization", "Bearer " + "x".repeat(bytes));
  }
}
