package io.github.mcpecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.headers.PrintHeaderTool;
import io.github.mcpecho.diagnosis.identity.AuthContextTool;
import io.github.mcpecho.diagnosis.identity.Identity;
import io.github.mcpecho.diagnosis.tokens.BearerDecodeTool;
import io.github.mcpecho.diagnosis.tokens.TokenPolicy;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.Tool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What proxies say of URL, sender and caller is judged the same by all who look at a request. */
class OneVerdictOnProxiesTest {
  private static final String TOKEN =
      TokenFixtures.token(
          "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
          """
          {"iss":"https://login.example.com","sub":"alice","client_id":"c","scope":"a","jti":"j",\
          "aud":"https://mcp.example.com/mcp","iat":1734695700,"exp":1734699300}""");

  private final Redactor redactor = new Redactor(new byte[] {1});
  private final Clock clock = Clock.fixed(ToolRun.NOW, ZoneOffset.UTC);
  private final Tool printHeader = new PrintHeaderTool(redactor, "pod-7");
  private final Tool bearerDecode =
      new BearerDecodeTool(clock, redactor, TokenPolicy.NONE, Identity::judgeAll);
  private final Tool authContext =
      new AuthContextTool(clock, redactor, PublicUrl.UNKNOWN, List.of());

  @ParameterizedTest
  @CsvFileSource(resources = "proxy-contradictions.csv", delimiter = '|', quoteCharacter = '`')
  void allTellTheSame(String lines, String finding, String evidence) {
    ToolRun told = run(authContext, lines);
    String said = told.finding(finding).path("evidence").asText();
    assertTrue(said.contains(evidence == null ? "" : evidence), said);
    assertEquals(judged(told), judged(run(printHeader, lines)), lines);
    assertEquals(
        judged(run(authContext, lines, List.of())),
        judged(run(printHeader, lines, List.of())),
        lines);
    assertEquals(judged(told), judged(run(bearerDecode, lines)), lines);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "proxy-agreements.csv", delimiter = '|', quoteCharacter = '`')
  void whatIsSoundIsNoMatterToAny(String lines) {
    for (Tool tool : List.of(printHeader, bearerDecode, authContext)) {
      Map<String, String> judged = judged(run(tool, lines));
      judged.values().removeIf(told -> told.startsWith("INFO "));
      assertEquals(Map.of(), judged, tool.descriptor().name());
    }
  }

  /** Severity, evidence and fix, by id; of who the caller is only what is wrong. */
  private static Map<String, String> judged(ToolRun run) {
    var judged = new TreeMap<String, String>();
    for (JsonNode finding : run.facts().path("findings")) {
      String id = finding.path("id").asText();
      boolean isOfUrl = id.matches("(URL|CLIENT_ADDRESS)_.*");
      boolean isOfOthers = id.matches("(IDENTITY|HEADER)_.*");
      boolean isWrong = !finding.path("severity").asText().equals("INFO");
      if (isOfUrl || isOfOthers && isWrong) {
        judged.put(
            id,
            finding.path("severity").asText()
                + " "
                + finding.path("evidence").asText()
                + " "
                + finding.path("fix").asText());
      }
    }
    return judged;
  }

  private static ToolRun run(Tool tool, String lines) {
    return run(tool, lines, List.of("Authorization", "Bearer " + TOKEN));
  }

  private static ToolRun run(Tool tool, String lines, List<String> credential) {
    var headers = new ArrayList<>(credential);
    for (String part : lines.split(" / ")) {
      String[] line = part.split(": ", 2);
      headers.add(line[0].strip());
      headers.add(line[1].strip());
    }
    return ToolRun.of(tool, HeaderLines.behindThoseOfAClient(headers));
  }
}
