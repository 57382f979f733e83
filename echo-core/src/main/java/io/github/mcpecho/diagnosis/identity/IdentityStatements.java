package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.tokens.DecodedToken;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import io.github.mcpecho.internal.redaction.Redactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Gathers what headers, container and token say about the caller. */
final class IdentityStatements {
  /** The family of this request's own token. */
  static final String BEARER = "bearer token";

  private static final int MAX_COPIES = 8;
  private static final int MAX_LIST = 64;
  private static final Json JSON = new Json(2);

  private IdentityStatements() {}

  /** Returns the statements of plain headers, of the container, then of tokens. */
  static List<IdentityStatement> of(
      CallContext context, Optional<DecodedToken> bearer, Redactor redactor) {
    var statements = new ArrayList<IdentityStatement>();
    for (IdentityHeader header : IdentityHeader.all()) {
      if (header.attribute() != Attribute.TOKEN) {
        plain(statements, header, context.headers());
      }
    }
    telling(statements, context.headers(), redactor);
    context
        .headers()
        .first(AzurePrincipal.HEADER)
        .map(AzurePrincipal::read)
        .ifPresent(statements::addAll);
    for (ClaimsHeader header : ClaimsHeader.values()) {
      header
          .read(context.headers())
          .ifPresent(
              claims ->
                  claims(
                      statements, header.header(), header.family(), claims, Provenance.UNSIGNED));
    }
    context
        .connection()
        .userPrincipal()
        .ifPresent(
            name ->
                statements.add(
                    new IdentityStatement(
                        "the container's user principal",
                        "servlet container",
                        Attribute.USERNAME,
                        List.of(name),
                        Provenance.CONTAINER)));
    bearer.ifPresent(token -> token(statements, "the Authorization token", BEARER, token));
    for (IdentityHeader header : IdentityHeader.all()) {
      if (header.attribute() == Attribute.TOKEN) {
        assertion(statements, header, context.headers());
      }
    }
    return statements;
  }

  private static void plain(
      List<IdentityStatement> statements, IdentityHeader header, Headers headers) {
    for (String value : firstOf(headers.all(header.name()))) {
      List<String> values = header.attribute().isList() ? list(value) : List.of(value.strip());
      if (!values.isEmpty() && !values.get(0).isEmpty()) {
        statements.add(
            new IdentityStatement(
                header.name(), header.family(), header.attribute(), values, Provenance.UNSIGNED));
      }
    }
  }

  /** Nobody knows the names of these headers: people do send a token as one. */
  private static void telling(
      List<IdentityStatement> statements, Headers headers, Redactor redactor) {
    List<Header> lines =
        headers.lines().stream()
            .filter(line -> IdentityHeader.isTelling(line.name()) && !line.value().isBlank())
            .toList();
    for (Header line : firstOf(lines)) {
      statements.add(
          new IdentityStatement(
              redactor.name(line.name()),
              "unknown",
              Attribute.OTHER,
              List.of(line.value()),
              Provenance.UNSIGNED));
    }
  }

  /** Everything is compared with everything later, so a flood of headers is cut here. */
  private static <T> List<T> firstOf(List<T> list) {
    return list.subList(0, Math.min(list.size(), MAX_COPIES));
  }

  private static void assertion(
      List<IdentityStatement> statements, IdentityHeader header, Headers headers) {
    headers
        .first(header.name())
        .map(value -> DecodedToken.decode(value.strip()))
        .ifPresent(token -> token(statements, header.name(), header.family(), token));
  }

  private static void token(
      List<IdentityStatement> statements, String source, String family, DecodedToken token) {
    Provenance provenance = token.isSigned() ? Provenance.SIGNED : Provenance.UNSIGNED;
    token.payload().ifPresent(claims -> claims(statements, source, family, claims, provenance));
  }

  private static void claims(
      List<IdentityStatement> statements,
      String source,
      String family,
      ObjectNode claims,
      Provenance provenance) {
    for (TokenClaim claim : TokenClaim.values()) {
      List<String> values = claim.values(claims);
      if (!values.isEmpty()) {
        statements.add(
            new IdentityStatement(source, family, claim.attribute(), values, provenance));
      }
    }
  }

  /** Reads a JSON array, or words between commas. */
  private static List<String> list(String value) {
    if (value.startsWith("[")) {
      try {
        return TokenClaim.strings(JSON.parse(value));
      } catch (MalformedJsonException e) {
        return List.of(value);
      }
    }
    return Arrays.stream(value.split("[,|]", MAX_LIST))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
