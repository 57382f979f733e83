package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges the metadata of an authorization server (RFC 8414, OpenID Connect Discovery).
 *
 * @param scopes that clients are told to ask for
 */
record AuthorizationServerJudge(Examination examination, List<String> scopes, Notes notes) {
  private static final String OPENID_PATH = "/.well-known/openid-configuration";

  /** OpenID Connect Discovery 1.0 §3, beside what RFC 8414 demands. */
  private static final List<String> OF_OPENID =
      List.of("jwks_uri", "subject_types_supported", "id_token_signing_alg_values_supported");

  /** MCP authorization: all of them are served over HTTPS. */
  private static final List<String> ENDPOINTS =
      List.of("authorization_endpoint", "token_endpoint", "registration_endpoint");

  private static final String RESPONSE_TYPES = "response_types_supported";

  private static final String GRANT_TYPES = "grant_types_supported";

  static final String METADATA_PATH = "/.well-known/oauth-authorization-server";

  /** Judges the servers of these issuers; some clients know the first alone. */
  void judge(List<String> issuers) {
    DoctorFinding missing = DoctorFinding.AUTHORIZATION_SERVER_METADATA_MISSING;
    for (String issuer : issuers) {
      judge(issuer, missing);
      missing = DoctorFinding.AUTHORIZATION_SERVER_ALSO_MISSING;
    }
  }

  private void judge(String issuer, DoctorFinding missing) {
    var tried = new ArrayList<Document>();
    for (String place : places(issuer)) {
      Document document = Document.get(examination, place);
      if (document.refused().isPresent()) {
        noteRefused(
            isWithoutTls(issuer)
                ? DoctorFinding.AUTHORIZATION_SERVER_WITHOUT_TLS
                : DoctorFinding.AUTHORIZATION_CONTACT_REFUSED,
            issuer,
            document);
        return;
      }
      tried.add(document);
      if (document.isJson()) {
        judge(issuer, document);
        return;
      }
    }
    notes.found(
        missing, String.join("; ", tried.stream().map(d -> d.described(examination)).toList()));
  }

  /** What the user does not want asked is no fault of the metadata that names it. */
  private void noteRefused(DoctorFinding kind, String url, Document document) {
    String shown = examination.shown().url(url);
    String why = document.refused().orElseThrow();
    if (examination.order().discovery) {
      notes.found(kind, shown + ": " + why);
    } else {
      notes.unchecked(Leg.AUTHORIZATION, shown, why);
    }
  }

  /** Clients refuse it as the doctor does. */
  private static boolean isWithoutTls(String issuer) {
    return Document.uri(issuer)
        .filter(uri -> "http".equalsIgnoreCase(uri.getScheme()))
        .filter(uri -> Host.ofNode(uri.getHost()).scope() != HostScope.LOOPBACK)
        .isPresent();
  }

  /** In the order of MCP: before the path by RFC 8414, the same by OpenID, then behind the path. */
  private static List<String> places(String issuer) {
    Optional<URI> uri = Document.uri(issuer);
    if (uri.isEmpty()) {
      return List.of(issuer);
    }
    String origin = MetadataCheck.origin(uri.get());
    String raw = uri.get().getRawPath();
    String path = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    List<String> places = new ArrayList<>();
    places.add(origin + METADATA_PATH + path);
    places.add(origin + OPENID_PATH + path);
    if (!path.isEmpty()) {
      places.add(origin + path + OPENID_PATH);
    }
    return places;
  }

  private void judge(String issuer, Document metadata) {
    String shown = examination.shown().url(issuer);
    if (!metadata.text("issuer").equals(issuer)) {
      notes.found(
          DoctorFinding.AUTHORIZATION_ISSUER_OTHER,
          shown + " says that it is " + said(metadata.json().path("issuer")));
    }
    if (!metadata.texts("code_challenge_methods_supported").contains("S256")) {
      notes.found(DoctorFinding.AUTHORIZATION_PKCE_MISSING, shown);
    }
    boolean registers =
        metadata.json().hasNonNull("registration_endpoint")
            || metadata.json().path("client_id_metadata_document_supported").asBoolean();
    if (!registers) {
      notes.found(DoctorFinding.AUTHORIZATION_NO_REGISTRATION, shown);
    }
    for (String endpoint : ENDPOINTS) {
      boolean isWanted =
          !endpoint.equals("registration_endpoint") || metadata.json().hasNonNull(endpoint);
      if (isWanted && Document.uri(metadata.text(endpoint)).isEmpty()) {
        notes.found(
            DoctorFinding.AUTHORIZATION_ENDPOINT_MISSING,
            shown + ": " + metadata.said(endpoint, examination.shown()));
      }
    }
    ENDPOINTS.stream()
        .map(endpoint -> Map.entry(endpoint, metadata.text(endpoint)))
        .filter(endpoint -> isWithoutTls(endpoint.getValue()))
        .forEach(
            endpoint ->
                notes.found(
                    DoctorFinding.AUTHORIZATION_SERVER_WITHOUT_TLS,
                    endpoint.getKey() + " is " + examination.shown().url(endpoint.getValue())));
    checkGrant(shown, metadata);
    ResultForm.objection("server metadata", metadata.json())
        .ifPresent(
            why -> notes.found(DoctorFinding.AUTHORIZATION_MEMBER_MISTYPED, shown + ": " + why));
    checkOpenId(shown, metadata);
    if (!metadata.json().path("authorization_response_iss_parameter_supported").asBoolean()) {
      notes.found(DoctorFinding.AUTHORIZATION_ISS_UNSUPPORTED, shown);
    }
    checkScopes(shown, metadata);
    checkPage(metadata);
    checkKeys(metadata);
  }

  /**
   * What a client that a person uses asks for: grants have a default, response types have to be
   * there (RFC 8414 §2).
   */
  private void checkGrant(String shown, Document metadata) {
    require(shown, metadata, RESPONSE_TYPES, "code");
    if (metadata.json().has(GRANT_TYPES)) {
      require(shown, metadata, GRANT_TYPES, "authorization_code");
    }
  }

  private void require(String shown, Document metadata, String member, String value) {
    boolean isMistyped = metadata.json().has(member) && !metadata.json().path(member).isArray();
    if (!isMistyped && !metadata.texts(member).contains(value)) {
      notes.foundOnce(
          DoctorFinding.AUTHORIZATION_CODE_UNSUPPORTED,
          shown + ": " + metadata.said(member, examination.shown()));
    }
  }

  /** Who comes to the place of OpenID last reads what it finds as that. */
  private void checkOpenId(String shown, Document metadata) {
    String missing =
        OF_OPENID.stream()
            .filter(member -> !metadata.json().has(member))
            .collect(Collectors.joining(", "));
    if (metadata.url().contains(OPENID_PATH)) {
      notes.foundAny(
          DoctorFinding.AUTHORIZATION_OPENID_INCOMPLETE,
          missing.isEmpty() ? "" : shown + ": without " + missing);
    }
  }

  private String said(JsonNode issuer) {
    return issuer.isTextual()
        ? examination.shown().url(issuer.asText())
        : issuer.isMissingNode() ? "nobody" : examination.shown().evidence(issuer.toString());
  }

  /** A server may list fewer than it knows (RFC 8414 §2), so this is no error. */
  private void checkScopes(String shown, Document metadata) {
    List<String> listed = metadata.texts("scopes_supported");
    List<String> unlisted = scopes.stream().filter(scope -> !listed.contains(scope)).toList();
    if (!listed.isEmpty() && !unlisted.isEmpty()) {
      notes.found(
          DoctorFinding.AUTHORIZATION_SCOPE_UNLISTED,
          shown + ": " + examination.shown().evidence(String.join(" ", unlisted)));
    }
  }

  /** A page reads the metadata, and registers by a request that its browser asks about first. */
  private void checkPage(Document metadata) {
    if (examination.order().origin.isEmpty()) {
      return;
    }
    var hidden = new ArrayList<String>();
    if (metadata.isHiddenFromPage(examination)) {
      hidden.add(metadata.described(examination));
    }
    Document.uri(metadata.text("registration_endpoint"))
        .map(this::preflight)
        .flatMap(Result::answer)
        .filter(answer -> answer.header("Access-Control-Allow-Origin").isEmpty())
        .ifPresent(
            answer -> hidden.add("the preflight of its registration: status " + answer.status()));
    if (!hidden.isEmpty()) {
      notes.found(DoctorFinding.AUTHORIZATION_SERVER_CORS, String.join("; ", hidden));
    }
  }

  private Result preflight(URI endpoint) {
    return examination.send(
        Request.of("OPTIONS", endpoint)
            .with("Origin", examination.order().origin.orElseThrow())
            .with("Access-Control-Request-Method", "POST")
            .with("Access-Control-Request-Headers", "content-type")
            .withoutCredentials());
  }

  private void checkKeys(Document metadata) {
    if (!metadata.json().hasNonNull("jwks_uri")) {
      return;
    }
    String url = metadata.text("jwks_uri");
    if (!url.contains("://")) {
      notes.found(
          DoctorFinding.AUTHORIZATION_KEYS_MISSING,
          metadata.said("jwks_uri", examination.shown()) + ", which is no URL",
          "Write jwks_uri as a whole URL, with https and the host.");
      return;
    }
    Document keys = Document.get(examination, url);
    if (keys.refused().isPresent()) {
      noteRefused(DoctorFinding.AUTHORIZATION_CONTACT_REFUSED, url, keys);
    } else if (!keys.json().path("keys").isArray()) {
      notes.found(DoctorFinding.AUTHORIZATION_KEYS_MISSING, keys.described(examination));
    }
  }
}
