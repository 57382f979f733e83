package io.github.mcpecho.diagnosis;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.fixtures.ProducedFindings;
import io.github.mcpecho.fixtures.TestRun;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Looks back on all tests of this module, so it runs last. */
@Order(Integer.MAX_VALUE)
@Isolated("It looks back on all others.")
class ProducedFindingsTest {
  @Test
  void everyFindingOfTheToolsIsProducedByATest() throws Exception {
    TestRun.assumeWhole(getClass());
    // What only the test server or the doctor sees is produced by their tests.
    ProducedFindings.assertComplete(
        FindingCatalogue.subjects().stream()
            .flatMap(subject -> subject.findings().stream())
            .filter(
                kind ->
                    !(kind instanceof ClientFinding
                        || kind instanceof AuthorizationFinding
                        || kind instanceof DoctorFinding)));
  }
}
