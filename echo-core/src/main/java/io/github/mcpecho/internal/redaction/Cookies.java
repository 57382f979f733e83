package io.github.mcpecho.internal.redaction;

import java.util.ArrayList;

/** Shows a {@code Cookie} header (RFC 6265 §4.2.1) without its values. */
final class Cookies {
  private static final int LONGEST_NAME = 64;

  private final Redactor redactor;

  Cookies(Redactor redactor) {
    this.redactor = redactor;
  }

  /** Returns {@code name=(n characters, fingerprint f)} for each cookie. */
  String names(String header) {
    var shown = new ArrayList<String>();
    for (String cookie : header.split(";")) {
      String pair = cookie.strip();
      if (!pair.isEmpty()) {
        shown.add(shown(pair));
      }
    }
    return String.join("; ", shown);
  }

  /** Without a value, the name may be the secret. */
  private String shown(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1
        || equals > LONGEST_NAME
        || pair.substring(equals).chars().allMatch(c -> c == '=')) {
      return redactor.secret(pair);
    }
    String name = pair.substring(0, equals);
    boolean isToken =
        name.chars().allMatch(c -> c > ' ' && c < 0x7F && "(),/:<>@[\\]{}\"?".indexOf(c) < 0);
    return isToken && redactor.text(name).equals(name)
        ? name + "=" + redactor.secret(pair.substring(equals + 1))
        : redactor.secret(pair);
  }
}
