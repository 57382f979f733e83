package io.github.mcpecho.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What every answer of these servlets has in common. */
final class JsonAnswer {
  private JsonAnswer() {}

  /** Sets the headers of every answer: nothing is guessed from the content, nothing is kept. */
  static void prepare(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
  }

  /** Returns the length of the answer. */
  static int write(HttpServletResponse response, int status, byte[] json) throws IOException {
    return write(response, status, "application/json", json);
  }

  /** Writes an answer that is text in UTF-8, and returns its length. */
  static int write(HttpServletResponse response, int status, String type, byte[] text)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    ServletOutputStream out;
    try {
      out = response.getOutputStream();
    } catch (IllegalStateException e) {
      // Somebody in front has taken the writer, in a charset of theirs.
      response.getWriter().write(new String(text, StandardCharsets.UTF_8));
      return text.length;
    }
    response.setContentLength(text.length);
    out.write(text);
    return text.length;
  }
}
