package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.mcpecho.mcp.CallContext;
import io.github.mcpecho.mcp.Header;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallContextsTest {
  private final HttpServletRequest request = mock(HttpServletRequest.class);

  @BeforeEach
  void someRequest() {
    when(request.getRequestURI()).thenReturn("/mcp");
    when(request.getHeaderNames()).thenReturn(Collections.enumeration(List.of("X-A")));
    when(request.getHeaders("X-A")).thenReturn(Collections.enumeration(List.of("1", "2")));
  }

  @Test
  void theTargetIsPathAndQueryAsTheyCame() {
    assertEquals("/mcp", context().target());
    someRequest();
    when(request.getQueryString()).thenReturn("a=%20b");
    assertEquals("/mcp?a=%20b", context().target());
  }

  @Test
  void linesOfOneNameAreKeptApart() {
    assertEquals(
        List.of(new Header("X-A", "1"), new Header("X-A", "2")), context().headers().lines());
  }

  @Test
  void anUnknownPortIsZero() {
    when(request.getRemotePort()).thenReturn(-1);
    assertEquals(0, context().connection().remotePort());
  }

  @Test
  void theWordOfTomcatThatItUsedProxyHeadersIsPassedOn() {
    assertFalse(context().connection().forwardedApplied());
    someRequest();
    when(request.getAttribute("org.apache.tomcat.request.forwarded")).thenReturn(true);
    assertTrue(context().connection().forwardedApplied());
  }

  private CallContext context() {
    return CallContexts.of(request, Instant.EPOCH);
  }
}
