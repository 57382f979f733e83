package io.github.mcpecho.testing.junit;

import io.github.mcpecho.testing.McpEchoServer;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a run of {@link McpEras} ends with. */
final class EraExtension implements InvocationInterceptor, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EraExtension.class);

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    var run = Run.of(method);
    context.getStore(NAMESPACE).put(Run.class, run);
    try {
      test.proceed();
    } catch (Throwable failure) {
      run.server.ifPresent(server -> CallHistory.addTo(failure, server));
      throw failure;
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    boolean conformant =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), McpEras.class)
            .filter(McpEras::conformant)
            .isPresent();
    Run run = context.getStore(NAMESPACE).get(Run.class, Run.class);
    if (run != null && run.server.isPresent() && context.getExecutionException().isEmpty()) {
      run.server.get().verifyNoRuleFailed();
      if (conformant) {
        run.server.get().assertConformantClient();
      }
    }
  }

  /** The server that is among the arguments of a test; JUnit would close it in the store. */
  private record Run(Optional<McpEchoServer> server) {
    static Run of(ReflectiveInvocationContext<Method> method) {
      return new Run(
          method.getArguments().stream()
              .filter(McpEchoServer.class::isInstance)
              .map(McpEchoServer.class::cast)
              .findFirst());
    }
  }
}
