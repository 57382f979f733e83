package io.github.mcpecho.testing;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.fixtures.ProducedFindings;
import io.github.mcpecho.fixtures.TestRun;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Looks back on all tests of this module, so it runs last. */
@Isolated("It looks back on all others.")
@Order(Integer.MAX_VALUE)
class ProducedFindingsTest {
  @Test
  void everyFindingAboutClientsIsProducedByATest() throws Exception {
    TestRun.assumeWhole(getClass());
    ProducedFindings.assertComplete(
        Stream.concat(
            Arrays.stream(ClientFinding.values()), Arrays.stream(AuthorizationFinding.values())));
  }
}
