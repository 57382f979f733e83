package io.github.mcpecho.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.diagnosis.urls.ExternalUrls;
import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Serves the page in the form that the client likes best. Its guard is that of the endpoint. */
final class PageEndpoint {
  private static final System.Logger LOG = System.getLogger(PageEndpoint.class.getName());

  private static final String ALLOW = "GET, HEAD";

  /** The page calls any endpoint that its user types; nothing else comes from elsewhere. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;"
          + " connect-src 'self' http: https:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** The tools whose answers show what arrived with a request. */
  private static final List<String> TOOLS = List.of("printHeader", "authContext");

  /** Each page costs two calls and the memory for what they say. */
  private static final int AT_ONCE = 32;

  private static final Json JSON = new Json(Json.DEFAULT_MAX_DEPTH);

  private final McpServer server;
  private final HttpRules rules;
  private final Function<HttpServletRequest, Headers> headers;
  private final PublicUrl publicUrl;
  private final Redactor redactor = Redactor.withRandomKey();
  private final Semaphore places = new Semaphore(AT_ONCE);

  PageEndpoint(
      McpServer server,
      Settings settings,
      OriginGuard guard,
      Function<HttpServletRequest, Headers> headers) {
    this.server = server;
    this.headers = headers;
    this.rules = new HttpRules(settings, guard, Cors.of(settings), server);
    this.publicUrl =
        settings.find(EchoSettings.PUBLIC_URL).map(PublicUrl::of).orElse(PublicUrl.UNKNOWN);
  }

  /**
   * @param endpoint the path of the MCP endpoint
   */
  void serve(String endpoint, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonAnswer.prepare(response);
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Vary", "Accept");
    CallContext context =
        CallContexts.of(request, headers, server.clock().instant(), System.nanoTime());
    try {
      rules.checkOrigin(request, context.headers());
      requireGet(context.method(), endpoint);
      Optional<PageFile> file = PageFile.of(request.getQueryString());
      if (file.isPresent()) {
        write(response, file.get().contentType(), file.get().bytes());
      } else {
        answer(endpoint, context, request, response);
      }
    } catch (HttpRejection rejection) {
      rejection.answer(context, request, response);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A request for the page failed", e);
      HttpRejection.internalError().answer(context, request, response);
    }
  }

  /** Many a client is given the URL of the host in place of that of the endpoint. */
  private static void requireGet(String method, String endpoint) throws HttpRejection {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw HttpRejection.methodNotAllowed(
          method, ALLOW, "the page is asked for with GET, the MCP endpoint is " + endpoint);
    }
  }

  private void answer(
      String endpoint,
      CallContext context,
      HttpServletRequest request,
      HttpServletResponse response)
      throws HttpRejection, IOException {
    PageForm form = PageForm.preferredBy(context.headers());
    if (!places.tryAcquire()) {
      throw HttpRejection.overloaded("pages", "");
    }
    try {
      // A token is for the endpoint, and so is what the challenge says of where to get one.
      CallContext asked = context.withEndpoint(endpoint);
      rules.checkAuthorization(asked);
      PageFacts facts = facts(asked);
      byte[] page =
          switch (form) {
            case TEXT -> PageText.of(facts).getBytes(StandardCharsets.UTF_8);
            case JSON -> JSON.write(PageJson.of(facts));
            case HTML -> PageHtml.of(facts, link(endpoint, request));
          };
      write(response, form.contentType(), page);
    } catch (HttpRejection rejection) {
      if (form != PageForm.HTML) {
        throw rejection;
      }
      // Whoever has a token can call the tools from the page.
      byte[] page = PageHtml.refused(server.serverInfo(), rejection, link(endpoint, request));
      rejection.answer(response, form.contentType(), page);
    } finally {
      places.release();
    }
  }

  private PageFacts facts(CallContext context) {
    ExternalUrls urls = ExternalUrls.of(context, publicUrl, redactor);
    List<JsonNode> tools = tools(context);
    List<PageFacts.Answer> answers =
        TOOLS.stream()
            .filter(
                name -> tools.stream().anyMatch(tool -> tool.path("name").asText().equals(name)))
            .map(name -> new PageFacts.Answer(name, call(name, context)))
            .toList();
    String url = redactor.text(urls.resource());
    return new PageFacts(
        server.serverInfo(), url, urls.bestSource(), answers, ConnectLine.of(url), tools);
  }

  private JsonNode call(String tool, CallContext context) {
    return ask("tools/call", Json.object().put("name", tool), context);
  }

  private List<JsonNode> tools(CallContext context) {
    var tools = new ArrayList<JsonNode>();
    ObjectNode params = Json.object();
    JsonNode page;
    do {
      page = ask("tools/list", params, context);
      page.path("tools").forEach(tools::add);
      params.set("cursor", page.get("nextCursor"));
    } while (page.has("nextCursor"));
    return tools;
  }

  private JsonNode ask(String method, ObjectNode params, CallContext context) {
    return JSON.parse(server.ask(method, params, context).body()).path("result");
  }

  private static String link(String endpoint, HttpServletRequest request) {
    return PageLink.to(endpoint.substring(request.getContextPath().length()), request);
  }

  private static void write(HttpServletResponse response, String type, byte[] body)
      throws IOException {
    JsonAnswer.write(response, HttpServletResponse.SC_OK, type, body);
  }
}
