package io.github.mcpecho.diagnosis.tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Says by how little two identifiers differ that have to be equal byte for byte. */
final class NearMiss {
  /** A difference that people overlook, and what makes it disappear. */
  private record Difference(String name, UnaryOperator<String> removed) {}

  static final String SCHEME = "http and https";

  private static final List<Difference> DIFFERENCES =
      List.of(
          new Difference("white space around it", String::strip),
          new Difference("the prefix api:// or spn:", NearMiss::withoutPrefix),
          new Difference("the trailing slash", NearMiss::withoutTrailingSlash),
          new Difference("upper and lower case", text -> text.toLowerCase(Locale.ROOT)),
          new Difference("the default port", NearMiss::withoutDefaultPort),
          new Difference(SCHEME, NearMiss::withoutScheme),
          new Difference("the port", NearMiss::withoutPort),
          new Difference("the path", NearMiss::withoutPath));

  private NearMiss() {}

  /** Returns {@code ; equal after ignoring …}, or nothing if they differ in more. */
  static String hint(String expected, String actual) {
    return difference(expected, actual).map(NearMiss::hint).orElse("");
  }

  static String hint(String difference) {
    return "; equal after ignoring " + difference;
  }

  /** Returns in what alone they differ, in words that quote nothing of them. */
  static Optional<String> difference(String expected, String actual) {
    for (Difference difference : DIFFERENCES) {
      if (same(difference.removed, expected, actual)) {
        return Optional.of(difference.name);
      }
    }
    return same(withoutAll(DIFFERENCES), expected, actual)
        ? Optional.of(String.join(", ", fewest(expected, actual)))
        : Optional.empty();
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

  private static int authorityEnd(String url) {
    int scheme = url.indexOf("://");
    int slash = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
    return slash < 0 ? url.length() : slash;
  }
}
