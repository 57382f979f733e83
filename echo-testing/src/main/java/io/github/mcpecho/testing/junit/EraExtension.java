package io.github.mcpecho.testing.junit;

import io.github.mcpecho.testing.McpEchoServer;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.ParameterInfo;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a run of {@link McpEras} ends with. */
final class EraExtension implements AfterEachCallback, TestExecutionExceptionHandler {
  @Override
  public void afterEach(ExtensionContext context) {
    boolean conformant =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), McpEras.class)
            .filter(McpEras::conformant)
            .isPresent();
    if (conformant && context.getExecutionException().isEmpty()) {
      server(context).ifPresent(McpEchoServer::assertConformantClient);
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    server(context).ifPresent(server -> CallHistory.addTo(failure, server));
    throw failure;
  }

  private static Optional<McpEchoServer> server(ExtensionContext context) {
    return Optional.ofNullable(ParameterInfo.get(context)).stream()
        .flatMap(info -> info.getArguments().toList().stream())
        .filter(McpEchoServer.class::isInstance)
        .map(McpEchoServer.class::cast)
        .findFirst();
  }
}
