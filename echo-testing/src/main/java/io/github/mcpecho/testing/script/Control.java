package io.github.mcpecho.testing.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.ServerAnswer;
import io.github.mcpecho.testing.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets tests in any language ask the servers of this program what arrived, and change what they do:
 * JSON over HTTP, for whoever has the token. Thread-safe.
 */
final class Control {
  static final String PATH = "/control";

  private static final String BEARER = "bearer ";
  private static final String GET = "GET";
  private static final String POST = "POST";
  private static final String DELETE = "DELETE";
  private static final String RESET = "reset";

  /** What can be asked of one server, and told it. */
  private static final List<Action> ACTIONS =
      List.of(
          new Action(GET, "calls", ControlledServer::namedCalls),
          new Action(POST, "calls", ControlledServer::calls),
          new Action(GET, "findings", ControlledServer::findings),
          new Action(GET, "answers", ControlledServer::answer),
          new Action(POST, "rules", ControlledServer::addRules),
          new Action(POST, RESET, ControlledServer::reset),
          new Action(POST, "verify", ControlledServer::verify),
          new Action(POST, "push", ControlledServer::push),
          new Action(POST, "ask", ControlledServer::ask));

  private static final List<String> OF_ONE_SERVER =
      ACTIONS.stream().map(Action::name).distinct().toList();

  private static final List<String> NAMES =
      Stream.concat(Stream.of("schema", "servers"), OF_ONE_SERVER.stream()).toList();

  private final byte[] token;
  private final Servers servers;

  private record Action(
      String verb,
      String name,
      BiFunction<ControlledServer, ScriptObject, Supplier<ObjectNode>> reader) {}

  Control(String token, Servers servers) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.servers = servers;
  }

  /** Answers a request to {@link #PATH} or below it. */
  ServerAnswer answer(CallContext request, byte[] body) {
    try {
      requireToken(request);
      return answered(request, body);
    } catch (ControlRefusal e) {
      return error(e.status(), e.headers(), e.getMessage());
    } catch (ConfigurationException e) {
      return error(400, Headers.NONE, e.getMessage());
    } catch (MalformedJsonException e) {
      return error(400, Headers.NONE, "The body cannot be read: " + e.getMessage());
    }
  }

  private void requireToken(CallContext request) {
    String given = request.headers().first("Authorization").orElse("");
    if (!given.regionMatches(true, 0, BEARER, 0, BEARER.length())
        || !MessageDigest.isEqual(
            token, given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8))) {
      throw new ControlRefusal(
          401,
          Headers.of("WWW-Authenticate", "Bearer realm=\"control of the test server\""),
          "Send the token that the program printed: Authorization: Bearer TOKEN");
    }
  }

  private ServerAnswer answered(CallContext request, byte[] body) {
    String[] target = request.target().split("\\?", 2);
    String query = target.length == 2 ? target[1] : "";
    if (request.method().equals(POST) && !query.isEmpty()) {
      throw new ControlRefusal(400, "What a POST says is in its body: it has no query");
    }
    if (List.of(GET, DELETE).contains(request.method()) && body.length > 0) {
      throw new ControlRefusal(
          400, "What a %s says is in its URL: it has no body".formatted(request.method()));
    }
    List<String> way =
        List.of(target[0].substring(PATH.length()).replaceFirst("^/", "").split("/", -1));
    if (way.equals(List.of("schema"))) {
      requireVerb(request, GET);
      requireNoQuery(query);
      return answer(200, Json.resource(Control.class, "control.schema.json"));
    }
    if (!way.get(0).equals("servers")) {
      return act(servers.first(), PATH, NAMES, way, request, query, body);
    }
    if (way.size() == 1) {
      requireVerb(request, GET, POST);
      requireNoQuery(query);
      return request.method().equals(GET) ? listed() : added(settledMembers(body));
    }
    ControlledServer server = server(way.get(1));
    if (way.size() > 2) {
      return act(
          server, path(server), OF_ONE_SERVER, way.subList(2, way.size()), request, query, body);
    }
    requireVerb(request, GET, DELETE);
    requireNoQuery(query);
    if (request.method().equals(GET)) {
      return answer(200, described(server));
    }
    servers.delete(server);
    return answer(200, Json.object().put("done", true));
  }

  private static ServerAnswer act(
      ControlledServer server,
      String path,
      List<String> names,
      List<String> way,
      CallContext request,
      String query,
      byte[] body) {
    List<Action> actions =
        ACTIONS.stream().filter(action -> way.equals(List.of(action.name()))).toList();
    if (actions.isEmpty()) {
      String name = String.join("/", way);
      throw new ControlRefusal(
          404,
          "There is %s%s; below %s there are %s"
              .formatted(
                  name.isEmpty() ? "nothing at " + path + " itself" : "no " + QuotedInput.of(name),
                  NearestName.hint(name, names),
                  path,
                  String.join(", ", names)));
    }
    requireVerb(request, actions.stream().map(Action::verb).toArray(String[]::new));
    Action asked =
        actions.stream().filter(one -> one.verb().equals(request.method())).findFirst().get();
    ScriptObject members =
        asked.verb().equals(GET)
            ? ScriptObject.of("query", ControlQuery.read(query))
            : asked.name().equals(RESET) ? settledMembers(body) : members(body);
    return answer(200, members.readAll(all -> asked.reader().apply(server, all)).get());
  }

  private ControlledServer server(String number) {
    return Optional.of(number)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Integer::parseInt)
        .flatMap(servers::find)
        .orElseThrow(() -> new ControlRefusal(404, "There is no server " + QuotedInput.of(number)));
  }

  private ServerAnswer listed() {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("servers");
    servers.all().forEach(server -> all.add(described(server)));
    return answer(200, json);
  }

  private static ScriptObject members(byte[] body) {
    if (body.length == 0) {
      throw new ControlRefusal(400, "There is no body: send a JSON object, {} for all defaults");
    }
    return ScriptObject.of("body", ScriptObject.JSON.parse(body));
  }

  /** What can be meant without a word more. */
  private static ScriptObject settledMembers(byte[] body) {
    return body.length == 0 ? ScriptObject.of("body", Json.object()) : members(body);
  }

  private ServerAnswer added(ScriptObject body) {
    return answer(201, described(body.readAll(this::add).get()));
  }

  private Supplier<ControlledServer> add(ScriptObject members) {
    Map<String, String> settings = SetupReader.settings(members);
    Script script = Script.read(members);
    return () -> servers.add(script, settings);
  }

  private ObjectNode described(ControlledServer server) {
    ObjectNode json = Json.object();
    json.put("number", server.number());
    json.put("url", server.server().uri().toString());
    json.put("control", path(server));
    servers.authority().map(TestAuthority::pem).ifPresent(pem -> json.put("authority", pem));
    return json;
  }

  private static String path(ControlledServer server) {
    return PATH + "/servers/" + server.number();
  }

  private static void requireVerb(CallContext request, String... allowed) {
    if (!List.of(allowed).contains(request.method())) {
      throw new ControlRefusal(
          405,
          Headers.of("Allow", String.join(", ", allowed)),
          "Not with %s: use %s"
              .formatted(QuotedInput.of(request.method()), String.join(" or ", allowed)));
    }
  }

  private static void requireNoQuery(String query) {
    ScriptObject.of("query", ControlQuery.read(query)).readAll(none -> none);
  }

  private static ServerAnswer error(int status, Headers headers, String why) {
    return answer(status, headers, Json.object().put("error", why));
  }

  private static ServerAnswer answer(int status, JsonNode json) {
    return answer(status, Headers.NONE, json);
  }

  private static ServerAnswer answer(int status, Headers headers, JsonNode json) {
    var lines = new ArrayList<Header>();
    headers.forEach(lines::add);
    lines.add(new Header("Content-Type", "application/json"));
    lines.add(new Header("Cache-Control", "no-store"));
    return new ServerAnswer(
        status, "", Headers.of(lines), List.of(), ScriptObject.JSON.write(json));
  }
}
