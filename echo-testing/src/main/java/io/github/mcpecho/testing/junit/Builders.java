package io.github.mcpecho.testing.junit;

import io.github.mcpecho.testing.McpEchoServer;
import io.github.mcpecho.testing.McpEchoServerBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/** The settings of servers that a static method of the test has, whose name an annotation says. */
final class Builders {
  private Builders() {}

  /**
   * Returns what the method returns, which is in the class of the test or one around it.
   *
   * @param method its name, or nothing for the usual settings
   */
  static McpEchoServerBuilder of(String method, Class<?> test) {
    if (method.isEmpty()) {
      return McpEchoServer.builder();
    }
    for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
      Optional<Method> found = ReflectionSupport.findMethod(type, method);
      if (found.isPresent()
          && Modifier.isStatic(found.get().getModifiers())
          && found.get().getReturnType() == McpEchoServerBuilder.class) {
        return (McpEchoServerBuilder) ReflectionSupport.invokeMethod(found.get(), null);
      }
    }
    throw new ExtensionConfigurationException(
        "%s needs a method: static McpEchoServerBuilder %s()".formatted(test.getName(), method));
  }
}
