package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorServletTest {
  private final HttpServletRequest request = mock(HttpServletRequest.class);
  private final FakeResponse response = new FakeResponse();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | -32600 | Invalid request: the head of the request is malformed
          404 | -32600 | Invalid request: there is nothing here
          405 | -32600 | Invalid request: this method is not allowed here
          431 | -32600 | Invalid request: the container refuses it with status 431
          500 | -32603 | Internal error: the server log has the details
          """)
  void html01_whatTheContainerRefusesIsSaidInJson(int status, int code, String message)
      throws IOException {
    when(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)).thenReturn(status);

    assertAnswer(status, code, message);
  }

  @Test
  void html01_whoeverAsksForItDirectlyFindsNothing() throws IOException {
    assertAnswer(404, -32600, "Invalid request: there is nothing here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''    | /mcp/*       | , the MCP endpoint is /mcp
          /echo | /mcp/*       | , the MCP endpoint is /echo/mcp
          /echo | /mcp         | , the MCP endpoint is /echo/mcp
          ''    | /a/b/*,/mcp  | , the MCP endpoint is /a/b or /mcp
          ''    | ''           | ''
          """)
  void whereNothingIsTheEndpointIsNamed(String contextPath, String mappings, String where)
      throws Exception {
    ServletRegistration echo = mock(ServletRegistration.class);
    when(echo.getClassName()).thenReturn(EchoServlet.class.getName());
    when(echo.getMappings()).thenReturn(List.of(mappings.split(",")));
    ServletRegistration other = mock(ServletRegistration.class);
    when(other.getClassName()).thenReturn(HealthServlet.class.getName());
    ServletContext context = mock(ServletContext.class);
    when(context.getContextPath()).thenReturn(contextPath);
    doReturn(mappings.isEmpty() ? Map.of("other", other) : Map.of("echo", echo, "other", other))
        .when(context)
        .getServletRegistrations();
    ServletConfig config = mock(ServletConfig.class);
    when(config.getServletContext()).thenReturn(context);
    var servlet = new ErrorServlet();
    servlet.init(config);

    servlet.service(request, response.asServletResponse());

    assertTrue(response.body().contains("there is nothing here" + where + '"'), response.body());
  }

  @Test
  void trial_e05_nothingIsWrittenBehindAnAnswerThatHasBegun() throws IOException {
    HttpServletResponse begun = response.asServletResponse();
    when(begun.isCommitted()).thenReturn(true);
    when(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)).thenReturn(500);
    new ErrorServlet().service(request, begun);

    assertEquals("", response.body());
    assertEquals(0, response.status());
  }

  @Test
  void trial_e06_aBodyThatStalledIsCalledSoWhateverTheContainerCallsIt() throws IOException {
    when(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)).thenReturn(400);
    when(request.getAttribute(ErrorServlet.REJECTION))
        .thenReturn(HttpRejection.of(408, "the body took too long to arrive"));

    assertAnswer(408, -32600, "Invalid request: the body took too long to arrive");
  }

  private void assertAnswer(int status, int code, String message) throws IOException {
    new ErrorServlet().service(request, response.asServletResponse());

    assertEquals(status, response.status());
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":%d,\"message\":\"%s\"}}".formatted(code, message),
        response.body());
  }
}
