package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.schema.JsonSchema;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges what a client answers to a request of the server, by the schema of its revision. */
public final class AnswerContent {
  /** The answer to a request that asks for a task. */
  private static final String TASK = "task";

  private static final List<Shape> SHAPES = shapes();

  private AnswerContent() {}

  private record Shape(String method, String from, JsonSchema schema) {}

  /**
   * Returns what is wrong with a result.
   *
   * @param method that was asked; the results of others than those of MCP are not judged
   * @param params of the request
   */
  public static List<Finding> judge(
      String method,
      JsonNode params,
      JsonNode result,
      ProtocolVersion revision,
      Redactor redactor) {
    var findings = new ArrayList<Finding>();
    SHAPES.stream()
        .filter(shape -> shape.method().equals(isTask(params, result) ? TASK : method))
        .filter(shape -> shape.from().compareTo(revision.wireName()) <= 0)
        .reduce((older, newer) -> newer)
        .map(shape -> shape.schema().problems(result, redactor::evidence))
        .filter(problems -> !problems.isEmpty())
        .ifPresent(
            problems ->
                findings.add(
                    ClientFinding.CLIENT_ANSWER_INVALID.found(
                        method + ": " + String.join("; ", problems))));
    if (findings.isEmpty() && isFilledIn(params, result)) {
      JsonNode requested = params.path("requestedSchema");
      JsonNode content = result.has("content") ? result.get("content") : Json.object();
      form(requested)
          .map(schema -> schema.problems(content, redactor::evidence))
          .map(problems -> problems.isEmpty() ? FormFormat.problems(requested, content) : problems)
          .filter(problems -> !problems.isEmpty())
          .ifPresent(
              problems ->
                  findings.add(
                      ClientFinding.CLIENT_FORM_MISMATCH.found(String.join("; ", problems))));
    }
    return findings;
  }

  /**
   * Returns what is wrong with an answer that comes with a request of 2026-07-28.
   *
   * @param declared capabilities of that request
   */
  public static List<Finding> judgeInput(
      String method, JsonNode params, JsonNode result, JsonNode declared, Redactor redactor) {
    ProtocolVersion revision = ProtocolVersion.V2026_07_28;
    var findings = new ArrayList<Finding>();
    if (!RequiredCapability.isDeclared(method, params, result, revision, declared)) {
      findings.add(ClientFinding.CLIENT_ANSWER_UNDECLARED.found(redactor.evidence(method)));
    }
    findings.addAll(judge(method, params, result, revision, redactor));
    return findings;
  }

  private static boolean isFilledIn(JsonNode params, JsonNode result) {
    return params.path("requestedSchema").isObject()
        && params.path("mode").asText("form").equals("form")
        && result.path("action").asText().equals("accept");
  }

  /** Returns whether a request asked for a task, and the answer is that it is one. */
  static boolean isTask(JsonNode params, JsonNode result) {
    return params.path(TASK).isObject() && result.path(TASK).isObject();
  }

  /** A test may ask with a schema that is none. */
  private static Optional<JsonSchema> form(JsonNode schema) {
    try {
      return Optional.of(JsonSchema.of(schema));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<Shape> shapes() {
    var shapes = new ArrayList<Shape>();
    for (JsonNode row : Json.resource(AnswerContent.class, "answers.json")) {
      shapes.add(
          new Shape(
              row.path("method").asText(),
              row.path("from").asText(),
              JsonSchema.of(row.path("schema"))));
    }
    return shapes;
  }
}
