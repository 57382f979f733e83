package io.github.mcpecho.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test that has a parameter of type {@link io.github.mcpecho.testing.McpEchoServer} a
 * server of its own, on a class or on a test. The methods before and after the test get the same
 * one. A parameter of a {@code @BeforeAll} method makes it one for the class instead, which is
 * reset before each test.
 *
 * <p>Servers with other settings than the usual ones come from a method of the test, see {@link
 * #builder}, or from {@link McpEchoExtension#create}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(McpEchoExtension.class)
public @interface McpEchoTest {
  /**
   * The name of a static method without parameters, in the class of the test or one around it, that
   * returns an {@link io.github.mcpecho.testing.McpEchoServerBuilder}.
   */
  String builder() default "";

  /**
   * Whether each test ends with {@link
   * io.github.mcpecho.testing.McpEchoServer#assertConformantClient}, unless it failed anyway.
   */
  boolean conformant() default false;
}
