package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.diagnosis.request.StrayCredentials;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the sources of an identity with each other. */
final class IdentityChecks {
  private static final int MAX_NAMES = 8;

  private final CallContext context;
  private final List<IdentityStatement> statements;
  private final Function<IdentityStatement, String> safe;
  private final List<Finding> findings = new ArrayList<>();

  IdentityChecks(
      CallContext context,
      List<IdentityStatement> statements,
      Function<IdentityStatement, String> safe) {
    this.context = context;
    this.statements = statements;
    this.safe = safe;
  }

  List<Finding> findings() {
    duplicates();
    Optional<IdentityStatement> basic = BasicUser.in(context);
    if (basic.isPresent() || !statements.isEmpty()) {
      new Disagreements(statements, basic, safe)
          .evidence()
          .forEach(other -> findings.add(IdentityFinding.IDENTITY_DISAGREES.found(other)));
      unsigned();
    }
    elsewhere();
    return findings;
  }

  private void duplicates() {
    IdentityHeaders.in(context)
        .forEach(
            (kind, lines) -> {
              if (lines.size() > 1 && !kind.isPrefix() && !kind.isRepeatable()) {
                boolean same = lines.stream().map(Header::value).distinct().count() == 1;
                findings.add(
                    IdentityFinding.IDENTITY_HEADER_DUPLICATED.found(
                        kind.name()
                            + " × "
                            + lines.size()
                            + (same ? ", equal values" : ", different values")));
              }
            });
  }

  private void unsigned() {
    List<String> names =
        statements.stream()
            .filter(said -> said.provenance() == Provenance.UNSIGNED && said.counts())
            .filter(said -> said.attribute() != CallerAttribute.CREDENTIAL)
            .filter(said -> !said.family().equals(IdentityStatements.BEARER))
            .map(IdentityStatement::source)
            .distinct()
            .toList();
    if (names.isEmpty()) {
      return;
    }
    findings.add(IdentityFinding.IDENTITY_UNSIGNED.found(String.join(", ", names)));
    IdentityHeaders.in(context).keySet().stream()
        .filter(kind -> kind.caller().filter(CallerAttribute.TOKEN::equals).isPresent())
        .filter(
            kind ->
                !StrayCredentials.isAccessToken(kind.name())
                    && isSigned(kind)
                    && hasPlainSibling(kind))
        .findFirst()
        .ifPresent(
            kind ->
                findings.add(
                    IdentityFinding.IDENTITY_SIGNED_ALTERNATIVE.found(
                        kind.name() + " of " + kind.title())));
  }

  /** Reports what arrived instead of a token in the Authorization header. */
  private void elsewhere() {
    if (TokenFacts.of(context).holdsToken()) {
      return;
    }
    boolean named = statements.stream().anyMatch(IdentityStatement::counts);
    if (!named) {
      found(
          IdentityFinding.IDENTITY_OF_GATEWAY,
          sources(said -> said.attribute() == CallerAttribute.CERTIFICATE && said.isGateways()));
    }
    withoutToken(
        sources(
            said ->
                said.attribute().isPersonal()
                    && said.provenance() != Provenance.CONTAINER
                    && said.provenance() != Provenance.TLS
                    && said.counts()));
  }

  private void withoutToken(Stream<String> namedBy) {
    List<String> passedOn =
        StrayCredentials.accessTokens(context).stream()
            .map(line -> line.kind().name())
            .distinct()
            .toList();
    IdentityFinding kind = IdentityFinding.IDENTITY_WITHOUT_TOKEN;
    if (passedOn.isEmpty()) {
      found(kind, namedBy);
      return;
    }
    String names = String.join(", ", passedOn);
    findings.add(
        kind.found(
            "An access token came as " + names + ", and none as Authorization.",
            "arrived as " + capped(Stream.concat(passedOn.stream(), namedBy)),
            kind.fix()));
  }

  private Stream<String> sources(Predicate<IdentityStatement> which) {
    return statements.stream().filter(which).map(IdentityStatement::source);
  }

  private void found(FindingKind kind, Stream<String> sources) {
    String arrived = capped(sources);
    if (!arrived.isEmpty()) {
      findings.add(kind.found("arrived as " + arrived));
    }
  }

  private static String capped(Stream<String> names) {
    return names.distinct().limit(MAX_NAMES).collect(Collectors.joining(", "));
  }

  private boolean isSigned(HeaderKind assertion) {
    return statements.stream()
        .anyMatch(
            said ->
                said.provenance() == Provenance.SIGNED && said.source().equals(assertion.name()));
  }

  private boolean hasPlainSibling(HeaderKind assertion) {
    return statements.stream()
        .anyMatch(
            said ->
                said.provenance() == Provenance.UNSIGNED
                    && said.family().equals(assertion.title()));
  }
}
