package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.testing.EventStream.Framing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What {@link Sessions} do with calls, with the sessions that there are. */
final class SessionEndpoint implements Transport, Judge {
  private static final int MAX_SESSIONS = 1_000;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final Sessions settings;
  private final Map<String, Session> sessions = new Newest<>(MAX_SESSIONS);

  SessionEndpoint(Sessions settings) {
    this.settings = settings;
  }

  /** Returns the sessions that are open, oldest first. */
  synchronized List<Session> open() {
    return sessions.values().stream().filter(session -> !session.isOver()).toList();
  }

  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    Optional<Session> standing = sessionByStream(client);
    if (standing.isPresent()) {
      onStandingStream(client, standing.get());
    } else if (!isForSessions(client)) {
      client.serve();
    } else if (call.httpMethod().equals("OPTIONS")) {
      client.answer(preflight());
    } else if (McpMethod.INITIALIZE.is(call.rpcMethod())) {
      initialize(client, () -> Headers.of(McpHeaderNames.SESSION_ID, create()));
    } else if (id(call).isEmpty()) {
      client.refuse(400, "Mcp-Session-Id is missing");
    } else {
      Optional<Session> session = session(call);
      if (session.isEmpty()) {
        client.refuse(404, "There is no such session");
      } else {
        answer(client, session.get());
      }
    }
  }

  /** An event may have been sent before a reset; then its session is gone too. */
  @Override
  public List<Finding> judge(RecordedCall call, URI endpoint) {
    boolean listens =
        call.httpMethod().equals("GET") && call.isTo(endpoint.getPath()) && !call.isModern();
    Optional<String> last = call.headers().first(LAST_EVENT_ID).filter(id -> listens);
    Optional<Session> session = session(call);
    return last.isEmpty() || session.isEmpty()
        ? List.of()
        : call.cited(judge(session.get(), last.get()));
  }

  private List<Finding> judge(Session own, String eventId) {
    if (!mayHave(own, eventId)) {
      return List.of(ClientFinding.CLIENT_EVENT_UNKNOWN.found(eventId));
    }
    return own.streamOf(eventId).filter(StreamLog::isTooEarly).stream()
        .map(log -> ClientFinding.CLIENT_RETRY_EARLY.found("Last-Event-ID: " + eventId))
        .toList();
  }

  /** A stream that nobody knows may be one that a fault made. */
  private synchronized boolean mayHave(Session own, String eventId) {
    boolean isUnknown =
        own.streamOf(eventId).isEmpty()
            && sessions.values().stream().noneMatch(other -> other.hasSent(eventId));
    return own.hasSent(eventId) || isUnknown && eventId.matches("[0-9]+-[0-9]+");
  }

  private static boolean isForSessions(ClientConnection client) {
    RecordedCall call = client.call();
    return call.isTo(client.endpoint().getPath())
        && client.setups().leaveEndpoint()
        && !call.isModern();
  }

  private ServerAnswer preflight() {
    String methods = "POST, GET" + (settings.deletes ? ", DELETE" : "") + ", OPTIONS";
    return new ServerAnswer(
        204, "No Content", Headers.of("Allow", methods), List.of(), new byte[0]);
  }

  /** A client that listens all the time has its session by that, and no id. */
  private synchronized Optional<Session> sessionByStream(ClientConnection client) {
    return client
        .setups()
        .standing(client)
        .map(
            stream ->
                sessions.computeIfAbsent(
                    client.call().context().target(), target -> new Session(Optional.of(stream))));
  }

  private void onStandingStream(ClientConnection client, Session session)
      throws IOException, InterruptedException {
    if (McpMethod.INITIALIZE.is(client.call().rpcMethod())) {
      initialize(client, () -> Headers.NONE);
    } else if (client.call().rpcId().isPresent()) {
      request(client, session);
    } else {
      client.serve();
    }
  }

  private void answer(ClientConnection client, Session session)
      throws IOException, InterruptedException {
    RecordedCall call = client.call();
    switch (call.httpMethod()) {
      case "GET" -> listen(client, session);
      case "DELETE" -> delete(client);
      default -> {
        if (call.rpcId().isPresent()) {
          request(client, session);
        } else {
          client.serve();
        }
      }
    }
  }

  private static Optional<String> id(RecordedCall call) {
    return call.headers().first(McpHeaderNames.SESSION_ID);
  }

  private synchronized Optional<Session> session(RecordedCall call) {
    return id(call).map(sessions::get).filter(session -> session.standing().isEmpty());
  }

  private synchronized String create() {
    String id = UUID.randomUUID().toString();
    sessions.put(id, new Session(Optional.empty()));
    return id;
  }

  private synchronized void end(RecordedCall call) {
    id(call).ifPresent(sessions::remove);
  }

  /** Declares what only a server with sessions can do. */
  private static void initialize(ClientConnection client, Supplier<Headers> session)
      throws IOException, InterruptedException {
    Responses.change(
        client,
        client.serverAnswer(withoutSession(client.call().headers())),
        session,
        result -> declare(result.withObjectProperty("capabilities")));
  }

  private static void declare(ObjectNode capabilities) {
    capabilities.putObject("logging");
    for (String list : List.of("tools", "prompts", "resources")) {
      if (capabilities.get(list) instanceof ObjectNode declared) {
        declared.put("listChanged", true);
      }
    }
    if (capabilities.get("resources") instanceof ObjectNode resources) {
      resources.put("subscribe", true);
    }
  }

  /** The id of an earlier session is not to come back beside the new one. */
  private static Headers withoutSession(Headers headers) {
    return Headers.of(
        headers.lines().stream()
            .filter(line -> !line.name().equalsIgnoreCase(McpHeaderNames.SESSION_ID))
            .toList());
  }

  private void delete(ClientConnection client) throws IOException {
    if (settings.deletes) {
      end(client.call());
      client.refuse(200, "");
    } else {
      client.refuse(405, "Sessions end by themselves");
    }
  }

  private void request(ClientConnection client, Session session)
      throws IOException, InterruptedException {
    RecordedCall call = client.call();
    if (session.countRequest() > settings.requests) {
      // A standing stream is another session only once it is opened anew.
      end(call);
      client.refuse(404, "The session has expired");
      return;
    }
    McpMethod method = McpMethod.of(call.rpcMethod()).orElse(McpMethod.PING);
    switch (method) {
      case LOGGING_SET_LEVEL -> {
        if (session.setLevel(call.params().path("level").asText())) {
          Responses.result(client, Json.object());
        } else {
          Responses.refuse(client, "level has to be one of RFC 5424");
        }
      }
      case RESOURCES_SUBSCRIBE -> subscription(client, session.subscriptions()::add);
      case RESOURCES_UNSUBSCRIBE -> subscription(client, session.subscriptions()::remove);
      default -> {
        ServerAnswer real = client.serverAnswer(message -> client.stream().send(message));
        if (real.mayStream()) {
          client.stream();
        }
        client.serve();
      }
    }
  }

  private static void subscription(ClientConnection client, Consumer<String> change)
      throws IOException, InterruptedException {
    JsonNode uri = client.call().params().path("uri");
    if (uri.isTextual()) {
      change.accept(uri.textValue());
      Responses.result(client, Json.object());
    } else {
      Responses.refuse(client, "uri has to be a string");
    }
  }

  private void listen(ClientConnection client, Session session)
      throws IOException, InterruptedException {
    if (!settings.listens) {
      client.refuse(405, "There is no stream of the server");
      return;
    }
    Optional<String> last = client.call().headers().first(LAST_EVENT_ID);
    Optional<StreamLog> resumed = last.flatMap(session::streamOf);
    StreamLog log = resumed.orElse(session.general());
    int delivered = session.delivered();
    int had = resumed.isPresent() ? StreamLog.number(last.get()) : delivered;
    int replayed = log == session.general() ? delivered : Integer.MAX_VALUE;
    EventStream stream = EventStream.open(client, Framing.USUAL);
    if (resumed.isEmpty() && primes(client.call())) {
      stream.prime(log.id(had), settings.retry);
    }
    while (!log.endsWith(had) && isThere(client)) {
      Optional<StreamLog.Event> next = log.after(had);
      if (next.isPresent()) {
        had = next.get().number();
        if (had <= replayed) {
          stream.replay(next.get());
        } else if (session.takes(had)) {
          tell(stream, next.get(), session);
        }
      } else {
        client.stall(BETWEEN_LOOKS);
      }
    }
    stream.end();
  }

  /** A reset has forgotten the sessions: who listened connects again. */
  private boolean isThere(ClientConnection client) {
    return client.setups().all().contains(this);
  }

  /** A client that is gone has not been told: another stream of it still can be. */
  private static void tell(EventStream stream, StreamLog.Event event, Session session)
      throws IOException, InterruptedException {
    try {
      stream.replay(event);
    } catch (IOException e) {
      session.givesBack(event.number());
      throw e;
    }
  }

  /** Clients of older revisions may take the empty data for a message. */
  private static boolean primes(RecordedCall call) {
    return call.version().filter(v -> v.compareTo(ProtocolVersion.V2025_11_25) >= 0).isPresent();
  }

  @Override
  public Optional<EventStream> open(ClientConnection client, boolean chunked, int maxBytes)
      throws IOException, InterruptedException {
    RecordedCall call = client.call();
    Optional<Session> session =
        call.isModern() || call.rpcId().isEmpty() ? Optional.empty() : session(call);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    StreamLog log = session.get().open(String.valueOf(client.newNumber()));
    boolean primes = primes(call);
    EventStream stream =
        EventStream.remembered(
            client,
            new Framing(chunked, maxBytes),
            log,
            primes && !client.isKeptOpen() ? settings.events : Sessions.NEVER);
    if (primes) {
      stream.prime(log.id(0), settings.retry);
    }
    return Optional.of(stream);
  }
}
