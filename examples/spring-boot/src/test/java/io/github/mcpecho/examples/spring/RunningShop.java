package io.github.mcpecho.examples.spring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application on a free port, with the environment variables that the pom sets. */
final class RunningShop implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final ConfigurableApplicationContext application;
  private final URI uri;

  private RunningShop(ConfigurableApplicationContext application) {
    this.application = application;
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    this.uri = URI.create("http://127.0.0.1:" + port + "/");
  }

  static RunningShop withForwardHeaders(String strategy) {
    return with(strategy);
  }

  /** The application with more in it than it is shipped with. */
  static RunningShop with(String strategy, Class<?>... more) {
    var application = new SpringApplication(Shop.class);
    application.addPrimarySources(List.of(more));
    return new RunningShop(
        application.run(
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--management.endpoints.web.exposure.include=prometheus",
            "--server.forward-headers-strategy=" + strategy));
  }

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  /** Calls a tool, with these headers after each other's names, and returns its result. */
  JsonNode call(String tool, String arguments, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<String> response = post(tool, arguments, headers);
    JsonNode result = JSON.readTree(response.body()).path("result");
    if (response.statusCode() != 200 || !result.isObject()) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return result;
  }

  HttpResponse<String> post(String tool, String arguments, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri.resolve("mcp"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"jsonrpc":"2.0","id":1,"method":"tools/call",\
                    "params":{"name":"%s","arguments":%s}}"""
                        .formatted(tool, arguments)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  /** Calls a tool that answers with events, and returns the result that the last one brings. */
  JsonNode stream(String tool, String arguments) throws IOException, InterruptedException {
    String events = post(tool, arguments, "Accept", "application/json, text/event-stream").body();
    String last = events.substring(events.lastIndexOf("data:") + "data:".length());
    return JSON.readTree(last).path("result");
  }

  String get(String path) throws IOException, InterruptedException {
    return CLIENT
        .send(HttpRequest.newBuilder(uri.resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    application.close();
  }
}
