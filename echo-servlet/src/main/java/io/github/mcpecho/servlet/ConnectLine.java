package io.github.mcpecho.servlet;

import io.github.mcpecho.internal.text.TsvResource;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How one client is connected.
 *
 * @param where what to do with the text
 * @param text a command, a part of a file or a URL; its lines are separated by line feeds
 */
record ConnectLine(String client, String where, String text) {
  private static final String PLAIN = "[A-Za-z0-9:/._~-]+";
  private static final Pattern ACTED_ON = Pattern.compile("['\"&|<>^()!]");

  /** Returns the lines of the table for the endpoint at this URL. */
  static List<ConnectLine> of(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return TsvResource.rows(ConnectLine.class, "clients.tsv").stream()
        .map(
            row ->
                new ConnectLine(
                    row[0],
                    row[1],
                    String.join("\n", Arrays.copyOfRange(row, 2, row.length))
                        .replace("{shell}", quoted(url))
                        .replace("{url}", url)
                        .replace("{origin}", path < 0 ? url : url.substring(0, path))
                        .replace("{path}", path < 0 ? "/" : url.substring(path))))
        .toList();
  }

  /**
   * A path may hold what a shell would act on, and whoever sent the request chose it. That of
   * Windows knows no such quotes: what it acts on is percent-encoded.
   */
  private static String quoted(String url) {
    String encoded =
        ACTED_ON
            .matcher(url)
            .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
    return encoded.matches(PLAIN) ? encoded : "'" + encoded + "'";
  }
}
