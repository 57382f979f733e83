package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.http.Token;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows a {@code baggage} header (<a href="https://www.w3.org/TR/baggage/#header-content">W3C
 * Baggage</a>) member by member. What is no member is hidden whole.
 */
final class Baggage {
  /** Some octets, and what they are called with (§3.3.1: no blank and no quote among them). */
  private static final Pattern VALUE =
      Pattern.compile("\\s*[^\\s\",;\\\\]*[^\\s\",;\\\\=][^\\s\",;\\\\]*\\s*(?:;[^\",\\\\]*)?");

  private final Redactor redactor;

  Baggage(Redactor redactor) {
    this.redactor = redactor;
  }

  String shown(String header) {
    return Arrays.stream(header.split(",", -1)).map(this::member).collect(Collectors.joining(","));
  }

  private String member(String member) {
    int equals = member.indexOf('=');
    String name = equals < 0 ? "" : member.substring(0, equals).strip();
    boolean isNamed = Token.is(name) && redactor.text(name).equals(name);
    if (member.isBlank() || isNamed && VALUE.matcher(member.substring(equals + 1)).matches()) {
      return member.substring(0, equals + 1) + redactor.member(name, member.substring(equals + 1));
    }
    return redactor.secret(member.strip());
  }
}
