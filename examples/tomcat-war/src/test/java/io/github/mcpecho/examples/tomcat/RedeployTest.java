package io.github.mcpecho.examples.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Takes the WAR out of a Tomcat that goes on, and looks at what is left of it. */
class RedeployTest {
  private static final Tomcat TOMCAT = new Tomcat();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CALLS =
      List.of(
          "\"echo\",\"arguments\":{\"message\":\"Hello!\"}",
          "\"printHeader\"",
          "\"bearerDecode\",\"arguments\":{\"token\":\"eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.\"}",
          "\"authContext\"",
          "\"requestTiming\",\"arguments\":{\"events\":2,\"intervalMs\":10}",
          "\"corsAnalysis\"",
          "\"environmentDump\"",
          "\"healthProbe\"",
          "\"whoIStheGOAT\"",
          "\"nothing\"");

  private static URI server;

  @BeforeAll
  static void start() throws Exception {
    Path base = Path.of(System.getProperty("tomcat.base") + "-redeploy");
    Files.createDirectories(base.resolve("webapps"));
    TOMCAT.setBaseDir(base.toString());
    TOMCAT.setPort(0);
    TOMCAT.getConnector().setProperty("address", "127.0.0.1");
    TOMCAT.start();
    server = URI.create("http://127.0.0.1:" + TOMCAT.getConnector().getLocalPort() + "/a/mcp");
  }

  @AfterAll
  static void stop() throws Exception {
    TOMCAT.stop();
    TOMCAT.destroy();
  }

  @Test
  void trial_e02_nothingIsLeftOfAWebApplicationThatServedEveryTool() throws Exception {
    var complaints = new CopyOnWriteArrayList<String>();
    Handler handler = collecting(complaints);
    Logger.getLogger("").addHandler(handler);
    try {
      for (int i = 0; i < 3; i++) {
        WeakReference<ClassLoader> loader = deployCallAndUndeploy();
        assertEquals(List.of(), threads());
        for (int j = 0; j < 50 && loader.get() != null; j++) {
          System.gc();
          Thread.sleep(100);
        }
        assertEquals(null, loader.get());
      }
    } finally {
      Logger.getLogger("").removeHandler(handler);
    }
    assertEquals(List.of(), complaints);
  }

  @Test
  void trial_e05_aRunningCallIsAnsweredWhenItsWebApplicationEnds() throws Exception {
    Context webapp = TOMCAT.addWebapp("/a", System.getProperty("war"));
    String call =
        call("\"requestTiming\",\"arguments\":{\"events\":2,\"intervalMs\":10,\"idleMs\":24000}");
    var stream =
        new BufferedReader(
            new InputStreamReader(
                CLIENT.send(request(call), BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8));
    assertEquals("event: message", stream.readLine());
    TOMCAT.getHost().removeChild(webapp);

    String last = "";
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      last = line.isEmpty() ? last : line;
    }
    assertTrue(last.startsWith("data: "), last);
    JsonNode answer = JSON.readTree(last.substring("data: ".length()));
    assertEquals(1, answer.path("id").intValue(), last);
    assertTrue(answer.at("/result/isError").booleanValue(), last);
    assertEquals(
        "requestTiming was stopped: the server stops.",
        answer.at("/result/content/0/text").textValue());
  }

  private static WeakReference<ClassLoader> deployCallAndUndeploy() throws Exception {
    Context webapp = TOMCAT.addWebapp("/a", System.getProperty("war"));
    for (String call : CALLS) {
      assertEquals(200, CLIENT.send(request(call(call)), BodyHandlers.ofString()).statusCode());
    }
    for (String path : List.of("health", "metrics", "nothing")) {
      CLIENT.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    }
    var loader = new WeakReference<>(webapp.getLoader().getClassLoader());
    TOMCAT.getHost().removeChild(webapp);
    return loader;
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("mcp-echo") || name.contains("prometheus"))
        .toList();
  }

  private static String call(String nameAndArguments) {
    return """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":{"progressToken":1},"name":%s}}"""
        .formatted(nameAndArguments);
  }

  private static HttpRequest request(String body) {
    return HttpRequest.newBuilder(server)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /** Tomcat says itself what a web application leaves behind. */
  private static Handler collecting(List<String> complaints) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.WARNING.intValue()
            && line.getLoggerName().contains("catalina.loader")) {
          complaints.add(line.getMessage());
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
