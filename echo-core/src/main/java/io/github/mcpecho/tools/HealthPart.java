package io.github.mcpecho.tools;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Section;
import java.util.List;

/** One section of the health report, and what is wrong in it. */
record HealthPart(Section section, List<Finding> findings) {}
