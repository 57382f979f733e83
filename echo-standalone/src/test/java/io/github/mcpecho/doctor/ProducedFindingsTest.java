package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.fixtures.ProducedFindings;
import io.github.mcpecho.fixtures.TestRun;
import java.util.Arrays;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Looks back on all tests of this module, so it runs last. */
@Isolated("It looks back on all others.")
@Order(Integer.MAX_VALUE)
class ProducedFindingsTest {
  @Test
  void everyFindingOfTheDoctorIsProducedByATest() throws Exception {
    TestRun.assumeWhole(getClass());
    ProducedFindings.assertComplete(Arrays.stream(DoctorFinding.values()));
  }
}
