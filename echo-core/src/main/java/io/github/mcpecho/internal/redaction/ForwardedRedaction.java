package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.http.Forwarded;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows a Forwarded header (RFC 7239 §5) with the parameters that everybody knows. What a proxy
 * adds may be its signature. What is no Forwarded header and holds a secret is shown as text.
 */
final class ForwardedRedaction {
  private static final Pattern PARAMETER =
      Pattern.compile("(?<![^\\s,;\"])([^\\s,;=\"]++)=(\"(?:[^\"\\\\]|\\\\.)*+\"?|[^,;\\s\"]*+)");
  private static final Set<String> NODES = Set.of("by", "for");
  private static final Set<String> PLAIN = Set.of("by", "for", "host", "proto");

  private final Redactor redactor;
  private final UnaryOperator<String> node;

  /** Shows nodes after this change. */
  ForwardedRedaction(Redactor redactor, UnaryOperator<String> node) {
    this.redactor = redactor;
    this.node = node;
  }

  String shown(String value) {
    String asText = redactor.text(value);
    boolean isOther = !asText.equals(value) && Forwarded.of(List.of(value)).problem().isPresent();
    if (isOther) {
      return asText;
    }
    return redactor.text(
        PARAMETER.matcher(value).replaceAll(item -> Matcher.quoteReplacement(shown(item))));
  }

  private String shown(MatchResult item) {
    String name = item.group(1).toLowerCase(Locale.ROOT);
    String value = item.group(2).replace("\"", "");
    if (!PLAIN.contains(name)) {
      return item.group(1) + "=" + (value.isEmpty() ? "" : redactor.secret(value));
    }
    String shown = NODES.contains(name) ? node.apply(value) : value;
    return shown.equals(value) ? item.group() : item.group(1) + "=" + shown;
  }
}
