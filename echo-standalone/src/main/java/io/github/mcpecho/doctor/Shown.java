package io.github.mcpecho.doctor;

import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may be shown of what the far end says, and of what the user said: no secret, nothing that a
 * terminal obeys, and not much of it. Immutable.
 */
final class Shown {
  /** Shorter than this, a given value is a word that may stand anywhere. */
  private static final int SHORTEST_SECRET = 6;

  private final Redactor redactor;
  private final List<String> given;

  /** Hides what looks like a secret, and what the user gave. */
  Shown(Redactor redactor, Stream<String> secrets) {
    this.redactor = redactor;
    // The credential too, without the scheme before it: a far end may say it back alone.
    this.given =
        secrets
            .flatMap(value -> Stream.of(value, value.substring(value.indexOf(' ') + 1)))
            .filter(value -> value.length() >= SHORTEST_SECRET)
            .flatMap(value -> Stream.of(value, value.toLowerCase(Locale.ROOT)))
            .distinct()
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
  }

  /** Hides what looks like a secret, and what the user gave with this order. */
  static Shown of(Order order) {
    return new Shown(Redactor.withRandomKey(), order.secrets());
  }

  Redactor redactor() {
    return redactor;
  }

  /** Returns a text from the far end, cut to what fits into evidence. */
  String evidence(String text) {
    return SafeText.escape(redactor.evidence(hidden(text)));
  }

  /** Returns the value of a header of an answer. */
  String header(String name, String value) {
    return SafeText.escape(redactor.header(name, hidden(value)));
  }

  /** Returns a URL without what may be secret in it. */
  String url(String url) {
    return SafeText.escape(redactor.url(hidden(url)));
  }

  private String hidden(String text) {
    String hidden = text;
    for (String secret : given) {
      hidden = hidden.replace(secret, redactor.secret(secret));
    }
    return hidden;
  }

  /** Returns a text in quotes, if there is one. */
  Optional<String> quoted(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of('"' + evidence(text.strip()) + '"');
  }
}
