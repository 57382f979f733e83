package io.github.mcpecho.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The headers that web pages send and read which are MCP clients. This server's own answers to a
 * preflight, and the tool that judges those of others, use these lists.
 */
public final class CorsHeaders {
  /** What such pages send by the table of headers, in lower case and sorted, as browsers do it. */
  public static final List<String> SENT =
      names(CorsRole.SENT).map(name -> name.toLowerCase(Locale.ROOT)).sorted().toList();

  /** What such pages read by the table of headers, sorted. */
  public static final List<String> READ = names(CorsRole.READ).sorted().toList();

  /** How many seconds an answer to a preflight may be kept: as long as any browser does. */
  public static final int MAX_AGE = 86_400;

  private static final int LONGEST_NAME = 128;

  private CorsHeaders() {}

  /** Returns whether such pages send it: one of {@link #SENT}, or a mirrored parameter. */
  public static boolean isSent(String name) {
    return HeaderCatalogue.find(name).is(CorsRole.SENT)
        && name.length() <= LONGEST_NAME
        && Token.is(name);
  }

  private static Stream<String> names(CorsRole role) {
    return HeaderCatalogue.rows().stream()
        .filter(row -> row.is(role) && !row.isPrefix())
        .map(HeaderKind::name);
  }
}
