package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.mcpecho.settings.ConfigurationException;
import jakarta.servlet.ServletConfig;
import org.junit.jupiter.api.Test;

class ResourceMetadataServletTest {
  @Test
  void anEndpointThatIsNoPathIsRefusedAtTheStart() {
    ServletConfig config = mock(ServletConfig.class);
    when(config.getInitParameter("endpoint")).thenReturn("mcp");

    var refused =
        assertThrows(
            ConfigurationException.class, () -> new ResourceMetadataServlet().init(config));
    assertEquals(
        "The init parameter endpoint is the path of the MCP endpoint, such as /mcp",
        refused.getMessage());
  }
}
