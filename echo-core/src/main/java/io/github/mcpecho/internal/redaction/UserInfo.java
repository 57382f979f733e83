package io.github.mcpecho.internal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds user and password before a host. Asked at the colons of a text from left to right; not
 * thread-safe.
 */
final class UserInfo {
  private static final Pattern WITH_BLANKS =
      Pattern.compile("[^\\s:/@]{1,64}:(?![0-9]{1,5}\\s)[^\\s/@]{1,64}(?: [^\\s/@]{1,64}){1,4}@");

  private static final Pattern HOST = Pattern.compile("[^:]*+(?::[0-9]*+)?");

  /** The user as whom everybody comes who fetches by ssh, before its host. */
  private static final String GIT = "git@";

  /** A name alone, where a server has users and no tokens; asked at the scheme. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:ftp|mariadb|mongodb|mysql|postgres|postgresql|sftp|ssh)://[a-z][a-z_-]{1,19}+@");

  /** The name of a person or a program, and no token in its place. */
  private static final Pattern USER = Pattern.compile("[A-Za-z][A-Za-z_-]{0,31}");

  private static final int LONGEST_SCHEME = "postgresql".length();

  private static final int LONGEST = 512;

  /** A user and a password, and not two numbers, as those of a user and a group. */
  private static final Pattern PASSWORD =
      Pattern.compile("([\\w.@\\\\-]{1,64}):(?!//)(?![0-9]++\\b)([^\\s\"'&;,@]{1,256})");

  private final String text;
  private int wordEnd;
  private int lastAt;
  private int authorityEnd;
  private int authorityAt;

  UserInfo(String text) {
    this.text = text;
  }

  /** Returns the password behind the user that stands here, where a user alone should. */
  static Optional<Span> behindUser(String text, int from) {
    Matcher user = PASSWORD.matcher(text).region(from, text.length());
    return user.lookingAt()
            && !AuthSchemes.isAddressLabel(user.group(1))
            && !AuthSchemes.isProvider(user.group(1))
        ? Optional.of(new Span(user.start(2), user.end(2), true))
        : Optional.empty();
  }

  /** Returns the password behind the user that is all of the text, also as Basic encodes them. */
  static Optional<Span> ofUser(String text) {
    if (text.indexOf(':') > 0 || TextEnds.token68End(text, 0) < text.length()) {
      return behindUser(text, 0);
    }
    try {
      String decoded = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      return PASSWORD.matcher(decoded).matches() && behindUser(decoded, 0).isPresent()
          ? Optional.of(new Span(0, text.length(), true))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** {@code ://user:password@}, also with a password that should have been encoded. */
  Optional<Span> ofUrl(int colon) {
    int start = colon + 3;
    int last = lastAt(start);
    if (last < start) {
      return withBlanks(start);
    }
    int authority = TextEnds.end(text, start, last + 1, c -> "/?#".indexOf(c) < 0);
    int at = lastAt(start, authority);
    int host = at < 0 ? start : at + 1;
    boolean isHost =
        text.startsWith("[", host) || HOST.matcher(text).region(host, authority).matches();
    if (isHost && at < 0 || at >= 0 && isPublic(new Span(start, at))) {
      return Optional.empty();
    }
    return Optional.of(new Span(start, isHost ? at : last, true))
        .filter(user -> !isStandIn(text, user));
  }

  private boolean isPublic(Span user) {
    if (text.startsWith(GIT, user.from()) && user.to() - user.from() == GIT.length() - 1) {
      return true;
    }
    int colon = user.from() - 3;
    int scheme = TextEnds.start(text, colon, colon - LONGEST_SCHEME - 1, Chars::isAlphanumeric);
    return NAMED.matcher(text).region(scheme, user.to() + 1).matches();
  }

  /**
   * A password that has blanks, of a few words; behind a port in prose an e-mail address may
   * follow.
   */
  private Optional<Span> withBlanks(int start) {
    int limit = Math.min(text.length(), start + LONGEST);
    if (TextEnds.end(text, start, limit, c -> c != '@') == limit) {
      return Optional.empty();
    }
    Matcher user = WITH_BLANKS.matcher(text).region(start, limit);
    return user.lookingAt() ? Optional.of(new Span(start, user.end() - 1, true)) : Optional.empty();
  }

  /** {@code user:password@} where only a host and port belong; no e-mail address has a colon. */
  Optional<Span> bare(int colon) {
    int start = TextEnds.nameStart(text, colon);
    int at = start < colon ? authorityAt(colon + 1) : -1;
    // An image is named name:tag@sha256:digest (OCI distribution).
    boolean isImage = text.startsWith("sha256:", at + 1);
    // Oracle writes a colon before the @ of a host that comes without a user.
    boolean isEmpty = at > 0 && text.charAt(at - 1) == ':';
    return at > colon + 1
            && !isImage
            && !isEmpty
            && !AuthSchemes.isAddressLabel(text.substring(start, colon))
        ? Optional.of(new Span(start, at, true)).filter(user -> !isStandIn(text, user))
        : Optional.empty();
  }

  /** {@code $USER:$PASSWORD} and {@code user:$PASSWORD}, which stand for what is elsewhere. */
  static boolean isStandIn(String text, Span credentials) {
    int end = TextEnds.end(text, credentials.from(), credentials.to(), c -> c != ':');
    return StandIns.isWhole(text, new Span(Math.min(end + 1, credentials.to()), credentials.to()))
        && (USER.matcher(text).region(credentials.from(), end).matches()
            || StandIns.isWhole(text, new Span(credentials.from(), end)));
  }

  private int lastAt(int i) {
    if (i >= wordEnd) {
      wordEnd = TextEnds.end(text, i, c -> !Character.isWhitespace(c) && "\"<>".indexOf(c) < 0);
      lastAt = lastAt(i, wordEnd);
    }
    return lastAt;
  }

  /** Returns the last @ before anything that ends the authority of a URL (RFC 3986 §3.2). */
  private int authorityAt(int i) {
    if (i >= authorityEnd) {
      authorityEnd = TextEnds.end(text, i, c -> !Chars.endsAuthority(c));
      authorityAt = lastAt(i, authorityEnd);
    }
    return authorityAt;
  }

  private int lastAt(int from, int to) {
    int at = TextEnds.start(text, to, from, c -> c != '@') - 1;
    return at < from ? -1 : at;
  }
}
