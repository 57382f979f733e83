package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table as a whole; that it is true is the matter of {@link MalformedRequestsTest}. */
class MalformedTableTest {
  private static final Pattern CODE = Pattern.compile("-32[0-9]{3}");

  @Test
  void j09_theseAreAllTheCodesThatAreAnswered() {
    assertEquals(
        new TreeSet<>(
            Set.of("-32700", "-32600", "-32601", "-32602", "-32603", "-32020", "-32021", "-32022")),
        MalformedRequest.table().stream()
            .flatMap(row -> CODE.matcher(row.answer()).results())
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
