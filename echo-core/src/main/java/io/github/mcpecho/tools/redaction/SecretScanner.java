package io.github.mcpecho.tools.redaction;

import java.util.Locale;
import java.util.Set;

/**
 * Replaces everything in one text that has the shape of a secret. One pass: every character is
 * looked at a bounded number of times, whatever the text. Not thread-safe; made for one text.
 */
final class SecretScanner {
  private static final Set<String> QUERY_SECRETS =
      Set.of("assertion", "code", "code_verifier", "otp", "samlresponse", "sig", "ticket");

  /** What stands before a colon and an address with an @, which is no password. */
  private static final Set<String> ADDRESS_LABELS =
      Set.of(
          "accounts.google.com",
          "acct",
          "im",
          "mailto",
          "npm",
          "oidc",
          "pres",
          "sip",
          "sips",
          "xmpp");

  /** Behind this many secrets the text is an attack on our time. */
  private static final int MOST_FINGERPRINTS = 64;

  private final Redactor redactor;
  private final String text;
  private final StringBuilder out;

  /** Everything before is in {@link #out}. */
  private int copied;

  private int masked;
  private int nameStart;
  private int runEnd;
  private int wordEnd;
  private int lastAt;
  private int authorityEnd;
  private int authorityAt;

  SecretScanner(Redactor redactor, String text) {
    this.redactor = redactor;
    this.text = text;
    this.out = new StringBuilder(text.length() + 64);
  }

  String redacted() {
    for (int i = 0; i < text.length(); ) {
      int next = step(i);
      if (next > i + 1 || !continuesName(i)) {
        nameStart = next;
      }
      i = next;
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  /** Looks for a secret at this place and returns the next place to look at. */
  private int step(int i) {
    char c = text.charAt(i);
    return switch (c) {
      case '=' -> assignment(i);
      case '"', '\'' -> member(i);
      case ':' -> userInfo(i);
      case '-' -> pem(i);
      default -> Chars.isAlphanumeric(c) ? token(i) : i + 1;
    };
  }

  private int token(int i) {
    boolean startsWord = startsWord(i);
    if ((text.charAt(i) | 0x20) == 'e' && Jwts.at(text, i, runEnd(i), startsWord)) {
      return mask(i, TextEnds.token68End(text, i));
    }
    if (SecretPrefixes.at(text, i, startsWord)) {
      return mask(i, TextEnds.token68End(text, i));
    }
    if (!startsWord) {
      return i + 1;
    }
    var credential = AuthSchemes.credentialAfter(text, i);
    return credential.isPresent()
        ? mask(credential.getAsInt(), TextEnds.credentialEnd(text, credential.getAsInt()))
        : i + 1;
  }

  /** {@code name=value}, in a query, a connection string or a command line. */
  private int assignment(int i) {
    String name = text.substring(nameStart, i);
    boolean inQuery = nameStart > 0 && "?&#".indexOf(text.charAt(nameStart - 1)) >= 0;
    if (!SecretNames.isSecret(name) && !(inQuery && isQuerySecret(name))) {
      return i + 1;
    }
    int start = i + 1;
    if (start < text.length() && (text.charAt(start) == '"' || text.charAt(start) == '\'')) {
      return mask(start + 1, TextEnds.quotedEnd(text, start + 1, text.charAt(start)));
    }
    return mask(start, TextEnds.valueEnd(text, start));
  }

  /** {@code "name": "value"}, with or without backslashes before the quotes. */
  private int member(int i) {
    char quote = text.charAt(i);
    int nameEnd = i > 0 && text.charAt(i - 1) == '\\' ? i - 1 : i;
    int start = nameStart < nameEnd ? nameStart : i;
    if (start == i || start == 0 || text.charAt(start - 1) != quote) {
      return i + 1;
    }
    int colon = TextEnds.skipBlanks(text, i + 1);
    if (colon == text.length() || text.charAt(colon) != ':') {
      return i + 1;
    }
    if (!SecretNames.isSecret(text.substring(start, nameEnd))) {
      return i + 1;
    }
    int open = TextEnds.skipBlanks(text, colon + 1);
    if (text.startsWith("\\" + quote, open)) {
      return mask(open + 2, TextEnds.valueEnd(text, open + 2));
    }
    if (open < text.length() && text.charAt(open) == quote) {
      return mask(open + 1, TextEnds.quotedEnd(text, open + 1, quote));
    }
    return mask(open, TextEnds.literalEnd(text, open));
  }

  /** {@code scheme://user:password@}, also with a password that should have been encoded. */
  private int userInfo(int i) {
    if (!text.startsWith("://", i)) {
      return bareUserInfo(i);
    }
    int start = i + 3;
    int last = lastAt(start);
    if (last < start) {
      return start;
    }
    int at = -1;
    boolean colon = false;
    boolean port = true;
    for (int end = start; end <= last && "/?#".indexOf(text.charAt(end)) < 0; end++) {
      char c = text.charAt(end);
      if (c == '@') {
        at = end;
      } else if (colon) {
        port &= c >= '0' && c <= '9';
      }
      colon |= c == ':';
    }
    if (at >= 0) {
      return mask(start, at);
    }
    boolean isHost = !colon || port || text.charAt(start) == '[';
    return isHost ? start : mask(start, last);
  }

  /** {@code user:password@} where only a host and port belong; no e-mail address has a colon. */
  private int bareUserInfo(int i) {
    boolean named = nameStart < i && !isAddressLabel(text.substring(nameStart, i));
    int at = named ? authorityAt(i + 1) : -1;
    return at > i + 1 ? mask(nameStart, at) : i + 1;
  }

  private int pem(int i) {
    if (!text.startsWith("-----BEGIN", i)) {
      return i + 1;
    }
    int footer = text.indexOf("-----END", i);
    int end = footer < 0 ? -1 : text.indexOf("-----", footer + 8);
    return mask(i, end < 0 ? text.length() : end + 5);
  }

  private int mask(int from, int to) {
    if (from == to || isMask(from)) {
      return to;
    }
    out.append(text, copied, from);
    if (masked++ < MOST_FINGERPRINTS) {
      out.append(redactor.credential(text.substring(from, to)));
    } else {
      out.append('(').append(to - from).append(" characters)");
    }
    copied = to;
    return to;
  }

  /** What an earlier redaction left is no secret. */
  private boolean isMask(int from) {
    int start = text.startsWith("... (", from + 7) ? from + 12 : from + 1;
    if (start >= text.length() || text.charAt(start - 1) != '(') {
      return false;
    }
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end)) && end - start < 10) {
      end++;
    }
    return end > start && text.startsWith(" characters", end);
  }

  private boolean startsWord(int i) {
    return i == 0
        || !Chars.isAlphanumeric(text.charAt(i - 1))
        || i >= 3 && text.charAt(i - 3) == '%'
        || i >= 2 && text.charAt(i - 2) == '\\';
  }

  private int runEnd(int i) {
    if (i >= runEnd) {
      runEnd = i;
      while (runEnd < text.length() && Chars.isBase64Url(text.charAt(runEnd))) {
        runEnd++;
      }
    }
    return runEnd;
  }

  private int lastAt(int i) {
    if (i >= wordEnd) {
      lastAt = -1;
      wordEnd = i;
      for (; wordEnd < text.length(); wordEnd++) {
        char c = text.charAt(wordEnd);
        if (Character.isWhitespace(c) || c == '"' || c == '<' || c == '>') {
          break;
        }
        lastAt = c == '@' ? wordEnd : lastAt;
      }
    }
    return lastAt;
  }

  /** Returns the last @ before anything that ends the authority of a URL (RFC 3986 §3.2). */
  private int authorityAt(int i) {
    if (i >= authorityEnd) {
      authorityAt = -1;
      authorityEnd = i;
      while (authorityEnd < text.length() && !Chars.endsAuthority(text.charAt(authorityEnd))) {
        authorityAt = text.charAt(authorityEnd) == '@' ? authorityEnd : authorityAt;
        authorityEnd++;
      }
    }
    return authorityAt;
  }

  private static boolean isAddressLabel(String name) {
    return ADDRESS_LABELS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isQuerySecret(String name) {
    return QUERY_SECRETS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** A backslash that escapes the quote after a name is still part of the name. */
  private boolean continuesName(int i) {
    char c = text.charAt(i);
    return Chars.isBase64Url(c)
        || c == '.'
        || c == '\\' && nameStart < i && i + 1 < text.length() && text.charAt(i + 1) == '"';
  }
}
