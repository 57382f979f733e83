package io.github.mcpecho.diagnosis.clients;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rule says in one revision. The catalogue cites all revisions that have it, one after the
 * other: {@code MCP 2025-03-26 to 2025-11-25, basic/transports: …; MCP 2026-07-28, …}.
 */
public final class CitedRule {
  private static final String DATE = "(\\d{4}-\\d\\d-\\d\\d)";
  private static final Pattern CITATION =
      Pattern.compile("MCP %s(?: (to|and) (?:%s|later))?(?=[,:])".formatted(DATE, DATE));

  private CitedRule() {}

  /**
   * Returns the finding with what its rule says in this revision and outside of MCP, or all of it
   * if that is nothing.
   */
  public static Finding of(Finding finding, ProtocolVersion revision) {
    return new Finding(
        finding.kind(),
        finding.message(),
        finding.evidence(),
        finding.fix(),
        in(revision, finding.rule()));
  }

  private static String in(ProtocolVersion revision, String rule) {
    var cited = new ArrayList<String>();
    for (String citation : rule.split("; ")) {
      Matcher dated = CITATION.matcher(citation);
      if (!dated.lookingAt()) {
        cited.add(citation);
      } else if (holds(dated.toMatchResult(), revision)) {
        cited.add("MCP " + revision + citation.substring(dated.end()));
      }
    }
    return cited.isEmpty() ? rule : String.join("; ", cited);
  }

  private static boolean holds(MatchResult dated, ProtocolVersion revision) {
    String name = revision.wireName();
    Optional<String> last = Optional.ofNullable(dated.group(3));
    return switch (Optional.ofNullable(dated.group(2)).orElse("")) {
      case "to" -> dated.group(1).compareTo(name) <= 0 && name.compareTo(last.orElse(name)) <= 0;
      case "and" ->
          last.isPresent()
              ? dated.group(1).equals(name) || last.get().equals(name)
              : dated.group(1).compareTo(name) <= 0;
      default -> dated.group(1).equals(name);
    };
  }
}
