package io.github.mcpecho.diagnosis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The formats that a text in a form may have (MCP, client/elicitation: Requested Schema). A
 * validator takes {@code format} for a remark. What is doubtful is let through.
 */
final class FormFormat {
  private static final Pattern EMAIL = Pattern.compile("(?:\"[^\"]+\"|[^@\\s\"]+)@[^@\\s]+");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern FRACTION = Pattern.compile("\\.\\d+");

  /** A leap second, which no clock of Java has. */
  private static final Pattern LEAP_SECOND = Pattern.compile("(T\\d\\d:\\d\\d):60");

  private static final Map<String, Predicate<String>> BY_NAME =
      Map.of(
          "email",
          text -> EMAIL.matcher(text).matches(),
          "uri",
          FormFormat::isUri,
          "date",
          text -> text.length() == 10 && isReadable(() -> LocalDate.parse(text)),
          "date-time",
          FormFormat::isDateTime);

  private FormFormat() {}

  /** Returns, in a sentence each, which texts of a form are not of the format of their schema. */
  static List<String> problems(JsonNode schema, JsonNode content) {
    var problems = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String format = property.getValue().path("format").asText();
      JsonNode value = content.path(property.getKey());
      boolean differs =
          Optional.ofNullable(BY_NAME.get(format))
              .filter(is -> value.isTextual() && !is.test(value.asText()))
              .isPresent();
      if (differs) {
        problems.add(property.getKey() + " has not the format " + format);
      }
    }
    return problems;
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** RFC 3339 §5.6; T and Z may be small. */
  private static boolean isDateTime(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    String known =
        LEAP_SECOND.matcher(FRACTION.matcher(upper).replaceFirst("")).replaceFirst("$1:59");
    return DATE_TIME.matcher(upper).matches() && isReadable(() -> OffsetDateTime.parse(known));
  }

  private static boolean isReadable(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
