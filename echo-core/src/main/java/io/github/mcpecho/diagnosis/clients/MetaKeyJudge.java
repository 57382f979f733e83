package io.github.mcpecho.diagnosis.clients;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Judges the names of what clients put into {@code _meta}; revisions before 2025-06-18 ask none.
 */
final class MetaKeyJudge {
  /** The names that clients may take from MCP, and the first revision that has them. */
  private static final Map<String, String> OF_CLIENTS =
      TsvResource.rows(MetaKeyJudge.class, "meta-keys.tsv").stream()
          .collect(toUnmodifiableMap(row -> row[0], row -> row[1]));

  private static final Set<String> RESERVED = Set.of("modelcontextprotocol", "mcp");
  private static final String LABEL = "[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final Pattern KEY =
      Pattern.compile(
          "(?:%1$s(?:\\.%1$s)*/)?(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?".formatted(LABEL));
  private static final int MOST_SHOWN = 10;

  private MetaKeyJudge() {}

  static List<Finding> judge(JsonRpcMessage.Call call, ProtocolVersion revision) {
    var findings = new ArrayList<Finding>();
    if (revision.compareTo(ProtocolVersion.V2025_06_18) >= 0) {
      add(findings, ClientFinding.CLIENT_META_KEY_MALFORMED, call, key -> !isWellFormed(key));
      add(
          findings,
          ClientFinding.CLIENT_META_KEY_RESERVED,
          call,
          key ->
              isWellFormed(key)
                  && isReserved(key, revision)
                  && !isDefined(key, revision)
                  && !isOfExtension(key, call));
    }
    return findings;
  }

  private static void add(
      List<Finding> findings,
      ClientFinding kind,
      JsonRpcMessage.Call call,
      Predicate<String> isWrong) {
    List<String> wrong = names(call.params().path("_meta")).filter(isWrong).toList();
    if (!wrong.isEmpty()) {
      findings.add(
          kind.found(String.join(", ", wrong.subList(0, Math.min(MOST_SHOWN, wrong.size())))));
    }
  }

  private static Stream<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey);
  }

  private static boolean isWellFormed(String key) {
    return KEY.matcher(key).matches();
  }

  /** In 2025-06-18 it was the last label but one, since then it is the second. */
  private static boolean isReserved(String key, ProtocolVersion revision) {
    List<String> labels = List.of(prefix(key).split("\\."));
    int place = revision == ProtocolVersion.V2025_06_18 ? labels.size() - 2 : 1;
    return 0 <= place && place < labels.size() && RESERVED.contains(labels.get(place));
  }

  private static String prefix(String key) {
    return key.substring(0, Math.max(0, key.indexOf('/')));
  }

  private static boolean isDefined(String key, ProtocolVersion revision) {
    String since = OF_CLIENTS.get(key);
    return since != null && since.compareTo(revision.wireName()) <= 0;
  }

  /** An extension of MCP that the request declares may define further ones. */
  private static boolean isOfExtension(String key, JsonRpcMessage.Call call) {
    return names(call.params().path("_meta").path(MetaKeys.CLIENT_CAPABILITIES).path("extensions"))
        .anyMatch(extension -> prefix(extension).equals(prefix(key)));
  }
}
