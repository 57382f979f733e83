package io.github.mcpecho.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What every answer of these servlets has in common. */
final class JsonAnswer {
  private JsonAnswer() {}

  /** Sets the headers of every answer: nothing is guessed from the content, nothing is kept. */
  static void prepare(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
  }

  static void write(HttpServletResponse response, int status, byte[] json) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
