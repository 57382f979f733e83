package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Does what each scenario asks for. What differs from that is a mistake. */
class RightClient implements ScenarioClient {
  @Override
  public void run(Scenario scenario) throws IOException, InterruptedException {
    HandMadeClient client = connected(scenario);
    client.request("tools/list", "{}");
    switch (scenario.name()) {
      case "initialize", "request-metadata", "json-schema-ref-no-deref" -> {}
      case "tools_call" -> client.call("add_numbers", "{\"a\":1,\"b\":2.5}");
      case "http-standard-headers" -> standardHeaders(client);
      case "http-custom-headers" -> customHeaders(client, scenario.context().path("toolCalls"));
      case "http-invalid-tool-headers" ->
          client.call("valid_tool", "{\"region\":\"x\"}", "Mcp-Param-Region", "x");
      case "json-schema-2020-12-preservation" -> echoSchema(client);
      case "sep-2322-client-request-state" -> requestState(client);
      case "elicitation-sep1034-client-defaults" -> defaults(client);
      case "sse-retry" -> retry(client);
      default -> throw new IllegalArgumentException(scenario.name());
    }
  }

  HandMadeClient connected(Scenario scenario) throws IOException, InterruptedException {
    return new HandMadeClient(scenario).connect();
  }

  private static void standardHeaders(HandMadeClient client)
      throws IOException, InterruptedException {
    client.call("my-hyphenated-tool", "{}");
    client.request("resources/list", "{}");
    client.request("resources/read", "{\"uri\":\"file:///path/to/file%20name.txt\"}");
    client.request("prompts/list", "{}");
    client.request("prompts/get", "{\"name\":\"test_prompt\"}");
  }

  private void customHeaders(HandMadeClient client, JsonNode calls)
      throws IOException, InterruptedException {
    JsonNode tools = client.request("tools/list", "{}").path("tools");
    for (JsonNode call : calls) {
      for (JsonNode tool : tools) {
        if (tool.path("name").equals(call.path("name"))) {
          var headers = new ArrayList<String>();
          for (Map.Entry<String, JsonNode> property :
              tool.at("/inputSchema/properties").properties()) {
            JsonNode value = call.path("arguments").path(property.getKey());
            String header = header(property.getValue());
            if (!header.isEmpty() && !value.isNull() && !value.isMissingNode()) {
              headers.add("Mcp-Param-" + header);
              headers.add(encoded(value));
            }
          }
          client.call(
              call.path("name").asText(),
              call.path("arguments").toString(),
              headers.toArray(String[]::new));
        }
      }
    }
  }

  String header(JsonNode property) {
    return property.path("x-mcp-header").asText();
  }

  String encoded(JsonNode value) {
    String text = value.asText();
    return text.matches("[!-~]([ -~]*[!-~])?|")
        ? text
        : "=?base64?"
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }

  private void echoSchema(HandMadeClient client) throws IOException, InterruptedException {
    JsonNode schema = client.request("tools/list", "{}").at("/tools/0/inputSchema");
    client.call("json_schema_echo", read((ObjectNode) schema).toString());
  }

  ObjectNode read(ObjectNode schema) {
    ObjectNode arguments = Json.object();
    arguments.set("schema", schema);
    return arguments;
  }

  private void requestState(HandMadeClient client) throws IOException, InterruptedException {
    JsonNode asked = client.call("test_mrtr_echo_state", "{}");
    client.call("test_mrtr_unrelated", "{}");
    client.request("tools/call", retry("test_mrtr_echo_state", asked).toString());
    asked = client.call("test_mrtr_no_state", "{}");
    client.request("tools/call", retry("test_mrtr_no_state", asked).toString());
    client.call("test_mrtr_no_result_type", "{}");
  }

  ObjectNode retry(String tool, JsonNode asked) {
    ObjectNode params = Json.object().put("name", tool);
    params.putObject("arguments");
    ObjectNode answer = params.putObject("inputResponses").putObject("confirm");
    answer.put("action", "accept").putObject("content").put("confirmed", true);
    if (asked.has("requestState")) {
      params.set("requestState", asked.get("requestState"));
    }
    return params;
  }

  private void defaults(HandMadeClient client) throws IOException, InterruptedException {
    client.callAndAnswer(
        "test_client_elicitation_defaults",
        question -> {
          ObjectNode result = Json.object().put("action", "accept");
          ObjectNode content = result.putObject("content");
          question
              .at("/params/requestedSchema/properties")
              .properties()
              .forEach(field -> content.set(field.getKey(), field.getValue().get("default")));
          return answer(result);
        });
  }

  ObjectNode answer(ObjectNode result) {
    return result;
  }

  void retry(HandMadeClient client) throws IOException, InterruptedException {
    List<String> lines = client.callForStream("test_reconnection");
    String id =
        lines.stream().filter(line -> line.startsWith("id: ")).findFirst().get().substring(4);
    Thread.sleep(500);
    client.resume(id);
  }
}
