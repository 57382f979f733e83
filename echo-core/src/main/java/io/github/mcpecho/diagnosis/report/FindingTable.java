package io.github.mcpecho.diagnosis.report;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.Severity;
import java.util.List;
import java.util.Map;

/**
 * What the catalogue says about the findings of an enum: the rows of the resource that stands
 * beside the enum and has its name. A fix that is the id of another row is the fix of that row. A
 * table is read when the first of its findings is asked for.
 */
public final class FindingTable {
  private static final ClassValue<Map<String, FindingEntry>> TABLES =
      new ClassValue<>() {
        @Override
        protected Map<String, FindingEntry> computeValue(Class<?> findings) {
          List<String[]> rows = TsvResource.rows(findings, findings.getSimpleName() + ".tsv");
          Map<String, String> fixes =
              rows.stream().collect(toUnmodifiableMap(row -> row[0], row -> row[4]));
          return rows.stream().collect(toUnmodifiableMap(row -> row[0], row -> entry(row, fixes)));
        }
      };

  private FindingTable() {}

  public static FindingEntry entry(Enum<?> finding) {
    return TABLES.get(finding.getDeclaringClass()).get(finding.name());
  }

  private static FindingEntry entry(String[] row, Map<String, String> fixes) {
    String fix = fixes.getOrDefault(row[4], row[4]);
    return new FindingEntry(Severity.valueOf(row[1]), row[2], row[3], fix);
  }
}
