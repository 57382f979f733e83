package io.github.mcpecho.internal.redaction;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Shows a {@code baggage} header (<a href="https://www.w3.org/TR/baggage/#header-content">W3C
 * Baggage</a>) member by member. What is no member is hidden whole.
 */
final class Baggage {
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
    boolean isNamed = !name.isEmpty() && redactor.text(name).equals(name);
    boolean isPadding = member.substring(equals + 1).replace("=", "").isBlank();
    if (member.isBlank() || isNamed && !isPadding) {
      return member.substring(0, equals + 1) + redactor.member(name, member.substring(equals + 1));
    }
    return redactor.secret(member.strip());
  }
}
