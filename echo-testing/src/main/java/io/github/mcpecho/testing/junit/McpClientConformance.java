package io.github.mcpecho.testing.junit;

import io.github.mcpecho.mcp.ProtocolVersion;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which scenarios a {@link McpClientUnderTest} is run through. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface McpClientConformance {
  /** The revision that the client is to conform to: 2025-11-25 or 2026-07-28. */
  ProtocolVersion revision();

  /**
   * Names of scenarios; {@code auth/*} is all that begin so. If there are none, those that a client
   * has to pass. Scenarios that nobody has to pass are run only if they are named here. A name that
   * no scenario has fails the class.
   */
  String[] only() default {};

  /** Names of scenarios that are left out, such as {@code auth/*}. */
  String[] except() default {};
}
