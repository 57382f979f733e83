package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service that is no MCP server and is known by its audience, a row of {@code
 * other-services.tsv}.
 */
record OtherService(List<Glob> audiences, String name) {
  private static final List<OtherService> ALL =
      TsvResource.rows(OtherService.class, "other-services.tsv").stream()
          .map(
              row -> new OtherService(Stream.of(row[0].split(" ")).map(Glob::new).toList(), row[1]))
          .toList();

  static Optional<OtherService> of(String audience) {
    return ALL.stream()
        .filter(service -> service.audiences.stream().anyMatch(glob -> glob.matches(audience)))
        .findFirst();
  }

  static boolean isAudience(String audience) {
    return of(audience).isPresent();
  }
}
