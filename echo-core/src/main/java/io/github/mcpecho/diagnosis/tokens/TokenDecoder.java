package io.github.mcpecho.diagnosis.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.redaction.TokenPrefixes;
import io.github.mcpecho.report.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes one token apart and notes what it stumbles over. Not thread-safe. */
final class TokenDecoder {
  private static final int MAX_PARTS = 6;

  /** What Cloud Run puts in the place of a signature that it has verified. */
  private static final String CLOUD_RUN = "SIGNATURE_REMOVED_BY_GOOGLE";

  /** A JWT in which capital and small letters are no longer told apart. */
  private static final Pattern OTHER_CASE =
      Pattern.compile(
          "eyj[a-z0-9_-]+(?:\\.[a-z0-9_-]*){2,4}|EYJ[A-Z0-9_-]+(?:\\.[A-Z0-9_-]*){2,4}");

  private static final Pattern PASETO = Pattern.compile("v[1-4]\\.(?:local|public)(?=\\.)");

  /** How long columns of databases and fields of forms usually are. */
  private static final Set<Integer> USUAL_LIMITS =
      Set.of(191, 250, 255, 256, 500, 512, 1000, 1024, 2000, 2048, 4000, 4096);

  private final List<Finding> findings = new ArrayList<>();
  private int length;
  private Optional<ObjectNode> innerHeader = Optional.empty();

  DecodedToken decode(String token) {
    if (token.length() > DecodedToken.MAX_LENGTH) {
      return nothing(TokenFinding.TOKEN_TOO_LONG.found(token.length() + " characters"));
    }
    length = token.length();
    Matcher paseto = PASETO.matcher(token);
    if (paseto.lookingAt()) {
      return nothing(TokenFinding.TOKEN_PASETO.found(paseto.group()));
    }
    Optional<String> issuer = TokenPrefixes.issuer(token);
    if (issuer.isPresent()) {
      String evidence = "looks like " + issuer.get();
      var wrong = ClaimFinding.TOKEN_KIND_WRONG;
      return nothing(
          OpaqueKind.of(issuer.get())
              .map(kind -> wrong.found(wrong.meaning(), evidence, kind.fix()))
              .orElseGet(() -> TokenFinding.TOKEN_OPAQUE.found(evidence)));
    }
    String jwt = DecodedToken.issuerSigned(token);
    String[] parts = jwt.split("\\.", MAX_PARTS);
    if (!jwt.startsWith(DecodedToken.JSON_START) && OTHER_CASE.matcher(jwt).matches()) {
      return nothing(
          TokenFinding.TOKEN_PART_UNREADABLE.found(
              "The letters of the token have been made all small or all capital",
              "a JWT of " + length + " characters in one case",
              "Look for what changes the case: toLowerCase() over a whole header, a map of"
                  + " headers in small letters, or a rule of a proxy."));
    }
    if (!looksLikeAJwt(parts)) {
      int all = token.split("\\.", MAX_PARTS).length;
      return nothing(TokenFinding.TOKEN_OPAQUE.found(count(all) + ", none of them JSON"));
    }
    return switch (parts.length) {
      case 2, 3 -> {
        if (jwt.length() < token.length()) {
          disclosures(token.substring(jwt.length() + 1));
        }
        yield signed(parts);
      }
      case 5 -> encrypted(parts[0]);
      default -> nothing(TokenFinding.TOKEN_NOT_A_JWT.found(count(parts.length)));
    };
  }

  private static String count(int parts) {
    String count = parts == MAX_PARTS ? MAX_PARTS + " or more" : Integer.toString(parts);
    return count + (parts == 1 ? " part" : " parts between dots");
  }

  /** An opaque token may have dots too (RFC 6750 §2.1); of a JWT a part is, or was, JSON. */
  private static boolean looksLikeAJwt(String[] parts) {
    return isJson(parts[0]) || parts.length > 1 && isJson(parts[1]);
  }

  private static boolean isJson(String part) {
    return part.startsWith(DecodedToken.JSON_START)
        || Base64Part.decode(part)
            .bytes()
            .filter(bytes -> JsonPart.parse(bytes).object().isPresent())
            .isPresent();
  }

  private DecodedToken signed(String[] parts) {
    Optional<ObjectNode> header = read("header", parts[0]);
    if (header.filter(TokenDecoder::holdsClaims).isPresent()) {
      return nothing(
          TokenFinding.TOKEN_NOT_A_JWT.found(
              "claims where the header should be: the first part is missing, or the order is"
                  + " another"));
    }
    Optional<ObjectNode> payload =
        isDetached(header, parts[1]) ? Optional.empty() : payload(header, parts[1]);
    if (parts.length == 2) {
      findings.add(
          TokenFinding.TOKEN_NOT_SIGNED.found("two parts, the third is missing" + sign("; ")));
    } else if (parts[2].isEmpty()) {
      findings.add(
          TokenFinding.TOKEN_NOT_SIGNED.found("nothing after the second dot" + sign("; ")));
    } else {
      signature(header, parts[2]);
    }
    return new DecodedToken(header, payload, innerHeader, findings);
  }

  private static boolean holdsClaims(ObjectNode first) {
    return !first.has("alg") && (first.has("iss") || first.has("sub") || first.has("exp"));
  }

  private void signature(Optional<ObjectNode> header, String part) {
    if (SignatureChecks.isReplaced(part)) {
      findings.add(
          TokenFinding.TOKEN_SIGNATURE_REPLACED.found(
              part.equals(CLOUD_RUN) ? CLOUD_RUN : "a word or signs"));
      return;
    }
    Base64Part signature = Base64Part.decode(part);
    String algorithm = header.map(json -> json.path("alg").asText()).orElse("");
    signature
        .bytes()
        .flatMap(bytes -> SignatureChecks.length(algorithm, bytes))
        .map(
            finding ->
                finding
                    .kind()
                    .found(finding.message(), finding.evidence() + sign("; "), finding.fix()))
        .ifPresentOrElse(findings::add, () -> noteEncoding("signature", signature));
  }

  /** The payload may be another JWT (RFC 7519 §5.2, appendix A.2), whose claims count. */
  private Optional<ObjectNode> payload(Optional<ObjectNode> header, String part) {
    Optional<String> inner =
        Base64Part.decode(part)
            .bytes()
            .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
            .flatMap(
                text ->
                    DecodedToken.inside(
                        header.map(json -> json.path("cty").asText()).orElse(""), text));
    if (inner.isEmpty()) {
      return read("payload", part);
    }
    String[] parts = inner.get().split("\\.", MAX_PARTS);
    if (parts.length == 5) {
      findings.add(TokenFinding.TOKEN_ENCRYPTED.found("the token inside"));
      return Optional.empty();
    }
    if (parts.length < 2) {
      return read("payload", part);
    }
    innerHeader = read("header of the token inside", parts[0]);
    return read("payload of the token inside", parts[1]);
  }

  private DecodedToken encrypted(String headerPart) {
    Optional<ObjectNode> header = read("header", headerPart);
    header
        .map(
            json ->
                json.has("enc")
                    ? TokenFinding.TOKEN_ENCRYPTED.found("five parts")
                    : TokenFinding.TOKEN_NOT_A_JWT.found(
                        "five parts, and a header without enc, which a JWE has"))
        .ifPresent(findings::add);
    return new DecodedToken(header, Optional.empty(), innerHeader, findings);
  }

  /** A detached payload travels elsewhere (RFC 7515 appendix F, RFC 7797). */
  private boolean isDetached(Optional<ObjectNode> header, String payloadPart) {
    boolean unencoded = header.map(json -> json.path("b64").isBoolean()).orElse(false);
    if (unencoded || (header.isPresent() && payloadPart.isEmpty())) {
      String why = payloadPart.isEmpty() ? "the payload is empty" : "the header has b64";
      findings.add(TokenFinding.TOKEN_PAYLOAD_DETACHED.found(why));
      return true;
    }
    return false;
  }

  private void disclosures(String afterIssuerPart) {
    long count = afterIssuerPart.chars().filter(c -> c == '~').count();
    boolean keyBinding = !afterIssuerPart.isEmpty() && !afterIssuerPart.endsWith("~");
    findings.add(
        TokenFinding.TOKEN_SELECTIVE_DISCLOSURE.found(
            count + " disclosures, key binding " + (keyBinding ? "present" : "absent")));
  }

  private Optional<ObjectNode> read(String name, String part) {
    Base64Part decoded = Base64Part.decode(part);
    Optional<JsonPart> json = decoded.bytes().map(JsonPart::parse);
    boolean isWhole = json.flatMap(JsonPart::object).isPresent();
    // What was cut off elsewhere than between two bytes ends in unused bits, whoever wrote it.
    if (isWhole || !decoded.flaws().equals(Set.of(Base64Part.Flaw.UNUSED_BITS))) {
      noteEncoding(name, decoded);
    }
    return json.flatMap(read -> object(name, read));
  }

  private Optional<ObjectNode> object(String name, JsonPart json) {
    if (json.byteOrderMark()) {
      findings.add(TokenFinding.TOKEN_BYTE_ORDER_MARK.found(name));
    }
    if (json.object().isEmpty()) {
      unreadable(name, json.problem(), json.fix());
    }
    return json.object();
  }

  private void noteEncoding(String name, Base64Part part) {
    if (part.bytes().isEmpty()) {
      unreadable(name, part.damage(), Optional.empty());
    } else if (!part.flaws().isEmpty()) {
      List<String> flaws = part.flaws().stream().map(Base64Part.Flaw::inWords).toList();
      findings.add(TokenFinding.TOKEN_ENCODING.found(name + ": " + String.join(", ", flaws)));
    }
  }

  private void unreadable(String name, String why, Optional<String> fix) {
    TokenFinding kind = TokenFinding.TOKEN_PART_UNREADABLE;
    findings.add(
        kind.found(
            "The " + name + " cannot be read: " + why,
            name + " of a token of " + length + " characters" + sign(", "),
            fix.orElse(kind.fix())));
  }

  /** Returns by what it is seen that the end of the token was cut off; empty if nothing tells. */
  private String sign(String separator) {
    return USUAL_LIMITS.contains(length)
        ? separator + "as much as a column or a field of " + length + " characters holds"
        : "";
  }

  private DecodedToken nothing(Finding why) {
    findings.add(why);
    return new DecodedToken(Optional.empty(), Optional.empty(), innerHeader, findings);
  }
}
