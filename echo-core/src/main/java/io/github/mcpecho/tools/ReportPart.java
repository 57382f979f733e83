package io.github.mcpecho.tools;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Section;
import java.util.List;

/** One section of a report, and what is wrong in it. */
record ReportPart(Section.Builder section, List<Finding> findings) {}
