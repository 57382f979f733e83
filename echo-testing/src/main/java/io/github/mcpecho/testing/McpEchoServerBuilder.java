package io.github.mcpecho.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.McpEcho;
import io.github.mcpecho.diagnosis.clients.ClientConduct;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.protocol.Notifications;
import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.mcp.Completion;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Prompt;
import io.github.mcpecho.mcp.PromptArgument;
import io.github.mcpecho.mcp.PromptDescriptor;
import io.github.mcpecho.mcp.PromptResult;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.mcp.Resource;
import io.github.mcpecho.mcp.ResourceDescriptor;
import io.github.mcpecho.mcp.ResourceResult;
import io.github.mcpecho.mcp.ResourceTemplate;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.servlet.HttpSettings;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import io.github.mcpecho.standalone.ServerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Settings of a {@link McpEchoServer}; each has a default. Not thread-safe. */
public final class McpEchoServerBuilder {

  private static final Settings DEFAULTS =
      ServerSettings.DEFAULTS
          .with(ServerSettings.PORT, 0)
          // A debugger may stop a test for longer than a server should wait elsewhere.
          .with(ServerSettings.IDLE_TIMEOUT, Duration.ofMinutes(10))
          // So that a call ends soon after its client has hung up.
          .with(HttpSettings.KEEP_ALIVE_INTERVAL, Duration.ofSeconds(1));

  private static final Settings OF_THE_PROGRAM =
      ServerSettings.DEFAULTS.and(Settings.of(List.of(TestServerSettings.CONTROL_TOKEN)));

  private Settings settings = DEFAULTS;
  private Clock clock = Clock.systemUTC();
  private boolean restarted;
  private final List<Part> offer = new ArrayList<>();
  private final List<Setup> setups = new ArrayList<>();
  private final Set<String> customNames = new HashSet<>();
  private Fittings fittings = Fittings.NONE;

  McpEchoServerBuilder() {}

  /**
   * Takes every setting from the environment variables that the program reads, the port too. What
   * was set before is forgotten, the setups too.
   *
   * @throws ConfigurationException if one of them is not usable
   */
  public McpEchoServerBuilder environment(Map<String, String> variables) {
    settings = OF_THE_PROGRAM.withEnvironment(variables);
    clock = Clock.systemUTC();
    // A program at the same port has been started before, and a client may run longer than it.
    restarted = settings.get(ServerSettings.PORT) != 0;
    offer.clear();
    setups.clear();
    customNames.clear();
    fittings = Fittings.NONE;
    return this;
  }

  /**
   * Sets one of {@link TestServerSettings} or {@link EchoSettings}.
   *
   * @throws ConfigurationException if that cannot be its value
   */
  public <T> McpEchoServerBuilder with(Setting<T> setting, T value) {
    settings = settings.with(setting, value);
    return this;
  }

  /**
   * Speaks only these revisions; by default all. Of this, {@link #modernOnly} and {@link
   * #legacyOnly} the last one counts.
   */
  public McpEchoServerBuilder versions(ProtocolVersion first, ProtocolVersion... others) {
    return with(EchoSettings.PROTOCOL_VERSIONS, EnumSet.of(first, others));
  }

  /** Speaks only revision 2026-07-28. */
  public McpEchoServerBuilder modernOnly() {
    return versions(ProtocolVersion.V2026_07_28);
  }

  /** Speaks only the revisions before 2026-07-28, which begin with {@code initialize}. */
  public McpEchoServerBuilder legacyOnly() {
    return with(
        EchoSettings.PROTOCOL_VERSIONS,
        EnumSet.complementOf(EnumSet.of(ProtocolVersion.V2026_07_28)));
  }

  /** Takes the time from this clock, in every tool too. */
  public McpEchoServerBuilder clock(Clock newClock) {
    clock = Objects.requireNonNull(newClock, "There has to be a clock");
    return this;
  }

  /**
   * Takes the place of a server that clients may have known at this address, so that they may go on
   * without {@code initialize}: what depends on what they agreed on with that one is not judged.
   * Set {@link TestServerSettings#PORT} to its port.
   */
  public McpEchoServerBuilder afterRestart() {
    restarted = true;
    return this;
  }

  /** Has one tool more beside the nine. */
  public McpEchoServerBuilder tool(Tool tool) {
    return offering((echo, changes) -> echo.tool(tool));
  }

  /**
   * Lets a tool or a prompt have this name, whatever it is, to see what clients do with it: MCP
   * only advises what names of tools are made of. A setup may be about a tool of this name, which
   * only a rule plays.
   */
  public McpEchoServerBuilder customName(String name) {
    customNames.add(name);
    return offering((echo, changes) -> echo.customName(name));
  }

  /** Has one prompt more beside those of the product. */
  public McpEchoServerBuilder prompt(Prompt prompt) {
    return offering((echo, changes) -> echo.prompt(prompt));
  }

  /** Has a prompt without arguments that is this text of the user. */
  public McpEchoServerBuilder prompt(String name, String text) {
    return prompt(
        Prompt.of(PromptDescriptor.of(name, "A prompt"), call -> PromptResult.user(text)));
  }

  /** Has one resource more beside those of the product. */
  public McpEchoServerBuilder resource(Resource resource) {
    return offering((echo, changes) -> echo.resource(resource));
  }

  /** Has a resource that is this text; clients may subscribe to it. */
  public McpEchoServerBuilder resource(String uri, String text) {
    return offering((echo, changes) -> echo.resource(new TextResource(uri, text, changes.of(uri))));
  }

  /** Has one template of resources more beside those of the product. */
  public McpEchoServerBuilder template(ResourceTemplate template) {
    return offering((echo, changes) -> echo.resourceTemplate(template));
  }

  /** Has a template (RFC 6570) each of whose resources is this text. */
  public McpEchoServerBuilder template(String uriTemplate, String text) {
    return template(
        ResourceTemplate.of(
            ResourceDescriptor.of(uriTemplate, uriTemplate, "A template"),
            call -> ResourceResult.text(call.uri(), "text/plain", text)));
  }

  /**
   * Has a prompt with one argument, for which these values are suggested while it is typed; the
   * prompt is the value.
   */
  public McpEchoServerBuilder completion(String prompt, String argument, String... values) {
    return prompt(
        Prompt.of(
            PromptDescriptor.of(prompt, "A prompt whose argument is completed")
                .withArgument(
                    PromptArgument.required(argument, "Suggested while it is typed")
                        .withCompletion(Completion.of(List.of(values)))),
            call -> PromptResult.user(call.required(argument))));
  }

  /** Lists so many tools, prompts, resources or templates on a page, at least 1. */
  public McpEchoServerBuilder pageSize(int items) {
    return with(EchoSettings.PAGE_SIZE, items);
  }

  /** Says this to clients that come to know it, in place of its own instructions. */
  public McpEchoServerBuilder instructions(String text) {
    return with(() -> new Introduced("instructions", TextNode.valueOf(text)));
  }

  /**
   * Declares these capabilities, in place of those that it has. The methods of others are refused
   * with -32601, as by a server that does not have them. What is declared here and not had is
   * empty: {@code logging/setLevel} and subscriptions succeed, {@code completion/complete} suggests
   * nothing, {@code tasks/list} has none, and there is no task but those of {@link Tasks}.
   *
   * @param json an object
   * @throws IllegalArgumentException if it is none, one of its names is nearly one of MCP, or what
   *     MCP knows is of another type
   */
  public McpEchoServerBuilder capabilities(String json) {
    ObjectNode declared = JsonRpcText.object(json);
    DeclaredCapabilities.requireNoSlip(declared);
    return with(() -> new Introduced("capabilities", declared))
        .with(() -> new DeclaredCapabilities(declared));
  }

  private McpEchoServerBuilder offering(Part part) {
    offer.add(part);
    return this;
  }

  @FunctionalInterface
  private interface Part {
    void addTo(McpEcho.Builder echo, Changes changes);
  }

  /**
   * Has this beneath the rules, such as {@code ProtectedResource} of package {@code oauth}, and
   * beneath what was given before: a call passes the rules, then the first setup, then the second,
   * then the working server, and each sees what those beneath answer; but who is let in is decided
   * first, see {@link Setup#isGuard}. What makes streams of all answers is {@code
   * with(Sse::framing)}.
   */
  public McpEchoServerBuilder with(Setup newSetup) {
    setups.add(newSetup);
    return this;
  }

  /**
   * Speaks TLS, with a certificate for this machine that is made in memory, see {@link
   * McpEchoServer#authority}: TLS 1.3 and 1.2, and HTTP/1.1 as without it. Every fault is the same
   * within TLS; what breaks a connection breaks that of TCP.
   */
  public McpEchoServerBuilder https() {
    return https(TestAuthority.create());
  }

  /** Speaks TLS as {@link #https()} does, certified by an authority that other servers have too. */
  public McpEchoServerBuilder https(TestAuthority authority) {
    fittings = new Fittings(fittings.beside(), fittings.answered(), Optional.of(authority));
    return this;
  }

  /**
   * Tells of each call once its answer is over, or its connection, on a thread of the server.
   *
   * @param listener is not to wait for anything
   */
  public McpEchoServerBuilder onAnswered(Consumer<RecordedCall> listener) {
    fittings = new Fittings(fittings.beside(), listener, fittings.authority());
    return this;
  }

  /**
   * Answers requests to this path, and to those below it, by something else than a server of MCP.
   * They have passed the guard; they are no calls: nothing records them, and no rule is about them.
   *
   * @param path such as {@code /control}, not that of the endpoint
   * @param answers of a request and its body
   */
  public McpEchoServerBuilder beside(
      String path, BiFunction<CallContext, byte[], ServerAnswer> answers) {
    fittings =
        new Fittings(
            Optional.of(new Beside(path, answers)), fittings.answered(), fittings.authority());
    return this;
  }

  /**
   * Starts a server; it accepts connections when this returns. More than one may be started.
   *
   * @throws ConfigurationException if it cannot listen there
   * @throws IllegalArgumentException if a setup is about a tool that there is not
   */
  public McpEchoServer start() {
    Redactor redactor = Redactor.withRandomKey();
    var conduct = new ClientConduct(!restarted, redactor);
    var reader = new CallReader(clock, settings.get(ServerSettings.PATH), redactor, conduct);
    var changes = new Changes();
    McpEcho.Builder echo =
        McpEcho.builder()
            .settings(settings)
            .clock(clock)
            .toolChanges(changes.of(Notifications.TOOLS_CHANGED))
            .promptChanges(changes.of(Notifications.PROMPTS_CHANGED))
            .resourceChanges(changes.of(Notifications.RESOURCES_CHANGED));
    offer.forEach(part -> part.addTo(echo, changes));
    McpServer server = echo.build();
    setups.forEach(setup -> requireTools(setup, server.toolNames()));
    return new McpEchoServer(settings, server, reader, setups, changes, fittings);
  }

  /** What is said of a tool that there is not would never be seen. */
  private void requireTools(Setup setup, Set<String> known) {
    for (String tool : setup.tools()) {
      if (!known.contains(tool) && !customNames.contains(tool)) {
        throw new IllegalArgumentException(
            "There is no tool %s%s; customName lets a rule have it"
                .formatted(QuotedInput.of(tool), NearestName.hint(tool, known)));
      }
    }
  }
}
