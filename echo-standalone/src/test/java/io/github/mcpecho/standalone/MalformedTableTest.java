package io.github.mcpecho.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.junit.jupiter.api.Test;

/** The table as a whole; that it is true is the matter of {@link MalformedRequestsTest}. */
class MalformedTableTest {
  private static final Pattern CODE = Pattern.compile("-32[0-9]{3}");

  /** Whoever hangs up within a head is not there to be told. */
  @Test
  void trial_g09_aHeadThatEndsTooEarlyIsToldFromOneThatIsMalformed() {
    assertEquals(
        Malformation.END_OF_HEAD,
        Malformation.of(new HttpException.RuntimeException(400, "Early EOF")));
  }

  @Test
  void trial_g09_everyMalformationHasARow() {
    Set<Malformation> untold =
        EnumSet.complementOf(EnumSet.of(Malformation.END_OF_HEAD, Malformation.OTHER));
    untold.removeAll(MalformedHttp2Test.OF_HTTP2);
    MalformedRequest.table()
        .forEach(row -> untold.removeIf(known -> row.why().startsWith(known.sentence())));

    assertEquals(Set.of(), untold);
  }

  @Test
  void trial_g09_everyMalformationSaysSomethingElse() {
    assertEquals(
        Malformation.values().length,
        Stream.of(Malformation.values()).map(Malformation::sentence).distinct().count());
  }

  @Test
  void j09_theseAreAllTheCodesThatAreAnswered() {
    assertEquals(
        new TreeSet<>(
            Set.of(
                "-32700", "-32600", "-32601", "-32602", "-32603", "-32002", "-32020", "-32021",
                "-32022")),
        MalformedRequest.table().stream()
            .flatMap(row -> CODE.matcher(row.answer()).results())
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
