package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.clients.AnswerContent;
import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.diagnosis.headers.McpHeaderFinding;
import io.github.mcpecho.internal.http.MirroredValue;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.internal.protocol.McpErrorCodes;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.internal.protocol.MetaKeys;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What {@link Tasks} do with calls, with the tasks that there are. */
final class TaskEndpoint implements Judge {
  private static final int MAX_TASKS = 1_000;
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final String PREFIX = "tasks/";
  private static final String UPDATE = McpMethod.TASKS_UPDATE;
  private static final Set<String> OF_EXTENSION = Set.of("tasks/get", UPDATE, "tasks/cancel");
  private static final String ANSWERS = "inputResponses";

  private final Tasks settings;
  private final Redactor redactor = Redactor.withRandomKey();
  private final Map<String, Task> tasks = new Newest<>(MAX_TASKS);

  /** Those that a reset made the server forget: nobody is to blame for asking after them. */
  private final Set<String> forgotten;

  TaskEndpoint(Tasks settings) {
    this(settings, Set.of());
  }

  private TaskEndpoint(Tasks settings, Set<String> forgotten) {
    this.settings = settings;
    this.forgotten = forgotten;
  }

  /** Returns one without the tasks that there are. */
  synchronized TaskEndpoint afterReset() {
    return new TaskEndpoint(settings, Set.copyOf(tasks.keySet()));
  }

  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    String method = call.rpcMethod();
    if (call.rpcId().isEmpty()) {
      client.serve();
    } else if (McpMethod.INITIALIZE.is(method) || McpMethod.SERVER_DISCOVER.is(method)) {
      Responses.change(client, this::introduce);
    } else if (McpMethod.TOOLS_LIST.is(method) && isOfRevision(call)) {
      Responses.change(client, result -> result.path("tools").forEach(this::mark));
    } else if (McpMethod.TOOLS_CALL.is(method) && isOfRevision(call)) {
      callOfRevision(client);
    } else if (McpMethod.TOOLS_CALL.is(method) && call.isModern()) {
      callOfExtension(client);
    } else if (has(call)) {
      // Whether a session is over, say, is for those beneath to tell.
      ServerAnswer real = client.serverAnswer();
      if (real.isMethodNotFound()) {
        serve(client);
      } else {
        client.serve();
      }
    } else {
      client.serve();
    }
  }

  private boolean has(RecordedCall call) {
    McpMethod method = McpMethod.of(call.rpcMethod()).orElse(McpMethod.PING);
    if (call.isModern()) {
      return OF_EXTENSION.contains(call.rpcMethod());
    }
    return isOfRevision(call)
        && switch (method) {
          case TASKS_GET, TASKS_RESULT -> true;
          case TASKS_LIST -> settings.hasList();
          case TASKS_CANCEL -> settings.hasCancel();
          default -> false;
        };
  }

  private static boolean isOfRevision(RecordedCall call) {
    return call.revision().filter(ProtocolVersion.V2025_11_25::equals).isPresent();
  }

  private static boolean declares(RecordedCall call) {
    return call.meta(MetaKeys.CLIENT_CAPABILITIES)
        .path("extensions")
        .path(MetaKeys.TASKS_EXTENSION)
        .isObject();
  }

  private void introduce(ObjectNode result) {
    ObjectNode capabilities = result.withObjectProperty("capabilities");
    String revision = result.path("protocolVersion").asText();
    if (revision.isEmpty()) {
      capabilities.withObjectProperty("extensions").putObject(MetaKeys.TASKS_EXTENSION);
    } else if (revision.equals(ProtocolVersion.V2025_11_25.wireName())) {
      ObjectNode declared = capabilities.putObject("tasks");
      declared.putObject("requests").putObject("tools").putObject("call");
      if (settings.hasList()) {
        declared.putObject("list");
      }
      if (settings.hasCancel()) {
        declared.putObject("cancel");
      }
    }
  }

  private void mark(JsonNode tool) {
    String name = tool.path("name").asText();
    String support =
        settings.requires(name) ? "required" : settings.forbids(name) ? "forbidden" : "optional";
    ((ObjectNode) tool).withObjectProperty("execution").put("taskSupport", support);
  }

  private void callOfRevision(ClientConnection client) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    boolean asTask = call.params().path("task").isObject();
    String tool = call.toolName();
    if (asTask && settings.forbids(tool)) {
      error(client, JsonRpcError.METHOD_NOT_FOUND, "The tool is no task: " + tool);
    } else if (!asTask && settings.requires(tool)) {
      error(client, JsonRpcError.METHOD_NOT_FOUND, "The tool is always a task: " + tool);
    } else if (asTask) {
      make(client, Task.Form.OF_REVISION, requestedLifetime(call));
    } else {
      client.serve();
    }
  }

  private static Duration requestedLifetime(RecordedCall call) {
    JsonNode wanted = call.params().path("task").path("ttl");
    return wanted.isNumber() && wanted.doubleValue() >= 0
        ? Duration.ofMillis((long) wanted.doubleValue())
        : USUAL_LIFETIME;
  }

  private void callOfExtension(ClientConnection client) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    if (declares(call) && !settings.forbids(call.toolName())) {
      make(client, Task.Form.OF_EXTENSION, USUAL_LIFETIME);
    } else if (!declares(call) && settings.requires(call.toolName())) {
      undeclared(client);
    } else {
      client.serve();
    }
  }

  /** What is refused at once, or asks for input before there is a task, is answered as always. */
  private void make(ClientConnection client, Task.Form form, Duration lifetime)
      throws IOException, InterruptedException {
    RecordedCall call = client.call();
    ServerAnswer real = client.serverAnswer();
    Optional<JsonNode> response = JsonRpcText.parse(real.body());
    String type = response.map(one -> one.at("/result/resultType").asText()).orElse("");
    if (response.isEmpty()
        || !(response.get().get("result") instanceof ObjectNode result)
        || type.equals("input_required")) {
      client.serve();
      return;
    }
    result.remove("resultType");
    var task =
        new Task(
            UUID.randomUUID().toString(),
            owner(call),
            form,
            Json.object().set("result", result),
            now(call),
            settings.lifetime().orElse(lifetime),
            settings);
    add(task);
    ObjectNode made = task.toJson();
    Responses.result(
        client,
        form == Task.Form.OF_EXTENSION
            ? made.put("resultType", "task")
            : Json.object().set("task", made));
  }

  private void serve(ClientConnection client) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    if (call.isModern() && !declares(call)) {
      undeclared(client);
      return;
    }
    if (McpMethod.TASKS_LIST.is(call.rpcMethod())) {
      list(client);
      return;
    }
    Optional<Task> found = find(call);
    if (found.isEmpty() && forgotten.contains(call.params().path("taskId").asText())) {
      error(client, JsonRpcError.INVALID_PARAMS, "The task was forgotten by a reset");
    } else if (found.isEmpty()) {
      Responses.refuse(client, "There is no such task");
    } else if (found.get().isExpiredAt(now(call))) {
      // A client cannot know it.
      error(client, JsonRpcError.INVALID_PARAMS, "The task has expired");
    } else {
      serve(client, found.get());
    }
  }

  private void serve(ClientConnection client, Task task) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    switch (call.rpcMethod().substring(PREFIX.length())) {
      case "get" -> {
        task.next(now(call));
        // Before the answer: the client may look again at once.
        task.told();
        Responses.result(client, call.isModern() ? task.withPayload() : task.toJson());
      }
      case "result" -> finish(client, task);
      case "update" -> {
        boolean answered = task.question().filter(call.params().path(ANSWERS)::has).isPresent();
        task.endToAsk(answered, now(call));
        Responses.result(client, Json.object());
      }
      default -> cancel(client, task);
    }
  }

  private void cancel(ClientConnection client, Task task) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    boolean over = task.state().isTerminal();
    if (over && !call.isModern()) {
      Responses.refuse(client, "The task cannot be cancelled: it is " + task.state().wireName());
      return;
    }
    if (!over) {
      task.cancel(now(call));
    }
    Responses.result(client, call.isModern() ? Json.object() : task.toJson());
  }

  /** Goes through what is left, and brings what the call would have been answered with. */
  private void finish(ClientConnection client, Task task) throws IOException, InterruptedException {
    Instant now = now(client.call());
    while (!task.state().isTerminal()) {
      task.hurry(now);
      if (task.beginToAsk()) {
        boolean answered = false;
        try {
          client.ask(related(settings.question(), task));
          answered = true;
        } finally {
          task.endToAsk(answered, now);
        }
      } else if (!task.state().isTerminal()) {
        client.stall(BETWEEN_LOOKS);
      }
    }
    ObjectNode response = task.response();
    if (response.get("result") instanceof ObjectNode result) {
      result.withObjectProperty("_meta").set(MetaKeys.RELATED_TASK, reference(task));
      Responses.result(client, result);
    } else {
      error(client, response.at("/error/code").asInt(), response.at("/error/message").asText());
    }
  }

  private static ServerRequest related(ServerRequest question, Task task) {
    ObjectNode params = question.params().deepCopy();
    params.withObjectProperty("_meta").set(MetaKeys.RELATED_TASK, reference(task));
    return new ServerRequest(question.method(), params);
  }

  private static ObjectNode reference(Task task) {
    return Json.object().put("taskId", task.id());
  }

  private void list(ClientConnection client) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    if (call.params().has("cursor")) {
      Responses.refuse(client, "There is no such cursor: all tasks are on one page");
      return;
    }
    ObjectNode result = Json.object();
    var all = result.putArray("tasks");
    own(call).forEach(task -> all.add(task.toJson()));
    Responses.result(client, result);
  }

  private synchronized void add(Task task) {
    tasks.put(task.id(), task);
  }

  private synchronized List<Task> own(RecordedCall call) {
    return tasks.values().stream()
        .filter(task -> task.isOf(owner(call)) && !task.isExpiredAt(now(call)))
        .toList();
  }

  private synchronized Optional<Task> find(RecordedCall call) {
    return Optional.ofNullable(tasks.get(call.params().path("taskId").asText()))
        .filter(task -> task.isOf(owner(call)));
  }

  /** Without a session whoever knows the id may ask. */
  private static String owner(RecordedCall call) {
    return call.headers().first(McpHeaderNames.SESSION_ID).orElse(call.context().target());
  }

  private static Instant now(RecordedCall call) {
    return call.context().receivedAt();
  }

  private static void error(ClientConnection client, int code, String message)
      throws IOException, InterruptedException {
    Responses.error(client, 200, JsonRpcError.of(code, message));
  }

  private static void undeclared(ClientConnection client) throws IOException, InterruptedException {
    ObjectNode data = Json.object();
    data.putObject("requiredCapabilities")
        .putObject("extensions")
        .putObject(MetaKeys.TASKS_EXTENSION);
    Responses.error(
        client,
        400,
        JsonRpcError.of(
            McpErrorCodes.MISSING_CLIENT_CAPABILITY, "Missing required client capability", data));
  }

  @Override
  public List<Finding> judge(RecordedCall call, URI endpoint) {
    var findings = new ArrayList<Finding>();
    if (call.rpcId().isEmpty() || !call.rpcMethod().startsWith(PREFIX)) {
      return findings;
    }
    Optional<Task> task = find(call);
    if (McpMethod.TASKS_GET.is(call.rpcMethod()) && task.filter(Task::isTooEarly).isPresent()) {
      findings.add(ClientFinding.CLIENT_POLL_EARLY.found("taskId " + task.get().id()));
    }
    if (call.isModern() && OF_EXTENSION.contains(call.rpcMethod())) {
      judgeExtension(call, findings);
      if (call.rpcMethod().equals(UPDATE)) {
        task.ifPresent(own -> judgeAnswers(call, own, findings));
      }
    } else if (!call.isModern() && !call.meta(MetaKeys.RELATED_TASK).isMissingNode()) {
      findings.add(ClientFinding.CLIENT_RELATED_TASK_NEEDLESS.found(call.rpcMethod()));
    }
    return call.cited(findings);
  }

  private static void judgeExtension(RecordedCall call, List<Finding> findings) {
    if (!declares(call)) {
      findings.add(
          ClientFinding.CLIENT_EXTENSION_UNDECLARED.found("no " + MetaKeys.TASKS_EXTENSION));
    }
    Optional<String> name = call.headers().first(McpHeaderNames.NAME);
    String id = call.params().path("taskId").asText();
    if (name.isEmpty()) {
      findings.add(ClientFinding.CLIENT_MIRROR_MISSING.found(McpHeaderNames.NAME));
    } else if (MirroredValue.decode(name.get()).filter(id::equals).isEmpty()) {
      findings.add(McpHeaderFinding.MCP_NAME_MISMATCH.found(name.get() + " for taskId " + id));
    }
  }

  private void judgeAnswers(RecordedCall call, Task task, List<Finding> findings) {
    for (Map.Entry<String, JsonNode> answer : call.params().path(ANSWERS).properties()) {
      if (task.question().filter(answer.getKey()::equals).isEmpty()) {
        findings.add(ClientFinding.CLIENT_INPUT_UNASKED.found(answer.getKey()));
      } else {
        findings.addAll(
            AnswerContent.judgeInput(
                settings.question().method(),
                settings.question().params(),
                answer.getValue(),
                call.meta(MetaKeys.CLIENT_CAPABILITIES),
                redactor));
      }
    }
  }
}
