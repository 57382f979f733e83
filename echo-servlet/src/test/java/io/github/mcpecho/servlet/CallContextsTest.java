package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
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

  @Test
  void whatAFilterHidesOfTheProxyHeadersIsNamed() {
    assertEquals(List.of(), context().connection().hiddenHeaders());
    someRequest();
    assertEquals(List.of("X-Forwarded-Proto", "forwarded"), behindAFilter("http").hiddenHeaders());
  }

  @Test
  void aFilterThatHidesHeadersHasUsedThemIfItChangesTheView() {
    assertTrue(behindAFilter("https").forwardedApplied());
    someRequest();
    assertFalse(behindAFilter("http").forwardedApplied());
  }

  private CallContext context() {
    return CallContexts.of(request, Instant.EPOCH);
  }

  /** A filter that hides two headers of the proxy and lets a third one pass. */
  private CallContext.Connection behindAFilter(String scheme) {
    List<String> names = List.of("X-A", "X-Forwarded-Proto", "X-Forwarded-For", "forwarded");
    when(request.getHeaderNames()).thenAnswer(call -> Collections.enumeration(names));
    when(request.getHeader("X-Forwarded-For")).thenReturn("192.0.2.1");
    when(request.getScheme()).thenReturn("http");
    var filtered =
        new HttpServletRequestWrapper(request) {
          @Override
          public String getScheme() {
            return scheme;
          }

          @Override
          public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(List.of("X-A"));
          }
        };
    return CallContexts.of(new HttpServletRequestWrapper(filtered), Instant.EPOCH).connection();
  }
}
