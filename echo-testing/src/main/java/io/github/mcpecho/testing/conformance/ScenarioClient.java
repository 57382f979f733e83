package io.github.mcpecho.testing.conformance;

/** A client that plays its part in scenarios. */
@FunctionalInterface
public interface ScenarioClient {
  /**
   * Connects to the endpoint of the scenario, does its {@link Scenario#task}, and closes what it
   * opened. It is interrupted when it takes too long.
   *
   * @throws Exception if it could not; in some scenarios a client has to fail
   */
  void run(Scenario scenario) throws Exception;
}
