package io.github.mcpecho.examples.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Parses the body with Jackson and generates the answer to an echo call, without any protocol. */
final class TreeServlet extends HttpServlet {
  private final transient ObjectMapper mapper = new ObjectMapper();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonNode call = mapper.readTree(request.getInputStream().readAllBytes());
    byte[] answer = answer(call);
    response.setContentType("application/json");
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }

  private byte[] answer(JsonNode call) throws IOException {
    String message = call.at("/params/arguments/message").textValue();
    try (var bytes = new ByteArrayBuilder();
        JsonGenerator json = mapper.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("jsonrpc", "2.0");
      json.writeFieldName("id");
      json.writeTree(call.get("id"));
      json.writeObjectFieldStart("result");
      json.writeArrayFieldStart("content");
      json.writeStartObject();
      json.writeStringField("type", "text");
      json.writeStringField("text", message);
      json.writeEndObject();
      json.writeEndArray();
      json.writeObjectFieldStart("structuredContent");
      json.writeStringField("message", message);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
      json.flush();
      return bytes.toByteArray();
    }
  }
}
