package io.github.mcpecho.diagnosis.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.diagnosis.tokens.DecodedToken;
import io.github.mcpecho.diagnosis.tokens.PresentedToken;
import io.github.mcpecho.diagnosis.tokens.TokenFacts;
import io.github.mcpecho.diagnosis.tokens.TokenJudge;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.TlsSession;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * Everything one request says about its caller, with who says it. Nothing of it has been verified
 * but the certificate of the TLS connection. Immutable.
 */
public final class Identity {
  private static final List<CallerAttribute> SHOWN =
      List.of(
          CallerAttribute.USER_ID,
          CallerAttribute.USERNAME,
          CallerAttribute.NAME,
          CallerAttribute.EMAIL,
          CallerAttribute.ROLES,
          CallerAttribute.GROUPS);
  private static final int MAX_VALUE = 256;

  private final CallContext context;
  private final List<IdentityStatement> statements;
  private final Redactor redactor;
  private final List<Finding> findings;

  private Identity(CallContext context, List<IdentityStatement> statements, Redactor redactor) {
    this.context = context;
    this.statements = statements;
    this.redactor = redactor;
    this.findings = new IdentityChecks(context, statements, this::safe).findings();
  }

  /**
   * Gathers what is said, by this request and by its bearer token if there is one. The own token of
   * a platform in front does not say who the caller is.
   */
  public static Identity of(CallContext context, Redactor redactor) {
    TokenFacts facts = TokenFacts.of(context);
    Optional<DecodedToken> bearer =
        facts
            .presented()
            .filter(PresentedToken::isBearer)
            .filter(token -> CallerHeaders.platformToken(context).isEmpty())
            .map(facts::decoded);
    return new Identity(context, IdentityStatements.of(context, bearer, redactor), redactor);
  }

  /**
   * Returns all that is wrong with what a request says about its caller beside a token: names with
   * underscores and placeholders too; nothing that is for information alone.
   *
   * @param judge of what is signed
   */
  public static List<Finding> judgeAll(CallContext context, TokenJudge judge, Redactor redactor) {
    var findings = new ArrayList<>(UnderscoredNames.judge(context, redactor));
    findings.addAll(CallerHeaders.judge(context, redactor));
    findings.addAll(judge(context, judge, redactor));
    return findings;
  }

  /**
   * Returns what is wrong with the sources, and with what is signed in them; nothing that is for
   * information alone.
   *
   * @param judge of what is signed
   */
  public static List<Finding> judge(CallContext context, TokenJudge judge, Redactor redactor) {
    return isToldBesideToken(context)
        ? Stream.concat(
                Assertions.judge(context, judge, context.receivedAt()).stream(),
                of(context, redactor).findings().stream())
            .filter(finding -> finding.severity() != Severity.INFO)
            .toList()
        : List.of();
  }

  private static boolean isToldBesideToken(CallContext context) {
    List<KnownHeader> headers = RequestFacts.of(context).headers();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).kind().caller().isPresent()) {
        return true;
      }
    }
    return context.connection().tls().flatMap(TlsSession::clientCertificate).isPresent();
  }

  /**
   * Returns the sources that name the caller, without the bearer token: headers and the container.
   */
  public List<String> namedBy() {
    return statements.stream()
        .filter(said -> !said.family().equals(IdentityStatements.BEARER))
        .filter(IdentityStatement::counts)
        .map(IdentityStatement::source)
        .distinct()
        .toList();
  }

  /** Returns the source that names the caller and was verified before the request came. */
  public Optional<String> verifiedBy() {
    return statements.stream()
        .filter(said -> said.provenance() == Provenance.TLS && said.counts())
        .findFirst()
        .map(IdentityStatement::source);
  }

  /** Returns what arrived in place of an identity, in a sentence. */
  public Optional<String> said() {
    return statements.stream()
        .filter(said -> !said.doubt().isEmpty())
        .findFirst()
        .map(said -> said.source() + " arrived: " + said.doubt() + ".");
  }

  /**
   * Returns the user as the first source of each attribute names it, by a certificate if nothing
   * else does; may be empty.
   */
  public Section.Builder user() {
    Section.Builder section = Section.titled("user", "👤 User Information");
    List<IdentityStatement> shown = SHOWN.stream().flatMap(one -> first(one).stream()).toList();
    shown.forEach(said -> show(section, said));
    if (shown.isEmpty()) {
      first(CallerAttribute.CERTIFICATE).ifPresent(said -> show(section, said));
    }
    return section;
  }

  private Optional<IdentityStatement> first(CallerAttribute attribute) {
    for (IdentityStatement said : statements) {
      if (said.attribute() == attribute && said.counts()) {
        return Optional.of(said);
      }
    }
    return Optional.empty();
  }

  /** Returns one line for each source, with its worth; may be empty. */
  public Section.Builder sources() {
    Section.Builder section = Section.titled("identitySources", "🪪 Identity Sources");
    ArrayNode facts = Json.array();
    var lines = new LinkedHashMap<String, String>();
    for (IdentityStatement said : statements) {
      String shown = said.attribute().label() + " " + safe(said);
      lines.merge(said.source(), shown, (before, more) -> before + ", " + more);
      facts
          .addObject()
          .put("source", said.source())
          .put("family", said.family())
          .put("attribute", said.attribute().key())
          .put("value", safe(said))
          .put("provenance", said.provenance().name());
    }
    lines.forEach(
        (source, shown) -> section.text(source + ": " + shown + " (" + worth(source) + ")"));
    return section.value(facts);
  }

  /** Returns whose the certificate of the TLS connection is, of whom and for how long. */
  public Section.Builder certificate() {
    Section.Builder section =
        Section.titled("clientCertificate", "📜 Client Certificate (verified in the handshake)");
    context
        .connection()
        .tls()
        .flatMap(TlsSession::clientCertificate)
        .ifPresent(
            certificate ->
                section
                    .field("subject", "Subject", safe(certificate.getSubjectX500Principal()))
                    .field("issuer", "Issuer", safe(certificate.getIssuerX500Principal()))
                    .field("notBefore", "From", certificate.getNotBefore().toInstant().toString())
                    .field("notAfter", "Until", certificate.getNotAfter().toInstant().toString()));
    return section;
  }

  private String safe(X500Principal name) {
    return SafeText.cap(redactor.personal(name.getName()), MAX_VALUE);
  }

  private String worth(String source) {
    return statements.stream()
        .filter(said -> said.source().equals(source))
        .findFirst()
        .map(said -> said.doubt().isEmpty() ? said.provenance().words() : said.doubt())
        .orElse("");
  }

  public List<Finding> findings() {
    return findings;
  }

  /** Returns whether two sources name different users. */
  public boolean isDisputed() {
    return findings.stream()
        .anyMatch(finding -> finding.kind() == IdentityFinding.IDENTITY_DISAGREES);
  }

  private void show(Section.Builder section, IdentityStatement said) {
    CallerAttribute attribute = said.attribute();
    if (attribute.isList()) {
      ArrayNode values = Json.array();
      said.values().forEach(value -> values.add(safe(said, value)));
      section.text(attribute.label() + ": " + quoted(said)).fact(attribute.key(), values);
    } else {
      section.field(attribute.key(), attribute.label(), safe(said));
    }
  }

  private String quoted(IdentityStatement said) {
    return said.values().stream()
        .map(value -> "\"" + safe(said, value) + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String safe(IdentityStatement said) {
    return said.attribute().isList() ? quoted(said) : safe(said, said.value());
  }

  private String safe(IdentityStatement said, String value) {
    return SafeText.cap(shown(said, value), MAX_VALUE);
  }

  private String shown(IdentityStatement said, String value) {
    if (said.isWholeHeader()) {
      return redactor.header(said.source(), value);
    }
    return switch (said.attribute()) {
      case USER_ID -> redactor.personal("sub", value);
      case CLIENT_ID -> redactor.text("client_id", value);
      case CERTIFICATE -> redactor.personal(value);
      default -> said.attribute().isPersonal() ? redactor.personal(value) : redactor.text(value);
    };
  }
}
