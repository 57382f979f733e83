package io.github.mcpecho.examples.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every key of the files is one that Traefik's reference has at this place: Traefik does not start
 * with one that it does not know.
 */
class TraefikTest {
  /** A line of the table. */
  private record Known(String file, Pattern place, Pattern value) {
    static Known of(String line) {
      String[] columns = line.split("\t", -1);
      String place = Pattern.quote(columns[1]).replace("*", "\\E[^.]+\\Q");
      return new Known(columns[0], Pattern.compile(place), Pattern.compile(columns[2]));
    }

    boolean matches(String at, String is) {
      return place.matcher(at).matches() && value.matcher(is).matches();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"traefik.yaml", "echo.yaml"})
  void everyValueStandsWhereTraefikLooksForIt(String file) throws IOException {
    String text = Files.readString(Path.of("traefik", file));

    assertEquals(List.of(), unknown(file, text));
    for (Known row : table(file)) {
      assertNotEquals(
          0,
          values(text).entrySet().stream()
              .filter(is -> row.matches(is.getKey(), is.getValue()))
              .count(),
          row::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "traefik.yaml, aliasHeadersStrategy, underscoreHeaders, entryPoints.websecure.http.underscoreHeaders=delete",
    "traefik.yaml, readTimeout: 30s, readTimeout: thirty, entryPoints.websecure.transport.respondingTimeouts.readTimeout=thirty",
    "echo.yaml, retryNonIdempotentMethod, retryNonIdempotentMethods, http.middlewares.again.retry.retryNonIdempotentMethods=true",
    "echo.yaml, attempts: 3, attempts: often, http.middlewares.again.retry.attempts=often",
  })
  void whatTraefikDoesNotKnowWouldBeFound(String file, String right, String wrong, String found)
      throws IOException {
    String text = Files.readString(Path.of("traefik", file));

    assertEquals(List.of(found), unknown(file, text.replace(right, wrong)));
  }

  private static List<String> unknown(String file, String text) throws IOException {
    var unknown = new ArrayList<String>();
    List<Known> table = table(file);
    values(text)
        .forEach(
            (place, value) -> {
              if (table.stream().noneMatch(row -> row.matches(place, value))) {
                unknown.add(place + "=" + value);
              }
            });
    return unknown;
  }

  private static List<Known> table(String file) throws IOException {
    try (InputStream in = TraefikTest.class.getResourceAsStream("traefik.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Known::of)
          .filter(row -> row.file().equals(file))
          .toList();
    }
  }

  private static Map<String, String> values(String yaml) {
    var values = new TreeMap<String, String>();
    collect("", YamlFile.parse(yaml).get(0), values);
    return values;
  }

  private static void collect(String place, JsonElement element, Map<String, String> values) {
    String before = place.isEmpty() ? "" : place + ".";
    if (element instanceof JsonObject object && object.size() > 0) {
      object
          .entrySet()
          .forEach(member -> collect(before + member.getKey(), member.getValue(), values));
    } else if (element instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        collect(before + i, list.get(i), values);
      }
    } else {
      values.put(
          place, element instanceof JsonPrimitive value ? value.getAsString() : element.toString());
    }
  }
}
