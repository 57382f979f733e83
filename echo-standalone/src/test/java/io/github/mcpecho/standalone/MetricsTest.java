package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.mcp.ToolResult;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees at {@code GET /metrics}. */
class MetricsTest {
  private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final CountDownLatch seen = new CountDownLatch(1);

  @AutoClose
  final EchoHttpServer server =
      Servers.start(
          Servers.CONFIG,
          Servers.greeter(),
          Servers.tool(
              "streams",
              call -> {
                call.progress().report(1, 2, "");
                return ToolResult.text(Boolean.toString(seen.await(20, TimeUnit.SECONDS)));
              }));

  private final Client client = new Client(server.uri());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mcp_echo_requests_total{method=\"tools/call\",status=\"200\",tool=\"greet\"} 0.0",
        "mcp_echo_errors_total{method=\"tools/call\",status=\"200\",tool=\"greet\"} 0.0",
        "mcp_echo_request_duration_seconds_count{method=\"tools/call\",tool=\"greet\"} 0",
        "mcp_echo_active_requests 0.0",
        "mcp_echo_open_streams 0.0",
        "mcp_echo_draining 0.0"
      })
  void trial_o08_everyNameIsThereBeforeTheFirstCall(String line) throws Exception {
    assertTrue(plain().contains(line), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jvm_memory_used_bytes{area=\"heap\"}",
        "jvm_memory_max_bytes{area=\"heap\"}",
        "jvm_memory_committed_bytes{area=\"nonheap\"}",
        "jvm_memory_pool_used_bytes{pool=\"Metaspace\"}",
        "jvm_buffer_pool_used_bytes{pool=\"direct\"}",
        "jvm_threads_current",
        "jvm_threads_started_total",
        "jvm_classes_loaded_total",
        "process_cpu_seconds_total",
        "process_resident_memory_bytes",
        "process_open_fds",
        "process_max_fds",
        "process_start_time_seconds"
      })
  void trial_o08_theJvmAndTheProcessAreMeasured(String series) throws Exception {
    String line =
        plain().stream().filter(one -> one.startsWith(series + " ")).findFirst().orElse(series);
    assertTrue(Double.parseDouble(line.substring(line.lastIndexOf(' '))) > 0, line);
  }

  @Test
  void trial_o08_whatRunsIsTold() throws Exception {
    String metrics = String.join("\n", plain());
    assertTrue(
        metrics.contains("mcp_echo_build_info{java=\"" + Runtime.version() + "\",version=\""),
        metrics);
    assertTrue(metrics.contains("jvm_gc_collection_seconds_count{gc=\""), metrics);
    assertTrue(metrics.contains("jvm_runtime_info{runtime=\""), metrics);
  }

  @Test
  void trial_o08_bucketsGoFrom100MicrosecondsTo60SecondsInStepsOfAtMostTwoAndAHalf()
      throws Exception {
    List<Double> bounds =
        plain().stream()
            .filter(line -> line.startsWith("mcp_echo_request_duration_seconds_bucket{"))
            .filter(line -> line.contains("tool=\"greet\"") && !line.contains("+Inf"))
            .map(line -> Double.parseDouble(line.replaceFirst(".*le=\"([^\"]*)\".*", "$1")))
            .toList();

    assertEquals(0.0001, bounds.get(0));
    assertEquals(60, bounds.get(bounds.size() - 1));
    for (int i = 1; i < bounds.size(); i++) {
      assertTrue(bounds.get(i) / bounds.get(i - 1) < 2.51, bounds.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "431 | | GET /mcp HTTP/1.1~Host: localhost~X-Long: LONG~~",
        "400 | host_missing | POST /mcp HTTP/1.1~~",
        "400 | length | POST /mcp HTTP/1.1~Host: localhost~Content-Length: x~~",
        "400 | proxy_protocol | PROXY TCP4 192.0.2.7 192.0.2.8 1 2~GET /mcp HTTP/1.1~~",
        "505 | | POST /mcp HTTP/3.7~Host: localhost~~",
        "404 | | GET /elsewhere HTTP/1.1~Host: localhost~Connection: close~~"
      })
  void trial_o07_whatTheContainerRefusesIsCounted(int status, String reason, String request)
      throws Exception {
    RawHttp.Response response =
        RawHttp.exchange(
            server.uri(), request.replace("LONG", "a".repeat(40_000)).replace("~", "\r\n"));

    assertEquals(status, response.status());
    String line =
        "mcp_echo_refused_requests_total{reason=\"%s\",status=\"%d\"} 1.0"
            .formatted(reason == null ? "" : reason, status);
    assertTrue(plain().contains(line), () -> line);
  }

  @Test
  void anOpenStreamIsCountedUntilItEnds() throws Exception {
    try (var raw = new RawHttp(server.uri())) {
      raw.post(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
              + "{\"name\":\"streams\",\"_meta\":{\"progressToken\":1}}}");
      raw.readUntil("\"progress\":1");
      assertTrue(plain().contains("mcp_echo_open_streams 1.0"));
      assertTrue(plain().contains("mcp_echo_active_requests 1.0"));
      seen.countDown();
      raw.readUntil("\n\n\r\n0\r\n");
    }
    while (!plain().contains("mcp_echo_open_streams 0.0")) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "*/* | " + PLAIN,
        "text/plain | " + PLAIN,
        "application/json | " + PLAIN,
        "application/openmetrics-text; q=0 | " + PLAIN,
        "text/plain; q=1, application/openmetrics-text; q=0.5 | " + PLAIN,
        "application/openmetrics-text | " + OPEN,
        "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2 | "
            + OPEN,
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
            + "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;q=0.3 | "
            + OPEN
      })
  void trial_o08_openMetricsIsForThoseThatPreferIt(String accept, String type) throws Exception {
    HttpResponse<String> response = client.method("GET", "/metrics", "Accept", accept);

    assertEquals(200, response.statusCode());
    assertEquals(type, response.headers().firstValue("Content-Type").orElse(""));
    assertEquals(type.equals(OPEN), response.body().endsWith("\n# EOF\n"));
  }

  @Test
  void inOpenMetricsAFamilyHasItsNameWithoutTheSuffix() throws Exception {
    List<String> lines = open();

    assertTrue(lines.contains("# TYPE mcp_echo_requests counter"));
    assertTrue(lines.contains("# TYPE mcp_echo_build info"));
    assertTrue(
        lines.contains(
            "mcp_echo_requests_total{method=\"tools/call\",status=\"200\",tool=\"greet\"} 0.0"));
  }

  @Test
  void aFamilyStandsOnceAndTogetherInBothFormats() throws Exception {
    client.postJson(Client.GREET);
    client.post("{}", "Content-Type", "made/up");

    for (List<String> lines : List.of(plain(), open())) {
      String family = "";
      Set<String> families = new HashSet<>();
      Set<String> series = new HashSet<>();
      for (String line : lines) {
        if (line.startsWith("# TYPE ")) {
          family = line.split(" ")[2];
          assertTrue(families.add(family), line);
        } else if (!line.startsWith("#")) {
          assertTrue(line.startsWith(family), line);
          assertTrue(series.add(line.split("} | (?=[^ ]*$)")[0]), line);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"01, true", "03, true", "00, false"})
  void aTraceThatIsKeptIsTheExampleOfItsBucket(String flags, boolean shown) throws Exception {
    client.postJson(Client.GREET, "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-" + flags);
    List<String> examples =
        open().stream().filter(line -> line.contains(" # {trace_id=\"" + TRACE + "\"} ")).toList();

    assertEquals(shown ? 1 : 0, examples.size());
    assertTrue(
        examples.stream()
            .allMatch(
                line ->
                    line.matches(
                        "mcp_echo_request_duration_seconds_bucket\\{.*tool=\"greet\",le=.*} 1 #"
                            + " \\{.*} 0\\.[0-9]+ [0-9]+(?:\\.[0-9]+)?")),
        examples.toString());
    assertFalse(String.join("", plain()).contains(TRACE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "deflate, gzip;q=0.5 | true",
        "GZIP | true",
        "gzip;q=0 | false",
        "gzip;q=0.000 | false",
        "identity | false",
        "br | false",
        "* | false"
      })
  void trial_o08_gzipIsForThoseThatAskForIt(String accepted, boolean zipped) throws Exception {
    URI metrics = server.uri().resolve("/metrics");
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(metrics).header("Accept-Encoding", accepted).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    byte[] body = response.body();
    if (zipped) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }

    assertEquals(
        zipped ? "gzip" : "", response.headers().firstValue("Content-Encoding").orElse(""));
    assertTrue(response.headers().firstValue("Vary").orElse("").contains("Accept-Encoding"));
    assertTrue(new String(body, StandardCharsets.UTF_8).contains("\nmcp_echo_draining 0.0\n"));
  }

  @Test
  void whateverIsMadeUpIsOneSeries() throws Exception {
    for (int i = 0; i < 20; i++) {
      client.postJson(Client.GREET.replace("greet", "made-up-" + i));
      client.postJson(Client.GREET.replace("tools/call", "made/up/" + i));
      client.postJson(Client.GREET, "User-Agent", "made-up-" + i, "Mcp-Session-Id", "made-up" + i);
      client.method("MADE-UP-" + i, "/mcp");
    }
    List<String> counted =
        plain().stream().filter(line -> line.startsWith("mcp_echo_requests_total{")).toList();

    assertEquals(
        Set.of(
            "method=\"tools/call\",status=\"200\",tool=\"greet\"} 20.0",
            "method=\"tools/call\",status=\"200\",tool=\"streams\"} 0.0",
            "method=\"tools/call\",status=\"200\",tool=\"other\"} 20.0",
            "method=\"other\",status=\"200\",tool=\"\"} 20.0",
            "method=\"\",status=\"405\",tool=\"\"} 20.0"),
        counted.stream()
            .map(line -> line.substring(line.indexOf('{') + 1))
            .collect(Collectors.toSet()));
  }

  private List<String> plain() throws Exception {
    return client.get("/metrics").body().lines().toList();
  }

  private List<String> open() throws Exception {
    return client
        .method("GET", "/metrics", "Accept", "application/openmetrics-text")
        .body()
        .lines()
        .toList();
  }
}
