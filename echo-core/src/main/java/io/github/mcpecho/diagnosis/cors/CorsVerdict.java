package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.report.Finding;
import java.util.List;

/** What a browser would do, check by check, and what is wrong. */
record CorsVerdict(List<CorsCheck> checks, List<Finding> findings) {
  public CorsVerdict {
    checks = List.copyOf(checks);
    findings = List.copyOf(findings);
  }

  boolean isRefused() {
    return checks.stream().anyMatch(CorsCheck::isRefused);
  }
}
