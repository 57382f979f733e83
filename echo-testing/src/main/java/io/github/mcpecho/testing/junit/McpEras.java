package io.github.mcpecho.testing.junit;

import io.github.mcpecho.mcp.ProtocolVersion;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a parameterized test once for each revision of MCP, each time with a server of its own that
 * speaks no other and is closed afterwards. The runs are named after the revisions, and may go on
 * at the same time.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @McpEras
 * void itWorks(McpEchoServer server, ProtocolVersion revision) { ... }
 * }</pre>
 *
 * <p>The second parameter may be left out. Servers with other settings than the usual ones come
 * from a method of the test:
 *
 * <pre>{@code
 * static McpEchoServerBuilder withSessions() {
 *   return McpEchoServer.builder().with(Sessions.create());
 * }
 *
 * @ParameterizedTest
 * @McpEras(builder = "withSessions")
 * void itKeepsItsSession(McpEchoServer server) { ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ArgumentsSource(EraArguments.class)
@ExtendWith(EraExtension.class)
public @interface McpEras {
  /** The revisions, in this order; all of them, the newest first, if none is named. */
  ProtocolVersion[] value() default {};

  /**
   * The name of a static method without parameters, in the class of the test or one around it, that
   * returns an {@link io.github.mcpecho.testing.McpEchoServerBuilder}. It is asked for each run;
   * its revisions are those of this annotation.
   */
  String builder() default "";

  /**
   * Whether 2024-11-05 is served by the transport of that revision, HTTP with SSE, in place of
   * Streamable HTTP, which later revisions have.
   */
  boolean httpSse() default false;

  /** Whether the servers are strict, see {@code McpEchoServerBuilder.strict}. */
  boolean strict() default false;

  /**
   * Whether each run ends with {@link
   * io.github.mcpecho.testing.McpEchoServer#assertConformantClient}, unless it failed anyway.
   */
  boolean conformant() default false;
}
