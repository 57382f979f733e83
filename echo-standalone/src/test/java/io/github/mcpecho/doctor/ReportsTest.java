package io.github.mcpecho.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.ServerInfo;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** One diagnosis in all its forms. */
class ReportsTest {
  private static final Diagnosis DIAGNOSIS =
      new Diagnosis(
          "https://mcp.example.com/mcp",
          Optional.of("mcp-echo 1.0.0"),
          List.of(
              located(Leg.THERE, DoctorFinding.THERE_UNDERSCORE_LOST, "x_y"),
              located(Leg.STREAMS, DoctorFinding.STREAMS_HELD_BACK, "4 of 4 events & <more>"),
              located(Leg.THERE, DoctorFinding.THERE_HEADER_LOST, "X-Doctor-Canary"),
              located(Leg.THERE, DoctorFinding.THERE_AUTHORIZATION_LOST, "it did not arrive")),
          List.of(new Diagnosis.Fine(Leg.REACH, "HTTP/1.1 answers")),
          List.of(
              new Diagnosis.Unchecked(Leg.BROWSER, "a web page", "no page is named"),
              new Diagnosis.Unchecked(Leg.DIRECT, "past", "no URL")),
          List.of(
              new Diagnosis.Client("of 2025-11-25", true, "speaks 2025-11-25"),
              new Diagnosis.Client("of 2026-07-28", false, "status 400")),
          42,
          Duration.ofMillis(1_234));

  private static Diagnosis.Located located(Leg leg, DoctorFinding kind, String evidence) {
    return new Diagnosis.Located(leg, kind.found(evidence));
  }

  @Test
  void theTextIsAPageWithTheWorstFirst() {
    assertEquals(
        """
        The way to https://mcp.example.com/mcp
        The far end says that it is mcp-echo 1.0.0

          you
           ├─▶ there      ✅ reach   ❌ headers and body   ➖ user agents
           │ ● server     ➖ protocol   ➖ authorization   ➖ its own view   ➖ replicas
           ◀── back       ➖ answers   ❌ streams   ➖ browser   ➖ content
           ═══ all of it  ➖ time   ➖ past the proxies

        2 errors, 1 warning:

          ❌ THERE_AUTHORIZATION_LOST: The Authorization header does not arrive.
             Where: headers and body, on the way there
             Evidence: it did not arrive
        """,
        DIAGNOSIS.toText().substring(0, DIAGNOSIS.toText().indexOf("     Rule:")));
    assertTrue(
        DIAGNOSIS
            .toText()
            .endsWith(
                """

                  ℹ️ THERE_UNDERSCORE_LOST: A header with underscores in its name does not arrive, as is usual. x_y

                Not looked at: browser; past the proxies.
                42 requests in 1.2 s. All of it, and why: --verbose
                """),
        DIAGNOSIS.toText());
    assertTrue(
        DIAGNOSIS
            .toText(Diagnosis.TextOption.VERBOSE)
            .endsWith(
                """

                Fine:
                  reach: HTTP/1.1 answers

                Clients:
                  ✅ of 2025-11-25: speaks 2025-11-25
                  ❌ of 2026-07-28: status 400

                Not looked at:
                  browser (a web page): no page is named
                  past the proxies (past): no URL

                42 requests in 1.2 s.
                """));
  }

  /** Who reads it wants to know what is not known, and what it takes to know it. */
  @Test
  void aWayWithoutFaultIsToldInFewLines() {
    List<Diagnosis.Unchecked> unchecked =
        List.of(
            new Diagnosis.Unchecked(Leg.AUTHORIZATION, "the token", Need.TOKEN.missing()),
            new Diagnosis.Unchecked(Leg.THERE, "headers", Need.ECHO.missing()),
            new Diagnosis.Unchecked(Leg.REACH, "the usual paths", "the time is over"),
            new Diagnosis.Unchecked(Leg.REACH, "names", "nobody asked"),
            new Diagnosis.Unchecked(Leg.REACH, "names", "the time is over"),
            new Diagnosis.Unchecked(Leg.BROWSER, "a web page", Need.ORIGIN.missing()));
    var sound =
        new Diagnosis(
            "https://a/",
            Optional.empty(),
            List.of(),
            List.of(new Diagnosis.Fine(Leg.REACH, "HTTP/1.1 answers")),
            unchecked,
            List.of(),
            1,
            Duration.ZERO);

    assertTrue(
        sound
            .toText()
            .endsWith(
                """

                No fault found.

                Not looked at: authorization; headers and body; browser.
                Looked at in part: reach (without the usual paths; names).
                To see more, give: mcp-echo in the place of the server; --header 'Authorization: Bearer …'; --origin https://app.example.com.
                1 request in 0.0 s. All of it, and why: --verbose
                """),
        sound.toText());
    assertTrue(sound.toText().lines().count() < 15, sound.toText());
  }

  @Test
  void onlyTheColouredTextHasColours() {
    assertFalse(DIAGNOSIS.toText().contains("\u001b"));
    String coloured = DIAGNOSIS.toText(Diagnosis.TextOption.COLOURED);
    assertEquals(DIAGNOSIS.toText(), coloured.replaceAll("\u001b\\[[0-9]+m", ""));
    assertNotEquals(DIAGNOSIS.toText(), coloured);
  }

  @Test
  void theJsonIsAsItsSchemaHasIt() throws Exception {
    JsonNode schema;
    try (InputStream in = Diagnosis.class.getResourceAsStream("diagnosis.schema.json")) {
      schema = Messages.JSON.parse(in.readAllBytes());
    }
    ObjectNode diagnosis = (ObjectNode) Messages.JSON.parse(DIAGNOSIS.toJson());

    assertTrue(isAccepted(schema, diagnosis));
    assertFalse(isAccepted(schema, diagnosis.deepCopy().put("another", 1)));
    assertEquals("there", diagnosis.at("/findings/0/leg").asText());
    assertEquals("THERE_AUTHORIZATION_LOST", diagnosis.at("/findings/0/id").asText());
    assertTrue(diagnosis.path("errors").asBoolean());
  }

  /** A server that takes what this schema describes. */
  private static boolean isAccepted(JsonNode schema, ObjectNode arguments) {
    Tool tool =
        new Tool() {
          @Override
          public ToolDescriptor descriptor() {
            return ToolDescriptor.of("take", "Takes a diagnosis")
                .withInputSchema(schema.toString());
          }

          @Override
          public ToolResult call(ToolCall call) {
            return ToolResult.text("taken");
          }
        };
    ObjectNode message =
        Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
    message.set("params", Conversation.call("take", arguments));
    byte[] reply =
        McpServer.builder(new ServerInfo("t", "t", "1", ""), List.of(tool))
            .build()
            .handle(
                Messages.JSON.write(message),
                CallContext.local(Headers.NONE, Instant.now()),
                Outbound.NONE)
            .body();
    return new String(reply, StandardCharsets.UTF_8).contains("\"taken\"");
  }

  @Test
  void theXmlHasASuiteForEachLegAndAFailureForEachError() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(DIAGNOSIS.toJUnitXml().getBytes(StandardCharsets.UTF_8)));

    assertEquals(Leg.values().length, xml.getElementsByTagName("testsuite").getLength());
    assertEquals(2, xml.getElementsByTagName("failure").getLength());
    assertEquals(2, xml.getElementsByTagName("skipped").getLength());
    assertEquals(7, xml.getElementsByTagName("testcase").getLength());
    assertTrue(xml.getElementsByTagName("failure").item(1).getTextContent().contains("& <more>"));
  }

  @Test
  void theMarkdownLeavesNothingOfTheFarEndAsMarkup() {
    String page = DIAGNOSIS.toMarkdown();

    assertTrue(page.startsWith("# The way to `https://mcp.example.com/mcp`\n"), page);
    assertTrue(page.contains("## ❌ THERE_AUTHORIZATION_LOST\n"), page);
    assertTrue(page.contains("* Evidence: `4 of 4 events & <more>`\n"), page);
    assertTrue(page.contains("## Clients\n\n* ✅ of 2025-11-25: speaks 2025-11-25\n"), page);
  }

  @Test
  void errorsFailATest() {
    AssertionError failure = assertThrows(AssertionError.class, DIAGNOSIS::assertNoErrors);

    assertEquals(DIAGNOSIS.toText(), failure.getMessage());
    new Diagnosis(
            "https://a/",
            Optional.empty(),
            List.of(located(Leg.THERE, DoctorFinding.THERE_HEADER_LOST, "")),
            List.of(),
            List.of(),
            List.of(),
            1,
            Duration.ZERO)
        .assertNoErrors();
  }
}
