package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.headers.AcceptHeader;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MediaType;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import io.github.mcpecho.internal.jsonrpc.JsonRpcMessage;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.protocol.ModernEnvelope;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a request by itself, without a look at those before it. */
final class RequestJudge {
  /** HEAD and OPTIONS are anybody's, browsers and monitors. */
  private static final Set<String> METHODS = Set.of("POST", "GET", "DELETE", "HEAD", "OPTIONS");

  private static final List<String> CAPABILITIES =
      List.of("elicitation", "experimental", "extensions", "roots", "sampling", "tasks");

  private static final Set<String> OF_SESSIONS = Set.of("GET", "DELETE");

  private final ClientRequest request;
  private final Headers headers;
  private final Optional<ProtocolVersion> revision;
  private final Redactor redactor;
  private final List<Finding> findings = new ArrayList<>();

  private RequestJudge(
      ClientRequest request, Optional<ProtocolVersion> revision, Redactor redactor) {
    this.request = request;
    this.revision = revision;
    this.headers = request.context().headers();
    this.redactor = redactor;
  }

  /**
   * @param revision whose rules it is judged by, if that is known
   */
  static List<Finding> judge(
      ClientRequest request, Optional<ProtocolVersion> revision, Redactor redactor) {
    var judge = new RequestJudge(request, revision, redactor);
    judge.judgeHttp(request.context().method());
    judge.findings.addAll(request.malformed());
    request.messages().forEach(judge::judgeMessage);
    if (request.isBatch() && request.isMixed()) {
      judge.note(ClientFinding.CLIENT_MESSAGE_INVALID, "requests and responses in one batch");
    }
    revision.ifPresent(judge::judgeMetaKeys);
    return judge.findings;
  }

  private void judgeHttp(String httpMethod) {
    if (!METHODS.contains(httpMethod) || request.isModern() && OF_SESSIONS.contains(httpMethod)) {
      note(ClientFinding.CLIENT_HTTP_METHOD, httpMethod);
    }
    boolean post = httpMethod.equals("POST");
    List<String> accepted =
        post
            ? List.of("application/json", "text/event-stream")
            : httpMethod.equals("GET") ? List.of("text/event-stream") : List.of();
    if (!AcceptHeader.names(headers, accepted)) {
      ClientFinding kind = ClientFinding.CLIENT_ACCEPT;
      String fix = "Send \"Accept: text/event-stream\" with every GET.";
      findings.add(
          kind.found(kind.meaning(), redactor.evidence(shown("accept")), post ? kind.fix() : fix));
    }
    if (post && !isJson(headers.all("content-type"))) {
      note(ClientFinding.CLIENT_CONTENT_TYPE, shown("content-type"));
    }
  }

  private void judgeMessage(JsonRpcMessage message) {
    if (message instanceof JsonRpcMessage.Call call && !request.isModern()) {
      JsonNode meta = call.params().path("_meta");
      if (!meta.isMissingNode() && !meta.isObject()) {
        note(ClientFinding.CLIENT_META_MALFORMED, "_meta is " + meta.getNodeType().name());
      }
    }
    if (message instanceof JsonRpcMessage.Request call) {
      judgeRequest(call);
    } else if (message instanceof JsonRpcMessage.Notification notification) {
      judgeNotification(notification);
    } else if (request.isModern()) {
      note(ClientFinding.CLIENT_RESPONSE_POSTED, "");
    }
  }

  private void judgeMetaKeys(ProtocolVersion revision) {
    for (JsonRpcMessage.Call call : request.calls()) {
      MetaKeyJudge.judge(call, revision)
          .forEach(
              finding -> findings.add(finding.kind().found(redactor.evidence(finding.evidence()))));
    }
  }

  private void judgeRequest(JsonRpcMessage.Request call) {
    if (call.method().startsWith(Notifications.PREFIX)) {
      note(ClientFinding.CLIENT_NOTIFICATION_WITH_ID, call.method());
    }
    JsonNode token = call.params().path("_meta").path("progressToken");
    if (!token.isMissingNode() && !token.isTextual() && !Json.isInteger(token)) {
      note(ClientFinding.CLIENT_PROGRESS_TOKEN_TYPE, token.getNodeType().name());
    }
    boolean initialize = McpMethod.INITIALIZE.is(call.method());
    if (request.isModern() && !initialize) {
      judgeEnvelope(call);
    } else if (initialize) {
      judgeInitialize(call);
    }
  }

  private void judgeEnvelope(JsonRpcMessage.Request call) {
    mistyped(call.params().path("_meta").path(MetaKeys.CLIENT_CAPABILITIES))
        .ifPresent(name -> note(ClientFinding.CLIENT_CAPABILITY_TYPE, name));
    try {
      ModernEnvelope.of(call.params());
      if (revision.isPresent() && !call.params().path("_meta").has(MetaKeys.CLIENT_INFO)) {
        note(ClientFinding.CLIENT_INFO_MISSING, "");
      }
    } catch (JsonRpcException e) {
      note(ClientFinding.CLIENT_ENVELOPE_INCOMPLETE, e.error().message());
    }
    var missing = new ArrayList<>(List.of(McpHeaderNames.PROTOCOL_VERSION, McpHeaderNames.METHOD));
    if (McpMethod.nameParam(call.method()).isPresent()) {
      missing.add(McpHeaderNames.NAME);
    }
    missing.removeIf(headers::contains);
    if (!missing.isEmpty()) {
      note(ClientFinding.CLIENT_MIRROR_MISSING, String.join(", ", missing));
    }
  }

  private void judgeInitialize(JsonRpcMessage.Request call) {
    var missing = new ArrayList<String>();
    if (!call.params().path("protocolVersion").isTextual()) {
      missing.add("protocolVersion");
    }
    if (!call.params().path("capabilities").isObject()) {
      missing.add("capabilities");
    }
    JsonNode info = call.params().path("clientInfo");
    if (!info.path("name").isTextual() || !info.path("version").isTextual()) {
      missing.add("clientInfo with name and version");
    }
    if (!missing.isEmpty()) {
      note(ClientFinding.CLIENT_INITIALIZE_INCOMPLETE, "without " + String.join(", ", missing));
    }
    mistyped(call.params().path("capabilities"))
        .ifPresent(name -> note(ClientFinding.CLIENT_CAPABILITY_TYPE, name));
  }

  /** Null is what some write for none. */
  private static Optional<String> mistyped(JsonNode capabilities) {
    return CAPABILITIES.stream()
        .filter(name -> capabilities.hasNonNull(name) && !capabilities.path(name).isObject())
        .findFirst()
        .map(name -> "%s is %s".formatted(name, capabilities.path(name).getNodeType()));
  }

  private void judgeNotification(JsonRpcMessage.Notification notification) {
    String method = notification.method();
    if (method.equals(Notifications.CANCELLED) && !request.isModern() && revision.isPresent()) {
      judgeCancellation(notification.params().path("requestId"));
    }
    if (McpMethod.of(method).isPresent()) {
      note(ClientFinding.CLIENT_REQUEST_WITHOUT_ID, method);
    } else if (Notifications.OF_SERVERS.contains(method)) {
      note(ClientFinding.CLIENT_NOTIFICATION_OF_SERVER, method);
    } else if (request.isModern() || !Notifications.OF_LEGACY_CLIENTS.contains(method)) {
      note(ClientFinding.CLIENT_NOTIFICATION_UNKNOWN, method);
    }
  }

  private void judgeCancellation(JsonNode requestId) {
    if (!requestId.isTextual() && !Json.isInteger(requestId)) {
      note(
          ClientFinding.CLIENT_CANCEL_INCOMPLETE,
          requestId.isMissingNode() ? "no requestId" : "requestId is " + requestId);
    }
  }

  private static boolean isJson(List<String> contentTypes) {
    return contentTypes.size() == 1
        && MediaType.parse(contentTypes.get(0))
            .filter(type -> type.is("application/json"))
            .isPresent();
  }

  private String shown(String header) {
    List<String> values = headers.all(header);
    return values.isEmpty() ? "no " + header : redactor.header(header, String.join(", ", values));
  }

  private void note(ClientFinding kind, String evidence) {
    findings.add(kind.found(redactor.evidence(evidence)));
  }
}
