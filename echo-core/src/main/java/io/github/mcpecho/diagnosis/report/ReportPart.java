package io.github.mcpecho.diagnosis.report;

import io.github.mcpecho.report.Finding;
import java.util.List;

/** One section of a report, and what is wrong in it. */
public record ReportPart(Section.Builder section, List<Finding> findings) {}
