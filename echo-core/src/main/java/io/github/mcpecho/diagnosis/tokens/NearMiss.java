package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.text.NearestName;
import io.github.mcpecho.internal.uri.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says by how little two identifiers differ that have to be equal byte for byte. */
final class NearMiss {
  /** A difference that people overlook, and what makes it disappear. */
  private record Difference(String name, UnaryOperator<String> removed) {}

  static final String SCHEME = "http and https";

  private static final List<Difference> DIFFERENCES =
      List.of(
          new Difference("white space around it", String::strip),
          new Difference("percent-encoding", Percent::decodeOrKeep),
          new Difference("the fragment", text -> text.split("#", 2)[0]),
          new Difference("the query", text -> text.split("\\?", 2)[0]),
          new Difference("the prefix api:// or spn:", NearMiss::withoutPrefix),
          new Difference("the trailing slash", NearMiss::withoutTrailingSlash),
          new Difference("upper and lower case", text -> text.toLowerCase(Locale.ROOT)),
          new Difference("the default port", NearMiss::withoutDefaultPort),
          new Difference(SCHEME, NearMiss::withoutScheme),
          new Difference("the port", NearMiss::withoutPort),
          new Difference("the path", NearMiss::withoutPath));

  private static final String NO_SCHEME = "the scheme";
  private static final String MISTYPED = "a letter or two of the host name";
  private static final int MOST_LETTERS = 2;

  /** Shorter names differ by so little for good reasons. */
  private static final int SHORTEST_HOST = 8;

  private static final int SHORTEST_LABEL = 5;

  private NearMiss() {}

  /** Returns {@code ; equal after ignoring …}, or nothing if they differ in more. */
  static String hint(String expected, String actual) {
    return difference(expected, actual).map(NearMiss::hint).orElse("");
  }

  static String hint(List<String> differences) {
    return "; equal after ignoring " + String.join(", ", differences);
  }

  /** Returns in what alone they differ, in words that quote nothing of them. */
  static Optional<List<String>> difference(String expected, String actual) {
    int start = authorityStart(expected);
    Optional<List<String>> difference = ofWhole(expected, actual);
    if (difference.isPresent() || start == 0 || authorityStart(actual) > 0) {
      return difference;
    }
    String completed = expected.substring(0, start) + actual;
    return completed.equals(expected)
        ? Optional.of(List.of(NO_SCHEME))
        : ofWhole(expected, completed)
            .map(others -> Stream.concat(others.stream(), Stream.of(NO_SCHEME)).toList());
  }

  private static Optional<List<String>> ofWhole(String expected, String actual) {
    for (Difference difference : DIFFERENCES) {
      if (same(difference.removed, expected, actual)) {
        return Optional.of(List.of(difference.name));
      }
    }
    if (same(withoutAll(DIFFERENCES), expected, actual)) {
      return Optional.of(fewest(expected, actual));
    }
    return isMistyped(expected, actual) ? Optional.of(List.of(MISTYPED)) : Optional.empty();
  }

  /** Returns whether nothing but the host differs, by a slip of the fingers and not by a number. */
  private static boolean isMistyped(String expected, String actual) {
    int start = authorityStart(expected);
    int end = authorityEnd(expected);
    int otherEnd = authorityEnd(actual);
    boolean isRestAlike =
        start > 0
            && start == authorityStart(actual)
            && expected.regionMatches(0, actual, 0, start)
            && expected.substring(end).equals(actual.substring(otherEnd));
    if (!isRestAlike || end - start < SHORTEST_HOST || Math.abs(end - otherEnd) > MOST_LETTERS) {
      return false;
    }
    String host = expected.substring(start, end);
    String other = actual.substring(start, otherEnd);
    return !host.replaceAll("\\d", "").equals(other.replaceAll("\\d", ""))
        && NearestName.mistakes(host, other) <= mostMistakes(host, other);
  }

  /** Of a short label two letters make another name, such as {@code app} and {@code mcp}. */
  private static int mostMistakes(String host, String other) {
    String[] labels = host.split("\\.");
    String[] others = other.split("\\.");
    boolean isShort =
        labels.length == others.length
            && IntStream.range(0, labels.length)
                .anyMatch(
                    i ->
                        labels[i].length() < SHORTEST_LABEL
                            && !sorted(labels[i]).equals(sorted(others[i])));
    return isShort ? 1 : MOST_LETTERS;
  }

  private static String sorted(String label) {
    return label.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
  }

  /** Drops the differences that do not matter for these two, the coarsest first. */
  private static List<String> fewest(String expected, String actual) {
    var needed = new ArrayList<>(DIFFERENCES);
    for (int i = DIFFERENCES.size() - 1; i >= 0; i--) {
      var fewer = new ArrayList<>(needed);
      fewer.remove(i);
      if (same(withoutAll(fewer), expected, actual)) {
        needed = fewer;
      }
    }
    return needed.stream().map(Difference::name).toList();
  }

  private static UnaryOperator<String> withoutAll(List<Difference> differences) {
    return text -> {
      String remaining = text;
      for (Difference difference : differences) {
        remaining = difference.removed.apply(remaining);
      }
      return remaining;
    };
  }

  private static boolean same(UnaryOperator<String> removed, String one, String other) {
    return removed.apply(one).equals(removed.apply(other));
  }

  /** Entra ID writes one in front of the id of an application, or not. */
  private static String withoutPrefix(String id) {
    return id.startsWith("api://") ? id.substring(6) : id.startsWith("spn:") ? id.substring(4) : id;
  }

  private static String withoutTrailingSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static String withoutDefaultPort(String url) {
    int end = authorityEnd(url);
    String port = url.startsWith("http://") ? ":80" : ":443";
    String origin = url.substring(0, end);
    return origin.endsWith(port)
        ? origin.substring(0, end - port.length()) + url.substring(end)
        : url;
  }

  private static String withoutPort(String url) {
    int end = authorityEnd(url);
    int colon = url.lastIndexOf(':', end - 1);
    boolean port = colon > url.indexOf("://") && colon > url.lastIndexOf(']', end - 1);
    return port ? url.substring(0, colon) + url.substring(end) : url;
  }

  private static String withoutScheme(String url) {
    int scheme = url.indexOf("://");
    return scheme < 0 ? url : url.substring(scheme);
  }

  private static String withoutPath(String url) {
    return url.indexOf("://") < 0 ? url : url.substring(0, authorityEnd(url));
  }

  private static int authorityStart(String url) {
    int scheme = url.indexOf("://");
    return scheme < 0 ? 0 : scheme + 3;
  }

  private static int authorityEnd(String url) {
    int start = authorityStart(url);
    int slash = start == 0 ? -1 : url.indexOf('/', start);
    return slash < 0 ? url.length() : slash;
  }
}
