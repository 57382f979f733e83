package io.github.mcpecho.testing.junit;

import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests a {@link McpEchoServer}. A test that fails tells which calls had arrived; one whose
 * rule fails, such as by an assertion in a behaviour, fails too.
 *
 * <pre>{@code
 * @RegisterExtension static final McpEchoExtension echo = McpEchoExtension.create();
 *
 * @Test
 * void theClientTriesAgain() {
 *   echo.server().on(call("echo")).times(1).then(Fault.reset(Stage.BEFORE_HEADERS));
 *   ...
 * }
 * }</pre>
 *
 * <p>In a static field it is one server for all tests of the class and of those nested in it, which
 * is reset before each; they have to run one after the other. In a field that is not static it is
 * one for each test, and the tests may run at the same time. So it is for {@link McpEchoTest}.
 *
 * <p>Each of them is a parameter too, of a test or a method around it.
 */
public final class McpEchoExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        TestExecutionExceptionHandler,
        ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(McpEchoExtension.class);

  private final McpEchoServerBuilder builder;
  private final boolean onDemand;
  private final boolean conformant;
  private volatile Optional<McpEchoServer> current = Optional.empty();

  /** For {@code @ExtendWith}: a test that has a server as a parameter gets one of its own. */
  public McpEchoExtension() {
    this(McpEchoServer.builder(), true, false);
  }

  private McpEchoExtension(McpEchoServerBuilder builder, boolean onDemand, boolean conformant) {
    this.builder = builder;
    this.onDemand = onDemand;
    this.conformant = conformant;
  }

  /** Returns an extension with servers that speak every revision. */
  public static McpEchoExtension create() {
    return create(McpEchoServer.builder());
  }

  /** Returns an extension with servers of these settings. */
  public static McpEchoExtension create(McpEchoServerBuilder builder) {
    return new McpEchoExtension(builder, false, false);
  }

  /**
   * Returns one that checks after each test, unless it failed anyway, that the client broke no
   * rule, see {@link McpEchoServer#assertConformantClient}.
   */
  public McpEchoExtension assertingConformantClient() {
    return new McpEchoExtension(builder, onDemand, true);
  }

  /**
   * Returns the server of the test that runs.
   *
   * @throws IllegalStateException if none does, or not yet
   */
  public McpEchoServer server() {
    return current.orElseThrow(
        () ->
            new IllegalStateException(
                "There is no server before a test, or the extension is not registered:"
                    + " its field needs @RegisterExtension"));
  }

  /** Returns the URI of the MCP endpoint of {@link #server}. */
  public URI uri() {
    return server().uri();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (!onDemand) {
      current = Optional.of(start(context).server());
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Optional<HeldServer> held = held(context);
    if (held.isPresent()) {
      held.get().enter();
    } else if (!onDemand) {
      current = Optional.of(start(context).server());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Optional<HeldServer> held = held(context);
    held.ifPresent(HeldServer::leave);
    if (held.isPresent() && context.getExecutionException().isEmpty()) {
      McpEchoServer server = held.get().server();
      server.verifyNoRuleFailed();
      if (asksForConformance(context)) {
        server.assertConformantClient();
      }
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    held(context)
        .filter(server -> !AnnotationSupport.isAnnotated(context.getElement(), McpEras.class))
        .ifPresent(server -> CallHistory.addTo(failure, server.server()));
    throw failure;
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == McpEchoServer.class
        && !AnnotationSupport.isAnnotated(parameter.getDeclaringExecutable(), McpEras.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return start(context).server();
  }

  private boolean asksForConformance(ExtensionContext context) {
    return conformant || annotation(context).filter(McpEchoTest::conformant).isPresent();
  }

  /** On the test, or else on its class or one around that. */
  private static Optional<McpEchoTest> annotation(ExtensionContext context) {
    Optional<McpEchoTest> found =
        AnnotationSupport.findAnnotation(context.getElement(), McpEchoTest.class);
    Class<?> type = context.getRequiredTestClass();
    while (found.isEmpty() && type != null) {
      found = AnnotationSupport.findAnnotation(type, McpEchoTest.class);
      type = type.getEnclosingClass();
    }
    return found;
  }

  /** Returns the server of the test or of a class around it, and starts one if there is none. */
  private HeldServer start(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            this,
            extension -> new HeldServer(builder(context).start(), new AtomicInteger()),
            HeldServer.class);
  }

  private McpEchoServerBuilder builder(ExtensionContext context) {
    return annotation(context)
        .filter(test -> onDemand)
        .map(test -> Builders.of(test.builder(), context.getRequiredTestClass()))
        .orElse(builder);
  }

  private Optional<HeldServer> held(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(NAMESPACE).get(this, HeldServer.class));
  }
}
