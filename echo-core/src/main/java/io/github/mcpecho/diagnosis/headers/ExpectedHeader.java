package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.identity.CallerHeaders;
import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.StrayCredentials;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.Token;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.AuthSchemes;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a header that the caller sent, or meant to send.
 *
 * @param name in lower case, redacted
 * @param fingerprints of the values that arrived, in order; passwords have none, and are not
 *     compared
 * @param finding what is wrong, if something is
 */
record ExpectedHeader(
    String name, Status status, List<String> fingerprints, Optional<Finding> finding) {
  private static final String USE_HYPHENS =
      "Use hyphens in the name: nginx and others drop names with underscores"
          + " (underscores_in_headers on lets them through).";

  enum Status {
    PRESENT("✅"),
    ABSENT("❌", HeaderFinding.HEADER_EXPECTED_ABSENT),
    EMPTY("⚠️", HeaderFinding.HEADER_EXPECTED_EMPTY),
    DUPLICATED("⚠️", HeaderFinding.HEADER_EXPECTED_DUPLICATED),
    DIFFERENT("❌", HeaderFinding.HEADER_EXPECTED_DIFFERENT),
    CONFLICTING("⚠️", HeaderFinding.HEADER_EXPECTED_CONFLICTING),
    PLACEHOLDER("❌"),
    /** The platform in front put its own credential in the place of the caller's. */
    PLATFORM("❌");

    private final String sign;
    private final Optional<HeaderFinding> kind;

    Status(String sign) {
      this.sign = sign;
      this.kind = Optional.empty();
    }

    Status(String sign, HeaderFinding kind) {
      this.sign = sign;
      this.kind = Optional.of(kind);
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Compares what is expected with what arrived.
   *
   * @param expect an array of names, or an object of names and fingerprints
   */
  static List<ExpectedHeader> compare(JsonNode expect, CallContext context, Redactor redactor) {
    var compared = new ArrayList<ExpectedHeader>();
    if (expect.isObject()) {
      for (Map.Entry<String, JsonNode> member : expect.properties()) {
        compared.add(
            of(name(member.getKey()), Optional.of(member.getValue().asText()), context, redactor));
      }
    } else {
      expect.forEach(
          name -> compared.add(of(name(name.asText()), Optional.empty(), context, redactor)));
    }
    return compared;
  }

  /**
   * Takes a name out of a line that somebody copied: {@code Authorization:} and a blank or nothing
   * behind it. What stands there without one may be a user and a password.
   */
  private static String name(String line) {
    int colon = line.indexOf(':');
    boolean isLine =
        colon > 0
            && Token.is(line.substring(0, colon).strip())
            && (colon + 1 == line.length() || Character.isWhitespace(line.charAt(colon + 1)));
    return (isLine ? line.substring(0, colon) : line).strip();
  }

  boolean isAbsentAuthorization() {
    return status == Status.ABSENT && isAuthorization(name);
  }

  String toText() {
    return status.sign + " " + name + ": " + status.text() + fingerprints(fingerprints);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("name", name).put("status", status.text());
    var list = json.putArray("fingerprints");
    fingerprints.forEach(list::add);
    return json;
  }

  private static ExpectedHeader of(
      String name, Optional<String> fingerprint, CallContext context, Redactor redactor) {
    List<String> values = context.headers().all(name);
    List<String> arrived =
        values.stream()
            .map(value -> redactor.headerFingerprint(name, value))
            .flatMap(Optional::stream)
            .toList();
    String shown = redactor.name(name);
    Status status = status(name, values, arrived, fingerprint);
    if (status == Status.PRESENT || status == Status.DIFFERENT) {
      Optional<ExpectedHeader> replaced = replaced(name, values.get(0), arrived, context, redactor);
      if (replaced.isPresent()) {
        return replaced.get();
      }
    }
    Optional<RenamedHeader> renamed =
        status == Status.ABSENT && !isAuthorization(name)
            ? RenamedHeader.of(name, fingerprint, context.headers(), redactor)
            : Optional.empty();
    String evidence =
        switch (status) {
          case ABSENT ->
              shown
                  + elsewhere(name, context, redactor)
                      .or(() -> renamed.map(RenamedHeader::words))
                      .map(words -> ": " + words)
                      .orElse("");
          case DUPLICATED -> shown + " × " + values.size() + fingerprints(arrived);
          case DIFFERENT -> shown + fingerprints(arrived) + ", expected " + fingerprint.orElse("");
          default -> shown;
        };
    Optional<Finding> finding =
        status
            .kind
            .filter(kind -> status != Status.EMPTY || !isAuthorization(name))
            .map(
                kind ->
                    kind.found(
                        kind.meaning(),
                        evidence,
                        status == Status.ABSENT
                            ? renamed
                                .map(RenamedHeader::fix)
                                .orElseGet(() -> fix(name, context, kind.fix()))
                            : kind.fix()));
    return new ExpectedHeader(shown, status, arrived, finding);
  }

  /**
   * Returns the header if its value is not the caller's but a placeholder, or the token of a
   * platform. The Authorization header gets no finding here: every report judges it.
   */
  private static Optional<ExpectedHeader> replaced(
      String name, String value, List<String> arrived, CallContext context, Redactor redactor) {
    String shown = redactor.name(name);
    if (Placeholders.inHeader(name, value).isPresent()) {
      Optional<Finding> finding =
          isAuthorization(name)
              ? Optional.empty()
              : CallerHeaders.placeholder(name, value, redactor);
      return Optional.of(new ExpectedHeader(shown, Status.PLACEHOLDER, arrived, finding));
    }
    return isAuthorization(name) && CallerHeaders.platformToken(context).isPresent()
        ? Optional.of(new ExpectedHeader(shown, Status.PLATFORM, arrived, Optional.empty()))
        : Optional.empty();
  }

  private static boolean isAuthorization(String name) {
    return name.equalsIgnoreCase("authorization");
  }

  /** A proxy that drops a name for its underscore is told before one that may drop any header. */
  private static String fix(String name, CallContext context, String general) {
    if (isAuthorization(name) && !StrayCredentials.in(context).isEmpty()) {
      return CallerHeaders.nameFix(context);
    }
    Intermediaries inFront = Intermediaries.of(context);
    boolean isUnderscored = name.indexOf('_') >= 0;
    String fix = inFront.fix(problem(name), isUnderscored ? USE_HYPHENS : general);
    return isUnderscored ? inFront.fix(Intermediaries.UNDERSCORE_LOST, fix) : fix;
  }

  private static String problem(String name) {
    if (isAuthorization(name)) {
      return Intermediaries.AUTHORIZATION;
    }
    return HeaderCatalogue.findFolded(name).caller().isPresent()
        ? Intermediaries.IDENTITY
        : Intermediaries.HEADER;
  }

  /** Returns under which name the credential of the Authorization header arrived, in words. */
  private static Optional<String> elsewhere(String name, CallContext context, Redactor redactor) {
    return isAuthorization(name) ? StrayCredentials.arrival(context, redactor) : Optional.empty();
  }

  private static Status status(
      String name, List<String> values, List<String> arrived, Optional<String> fingerprint) {
    if (values.isEmpty()) {
      return Status.ABSENT;
    }
    boolean ofUrl = HeaderCatalogue.findFolded(name).url().isPresent();
    List<String> said = FieldList.of(String.join(",", values).toLowerCase(Locale.ROOT));
    if (ofUrl && said.stream().distinct().count() > 1) {
      return Status.CONFLICTING;
    }
    if (values.size() > 1 && !HeaderCatalogue.findFolded(name).isRepeatable()) {
      return Status.DUPLICATED;
    }
    String only = values.get(0).strip();
    if (only.isEmpty() || isAuthorization(name) && AuthSchemes.isKnown(only)) {
      return Status.EMPTY;
    }
    return arrived.stream().allMatch(value -> fingerprint.orElse(value).equalsIgnoreCase(value))
        ? Status.PRESENT
        : Status.DIFFERENT;
  }

  private static String fingerprints(List<String> arrived) {
    return arrived.isEmpty() ? "" : ", fingerprint " + String.join(", ", arrived);
  }
}
