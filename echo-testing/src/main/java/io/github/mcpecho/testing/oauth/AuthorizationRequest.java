package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.testing.RecordedCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client sends its user to the authorization server with, but for resource and scopes. */
final class AuthorizationRequest {
  private static final int MOST_AUTHORIZATIONS = 3;

  /** SHA-256 in base64url without padding (RFC 7636 §4.2, Appendix A). */
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private AuthorizationRequest() {}

  static Optional<String> insecureRedirect(Step step) {
    return step.parameters().first("redirect_uri").filter(Registration::isInsecure);
  }

  static Optional<String> invalidRedirect(Step step) {
    return step.parameters().first("redirect_uri").filter(Registration::isInvalid);
  }

  static Optional<String> redirect(Step step) {
    Optional<List<String>> registered =
        step.told()
            .registration(step.clientId())
            .map(known -> List.copyOf(Step.texts(known.metadata().path("redirect_uris"))))
            .or(() -> known(step).map(Client::redirectUris));
    Optional<String> redirectUri = step.parameters().first("redirect_uri");
    return redirectUri.isPresent()
        ? redirectUri.filter(
            uri ->
                registered
                    .filter(uris -> !uris.isEmpty())
                    .filter(uris -> !Client.isOneOf(uris, uri))
                    .isPresent())
        : registered
            .filter(uris -> uris.size() > 1)
            .map(uris -> "no redirect_uri, and %d are registered".formatted(uris.size()));
  }

  static Optional<Client> known(Step step) {
    return step.settings().clients().stream()
        .filter(client -> client.id().equals(step.clientId()))
        .findFirst();
  }

  static Optional<String> unknownClient(Step step) {
    String id = step.clientId();
    if (isForgotten(step)) {
      return Optional.of(id + ", which the token endpoint answered with invalid_client");
    }
    boolean hasDocument = step.settings().takesDocuments() && Clients.isDocumentUrl(id);
    return id.isEmpty() || hasDocument || known(step).isPresent() || isRegistered(step, id)
        ? Optional.empty()
        : Optional.of(id);
  }

  /** Where a revision has a rule about clients of other servers, that is the one to name. */
  private static boolean isRegistered(Step step, String id) {
    return step.told()
        .registration(id)
        .filter(
            known ->
                AuthorizationFinding.OAUTH_CLIENT_OF_ANOTHER_SERVER.holdsIn(step.revision())
                    || known.serverPath().equals(step.urls().serverPath()))
        .isPresent();
  }

  /** Registered clients register anew then; others cannot. At the token endpoint it may be news. */
  private static boolean isForgotten(Step step) {
    return step.place() == Place.AUTHORIZATION
        && step.settings().has(Variation.CLIENT_FORGOTTEN)
        && step.told().registration(step.clientId()).isPresent()
        && step.earlier().stream()
            .filter(one -> Place.of(one, step.servers()) == Place.TOKEN)
            .filter(one -> one.status().orElse(0) / 100 == 4)
            .filter(step.call()::isSentAfterAnswerTo)
            .anyMatch(one -> Step.clientId(one, Step.parametersOf(one)).equals(step.clientId()));
  }

  static Optional<String> clientId(Step step) {
    String id = step.clientId();
    boolean url = id.startsWith("http://") || id.startsWith("https://");
    return url && !Clients.isDocumentUrl(id) && known(step).isEmpty()
        ? Optional.of(id)
        : Optional.empty();
  }

  static Optional<String> pkceUnknown(Step step) {
    boolean told = step.serverMetadata().has("issuer");
    return told && !step.serverMetadata().has("code_challenge_methods_supported")
        ? Optional.of("no code_challenge_methods_supported")
        : Optional.empty();
  }

  static Optional<String> withoutPkce(Step step) {
    return absent(step, "code_challenge");
  }

  static Optional<String> plainPkce(Step step) {
    String method = step.parameters().first("code_challenge_method").orElse("plain");
    return withoutPkce(step).isPresent() || method.equals("S256")
        ? Optional.empty()
        : Optional.of("code_challenge_method is " + method);
  }

  static boolean isChallenge(String text) {
    return CHALLENGE.matcher(text).matches();
  }

  static Optional<String> challenge(Step step) {
    return plainPkce(step).isPresent()
        ? Optional.empty()
        : step.parameters()
            .first("code_challenge")
            .filter(text -> !text.isEmpty() && !isChallenge(text))
            .map(text -> "code_challenge of %d characters".formatted(text.length()));
  }

  /** What asks for nothing at all is no request of OAuth. */
  static Optional<String> incomplete(Step step) {
    boolean asks = !step.parameters().names().isEmpty();
    return step.place() == Place.AUTHORIZATION
        ? Optional.of("no client_id").filter(missing -> asks && step.clientId().isEmpty())
        : TokenRequest.incomplete(step).filter(missing -> asks);
  }

  static Optional<String> documentWithQuery(Step step) {
    return Optional.of(step.clientId())
        .filter(id -> Clients.isDocumentUrl(id) && id.contains("?") && known(step).isEmpty());
  }

  /** A request may name several resources (RFC 8707 §2). */
  static Optional<String> repeated(Step step) {
    return step.parameters().repeated().stream()
        .filter(name -> !name.equals("resource"))
        .findFirst()
        .map(name -> name + " came %d times".formatted(step.parameters().all(name).size()));
  }

  static Optional<String> withoutState(Step step) {
    return absent(step, "state");
  }

  private static Optional<String> absent(Step step, String parameter) {
    return step.parameters().first(parameter).filter(value -> !value.isEmpty()).isPresent()
        ? Optional.empty()
        : Optional.of("no " + parameter);
  }

  /**
   * Counts authorizations since the operation last succeeded that a token was refused for; each has
   * given a token that was refused again.
   */
  static Optional<String> again(Step step) {
    List<RecordedCall> newestFirst = new ArrayList<>(step.earlier());
    Collections.reverse(newestFirst);
    Optional<RecordedCall> refused =
        newestFirst.stream().filter(call -> TokenUse.isRefusedWithToken(call, step)).findFirst();
    if (refused.isEmpty()) {
      return Optional.empty();
    }
    int authorizations = 0;
    int refusals = 0;
    for (RecordedCall call : newestFirst) {
      if (Place.of(call, step.servers()) == Place.AUTHORIZATION) {
        authorizations++;
      } else if (isSameOperation(call, refused.get())) {
        if (call.status().orElse(0) / 100 == 2) {
          break;
        }
        refusals += TokenUse.isRefusedWithToken(call, step) ? 1 : 0;
      }
    }
    return Math.min(authorizations, refusals) >= MOST_AUTHORIZATIONS
        ? Optional.of(authorizations + " authorizations before this one did not help")
        : Optional.empty();
  }

  private static boolean isSameOperation(RecordedCall one, RecordedCall other) {
    return one.path().equals(other.path())
        && one.rpcMethod().equals(other.rpcMethod())
        && one.toolName().equals(other.toolName());
  }
}
