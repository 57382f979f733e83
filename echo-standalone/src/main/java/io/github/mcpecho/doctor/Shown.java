package io.github.mcpecho.doctor;

import io.github.mcpecho.internal.redaction.KnownSecrets;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import java.util.Optional;

/**
 * What may be shown of what the far end says, and of what the user said: no secret, nothing that a
 * terminal obeys, and not much of it. Immutable.
 */
final class Shown {
  private final Redactor redactor;
  private final KnownSecrets given;

  /** Hides what looks like a secret, and what the user gave. */
  Shown(Redactor redactor, KnownSecrets given) {
    this.redactor = redactor;
    this.given = given;
  }

  /** Hides what looks like a secret, and what the user gave with this order. */
  static Shown of(Order order) {
    return new Shown(Redactor.withRandomKey(), new KnownSecrets(order.secrets()));
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
    return given.hidden(redactor, text);
  }

  /** Returns a text in quotes, if there is one. */
  Optional<String> quoted(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of('"' + evidence(text.strip()) + '"');
  }
}
