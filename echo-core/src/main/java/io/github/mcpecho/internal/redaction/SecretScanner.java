package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.http.MirroredValue;
import java.util.Optional;

/**
 * Replaces everything in one text that has the shape of a secret. One pass: every character is
 * looked at a bounded number of times, whatever the text. Not thread-safe; made for one text.
 */
final class SecretScanner {
  /** Behind this many secrets the text is an attack on our time. */
  private static final int MOST_FINGERPRINTS = 64;

  private final Redactor redactor;
  private final String text;
  private final NamedValues named;
  private final UserInfo users;
  private final UserOptions userOptions;
  private final TokenForms forms;
  private final StringBuilder out;

  /** Everything before is in {@link #out}. */
  private int copied;

  private int masked;
  private int runEnd;

  SecretScanner(Redactor redactor, String text) {
    this.redactor = redactor;
    this.text = text;
    this.named = new NamedValues(text);
    this.users = new UserInfo(text);
    this.userOptions = new UserOptions(text);
    this.forms = new TokenForms(text);
    this.out = new StringBuilder(text.length() + 64);
  }

  String redacted() {
    for (int i = 0; i < text.length(); ) {
      Optional<Span> secret = at(i);
      i = secret.isPresent() ? mask(secret.get()) : i + 1;
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private Optional<Span> at(int i) {
    char c = text.charAt(i);
    return switch (c) {
      case '=' -> encoded(i).or(() -> named.assigned(i));
      case '"', '\'' -> named.member(i);
      case ':' -> colon(i);
      case ' ' -> named.option(i);
      case '>' -> named.element(i);
      case '-' -> pem(i).or(() -> userOptions.at(i));
      default -> Chars.isAlphanumeric(c) ? token(i) : Optional.empty();
    };
  }

  private Optional<Span> colon(int i) {
    return text.startsWith("://", i)
        ? users.ofUrl(i)
        : forms.atColon(i).or(() -> named.field(i)).or(() -> users.bare(i));
  }

  private Optional<Span> token(int i) {
    boolean startsWord = startsWord(i);
    if ((text.charAt(i) | 0x20) == 'e' && Jwts.at(text, i, runEnd(i), startsWord)
        || TokenPrefixes.at(text, i, startsWord)) {
      return Optional.of(new Span(i, TextEnds.token68End(text, i)));
    }
    Optional<Span> form = forms.at(i, runEnd(i));
    if (form.isPresent() || !startsWord) {
      return form;
    }
    var credential = AuthSchemes.credentialAfter(text, i);
    return credential.isPresent()
        ? Optional.of(
            new Span(
                credential.getAsInt(),
                TextEnds.credentialEnd(text, credential.getAsInt()),
                AuthSchemes.isBasic(text.substring(i, credential.getAsInt()))))
        : Optional.empty();
  }

  /** The base64 form of a mirrored header, if it hides a secret or cannot be decoded. */
  private Optional<Span> encoded(int i) {
    if (!text.startsWith(MirroredValue.PREFIX, i)) {
      return Optional.empty();
    }
    int start = i + MirroredValue.PREFIX.length();
    int close = text.indexOf(MirroredValue.SUFFIX, start);
    int end = close < 0 ? TextEnds.valueEnd(text, start) : close + MirroredValue.SUFFIX.length();
    boolean harmless =
        close >= 0
            && MirroredValue.decode(text.substring(i, end))
                .filter(inside -> redactor.text(inside).equals(inside))
                .isPresent();
    return harmless ? Optional.empty() : Optional.of(new Span(i, end));
  }

  private Optional<Span> pem(int i) {
    if (!text.startsWith("-----BEGIN", i)) {
      return Optional.empty();
    }
    int footer = text.indexOf("-----END", i);
    int end = footer < 0 ? -1 : text.indexOf("-----", footer + 8);
    return Optional.of(new Span(i, end < 0 ? text.length() : end + 5));
  }

  /** Writes what stands in place of a secret, and returns where to go on. */
  private int mask(Span secret) {
    int from = Math.max(copied, secret.from());
    int to = secret.to();
    if (from >= to) {
      return from;
    }
    int maskEnd = Masks.end(text, from);
    if (maskEnd >= to) {
      if (maskEnd == to || maskEnd == text.length() || Chars.endsWord(text.charAt(maskEnd))) {
        return maskEnd;
      }
      to = TextEnds.valueEnd(text, maskEnd);
    }
    out.append(text, copied, from);
    if (secret.chosen()) {
      out.append(Masks.HIDDEN);
    } else if (masked++ < MOST_FINGERPRINTS) {
      out.append(redactor.credential(text.substring(from, to)));
    } else {
      out.append('(').append(to - from).append(" characters)");
    }
    copied = to;
    return to;
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
}
