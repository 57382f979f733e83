package io.github.mcpecho.internal.http;

import java.util.Optional;
import java.util.Set;

/**
 * What is known about the headers of one name, or of all names that begin so: a row of {@code
 * headers.tsv}.
 *
 * @param name as it is usually spelled; ends in an asterisk if only the beginning is known
 * @param position in the table: of several that say the same of a caller or a proxy, the first
 *     counts
 * @param family who sets it, such as {@code oauth2-proxy}; {@code other} if unknown
 * @param title who sets it, as people read it
 * @param caller what the value says about the caller
 * @param isAssertion whether the proxy signs it itself, for this request or session
 * @param isOfPlatform whether a platform reads it itself, so that proxies send their own there
 * @param isRepeatable whether it comes as one line for each of its values
 * @param isProxySign whether it tells that a proxy is in front
 * @param url which part of the URL that the client used it tells
 * @param cors what it is to web pages
 */
public record HeaderKind(
    String name,
    int position,
    HeaderCategory category,
    String family,
    String title,
    Disclosure disclosure,
    Optional<CallerAttribute> caller,
    boolean isAssertion,
    boolean isOfPlatform,
    boolean isRepeatable,
    boolean isProxySign,
    Optional<UrlPart> url,
    Set<CorsRole> cors) {
  private static final String ANY_END = "*";

  public HeaderKind {
    cors = Set.copyOf(cors);
  }

  /**
   * @throws IllegalArgumentException if it holds something that no column is for
   */
  static HeaderKind of(int position, String[] cells) {
    String title = cells[2];
    Optional<CallerAttribute> caller = Optional.empty();
    boolean assertion = false;
    boolean ofPlatform = false;
    boolean repeatable = false;
    boolean proxySign = false;
    Optional<UrlPart> url = Optional.empty();
    Set<CorsRole> cors = Set.of();
    for (int i = 4; i < cells.length; i++) {
      String[] labelled = cells[i].split("=", 2);
      switch (labelled[0]) {
        case "title" -> title = labelled[1];
        case "caller" -> caller = Optional.of(CallerAttribute.valueOf(labelled[1]));
        case "assertion" -> assertion = true;
        case "platform" -> ofPlatform = true;
        case "repeatable" -> repeatable = true;
        case "proxy-sign" -> proxySign = true;
        case "url" -> url = Optional.of(UrlPart.valueOf(labelled[1]));
        case "cors" -> cors = CorsRole.set(labelled[1]);
        default -> throw new IllegalArgumentException(cells[0] + ": " + cells[i]);
      }
    }
    return new HeaderKind(
        cells[0],
        position,
        HeaderCategory.valueOf(cells[1]),
        cells[2],
        title,
        Disclosure.valueOf(cells[3]),
        caller,
        assertion,
        ofPlatform,
        repeatable,
        proxySign,
        url,
        cors);
  }

  /** Returns whether the row is for all names with this beginning. */
  public boolean isPrefix() {
    return name.endsWith(ANY_END);
  }

  /** Returns the part of a name that the row does not know: all that follows its beginning. */
  public String unknownPart(String found) {
    return isPrefix() ? found.substring(knownLength()) : "";
  }

  /** Returns whether a name begins as the row does, in any case. */
  boolean begins(String other) {
    return other.regionMatches(true, 0, name, 0, knownLength());
  }

  int knownLength() {
    return isPrefix() ? name.length() - ANY_END.length() : name.length();
  }

  /** Returns whether it concerns one connection only (RFC 9110 §7.6.1). */
  public boolean isHopByHop() {
    return family.equals("hop-by-hop");
  }

  public boolean is(CorsRole role) {
    return cors.contains(role);
  }
}
