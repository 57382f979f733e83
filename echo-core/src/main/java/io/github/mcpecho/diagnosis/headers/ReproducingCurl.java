package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code curl} command that sends a tool call as it arrived, fit to be shared. Headers that steer
 * the protocol keep their values, all others get a placeholder. Nothing that arrived can end a
 * quoted shell word.
 */
public final class ReproducingCurl {
  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);
  private static final int MOST_HEADERS = 30;

  /** Headers whose values hold no secret and no name of a person or machine. */
  private static final Set<String> SHOWN =
      Set.of("accept", "content-type", "mcp-method", "mcp-name", "mcp-protocol-version");

  /** Headers that curl sends by itself. Those of a single connection are left out too. */
  private static final Set<String> LEFT_OUT =
      Set.of("accept-encoding", "content-length", "host", "user-agent");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_./;,=*+ -]{1,100}");
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_.-]{0,30}/?");
  private static final Pattern SCHEME = Pattern.compile("(?i)(Bearer|Basic|DPoP) .*");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private ReproducingCurl() {}

  /** Returns the command, one option a line. */
  public static String of(ToolCall call, Redactor redactor) {
    var lines = new ArrayList<String>();
    String target = call.context().target();
    String path = PATH.matcher(target).matches() && isPlain(target, redactor) ? target : "/mcp";
    String url = ExternalUrls.of(call.context(), PublicUrl.UNKNOWN, redactor).resource();
    String scheme = url.startsWith("http:") ? "http" : "https";
    lines.add("curl -X POST '" + scheme + "://<HOST>" + path + "'");
    for (KnownHeader header : RequestFacts.of(call.context()).headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (!LEFT_OUT.contains(name)
          && !header.kind().isHopByHop()
          && NAME.matcher(name).matches()
          && isPlain(header.name(), redactor)) {
        lines.add("-H '" + header.name() + ": " + value(header.line(), redactor) + "'");
      }
    }
    List<String> few = lines.subList(0, Math.min(lines.size(), MOST_HEADERS + 1));
    return String.join(" \\\n  ", few) + " \\\n  -d '" + body(call) + "'";
  }

  private static String value(Header header, Redactor redactor) {
    String name = header.name().toLowerCase(Locale.ROOT);
    String value = header.value();
    if (SHOWN.contains(name) && HARMLESS.matcher(value).matches() && isPlain(value, redactor)) {
      return value;
    }
    String placeholder = "<" + name.toUpperCase(Locale.ROOT) + ">";
    Matcher scheme = SCHEME.matcher(value);
    return name.equals("authorization") && scheme.matches()
        ? scheme.group(1) + " " + placeholder
        : placeholder;
  }

  private static boolean isPlain(String text, Redactor redactor) {
    return redactor.text(text).equals(text);
  }

  private static String body(ToolCall call) {
    ObjectNode json = Json.object().put("jsonrpc", "2.0").put("id", 1);
    ObjectNode params = json.put("method", McpMethod.TOOLS_CALL.wireName()).putObject("params");
    params.put("name", "healthProbe").putObject("arguments");
    String version = call.params().path("_meta").path(MetaKeys.PROTOCOL_VERSION).asText();
    if (DATE.matcher(version).matches()) {
      ObjectNode meta = params.putObject("_meta").put(MetaKeys.PROTOCOL_VERSION, version);
      meta.putObject(MetaKeys.CLIENT_CAPABILITIES);
    }
    return JSON.writeString(json);
  }
}
