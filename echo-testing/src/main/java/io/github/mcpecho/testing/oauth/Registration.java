package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.MalformedJsonException;
import java.util.Optional;
import java.util.Set;

/** How a client comes to be known. */
final class Registration {
  private static final Set<String> APPLICATION_TYPES = Set.of("native", "web");

  private Registration() {}

  /** The order is for clients that can do both: one without a document on the web registers. */
  static Optional<String> order(Step step) {
    return step.serverMetadata().path("client_id_metadata_document_supported").asBoolean()
        ? step.authorizations().stream()
            .map(one -> Step.parametersOf(one).first("client_id").orElse(""))
            .filter(Clients::isDocumentUrl)
            .findFirst()
            .map(url -> "client_id_metadata_document_supported is true, and there is " + url)
        : Optional.empty();
  }

  static Optional<String> applicationType(Step step) {
    JsonNode type = metadata(step).path("application_type");
    return APPLICATION_TYPES.contains(type.asText())
        ? Optional.empty()
        : Optional.of(type.isMissingNode() ? "no application_type" : "application_type is " + type);
  }

  static Optional<String> unfitType(Step step) {
    Set<String> redirects = redirects(step);
    return metadata(step).path("application_type").asText().equals("web")
            && !redirects.isEmpty()
            && redirects.stream().allMatch(Client::isOnLoopback)
        ? Optional.of("application_type is web, and each of redirect_uris is on this machine")
        : Optional.empty();
  }

  static Optional<String> insecureRedirects(Step step) {
    return redirects(step).stream().filter(Registration::isInsecure).findFirst();
  }

  static Optional<String> invalidRedirects(Step step) {
    return redirects(step).stream().filter(Registration::isInvalid).findFirst();
  }

  static Optional<String> withoutRedirects(Step step) {
    Set<String> grants = Step.texts(metadata(step).path("grant_types"));
    boolean redirects = grants.isEmpty() || grants.contains("authorization_code");
    return redirects && redirects(step).isEmpty()
        ? Optional.of("a registration without redirect_uris")
        : Optional.empty();
  }

  private static Set<String> redirects(Step step) {
    return Step.texts(metadata(step).path("redirect_uris"));
  }

  /** A scheme of an application's own is its to judge (RFC 8252 §7.1). */
  static boolean isInsecure(String redirectUri) {
    return redirectUri.regionMatches(true, 0, "http:", 0, 5)
        && !Client.isOnLoopback(redirectUri.split("#", 2)[0]);
  }

  static boolean isInvalid(String redirectUri) {
    return !isInsecure(redirectUri) && !Client.isAcceptable(redirectUri);
  }

  static Optional<String> elsewhere(Step step) {
    return step.told()
        .registration(step.clientId())
        .filter(known -> !known.serverPath().equals(step.urls().serverPath()))
        .map(known -> "of another server than " + step.urls().issuer());
  }

  /** Returns what a client registers with; an empty object if that cannot be read. */
  static JsonNode metadata(Step step) {
    try {
      return HttpAnswer.JSON.parse(step.call().rawBody());
    } catch (MalformedJsonException e) {
      return Json.object();
    }
  }
}
