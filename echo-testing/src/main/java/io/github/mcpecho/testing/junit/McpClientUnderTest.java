package io.github.mcpecho.testing.junit;

import io.github.mcpecho.testing.conformance.ClientConformance;
import io.github.mcpecho.testing.conformance.ScenarioClient;
import io.github.mcpecho.testing.conformance.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * A test class that is an MCP client: one test for each scenario, which fails with the rules that
 * the client breaks. It needs {@link McpClientConformance}.
 *
 * <pre>{@code
 * @McpClientConformance(revision = V2026_07_28)
 * class MyClientConformanceTest implements McpClientUnderTest {
 *   @Override
 *   public void run(Scenario scenario) {
 *     // connect to scenario.uri(), do what scenario.task() says
 *   }
 * }
 * }</pre>
 *
 * <p>A scenario in which {@code run} throws what {@code Assumptions.abort()} does is skipped.
 */
public interface McpClientUnderTest extends ScenarioClient {
  /** Returns a test for each scenario. */
  @TestFactory
  default Stream<DynamicTest> scenarios() {
    McpClientConformance wanted =
        AnnotationSupport.findAnnotation(getClass(), McpClientConformance.class)
            .orElseThrow(() -> new IllegalStateException("@McpClientConformance is missing"));
    ClientConformance suite = ClientConformance.of(wanted.revision());
    List<String> only = List.of(wanted.only());
    return suite.named(only.isEmpty() ? suite.scored() : only, List.of(wanted.except())).stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(suite.run(name, this))));
  }

  private static void check(Verdict verdict) {
    if (verdict.failure().orElse(null) instanceof TestAbortedException skipped) {
      throw skipped;
    }
    verdict.assertPassed();
  }
}
