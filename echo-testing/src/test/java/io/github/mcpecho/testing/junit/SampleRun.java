package io.github.mcpecho.testing.junit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What came of the tests of a class that JUnit ran for another test.
 *
 * @param failures by the display name of the test, nothing for one that succeeded
 */
record SampleRun(Map<String, Optional<Throwable>> failures) {
  /** Runs one test after the other. */
  static SampleRun of(Class<?> sample) {
    return of(sample, Map.of());
  }

  /** Runs all tests at once. */
  static SampleRun atOnce(Class<?> sample, int threads) {
    return of(
        sample,
        Map.of(
            "junit.jupiter.execution.parallel.enabled",
            "true",
            "junit.jupiter.execution.parallel.mode.default",
            "concurrent",
            "junit.jupiter.execution.parallel.config.strategy",
            "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            String.valueOf(threads)));
  }

  private static SampleRun of(Class<?> sample, Map<String, String> parameters) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(sample))
            .configurationParameters(parameters)
            .build();
    Map<String, Optional<Throwable>> failures = new ConcurrentHashMap<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest() || result.getThrowable().isPresent()) {
                  failures.put(test.getDisplayName(), result.getThrowable());
                }
              }
            });
    return new SampleRun(new LinkedHashMap<>(failures));
  }

  /** Returns how the test of this name failed. */
  Throwable failure(String test) {
    return failures
        .getOrDefault(test, Optional.empty())
        .orElseThrow(() -> new AssertionError(test + " did not fail: " + failures));
  }

  /** Requires tests of these names, each successful. */
  SampleRun requireSuccess(int tests) {
    if (failures.size() != tests || failures.values().stream().anyMatch(Optional::isPresent)) {
      throw new AssertionError("Not " + tests + " successful tests: " + failures);
    }
    return this;
  }
}
