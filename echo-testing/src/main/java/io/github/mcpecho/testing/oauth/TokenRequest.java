package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.protocol.OAuthNames;
import io.github.mcpecho.testing.RecordedCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How a client gets a token, and what it made of the response before. */
final class TokenRequest {
  /** RFC 7636 §4.1. */
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private TokenRequest() {}

  static Optional<String> authentication(Step step) {
    var used = new ArrayList<String>();
    if (step.call().headers().contains("Authorization")) {
      used.add(Client.BASIC);
    }
    if (step.parameters().first("client_secret").isPresent()) {
      used.add(Client.POST);
    }
    if (step.parameters().first("client_assertion").isPresent()) {
      used.add(Client.KEY);
    }
    if (used.size() > 1) {
      return Optional.of(String.join(" and ", used));
    }
    if (used.isEmpty() && isByClient(step) && !step.clientId().isEmpty()) {
      return Optional.of("none, which client_credentials needs");
    }
    String method = used.isEmpty() ? Client.NONE : used.get(0);
    return methods(step)
        .filter(allowed -> !allowed.contains(method))
        .map(allowed -> method + " where it has " + String.join(" or ", allowed));
  }

  private static Optional<List<String>> methods(Step step) {
    return step.told()
        .registration(step.clientId())
        .map(known -> List.of(known.metadata().path("token_endpoint_auth_method").asText()))
        .or(() -> AuthorizationRequest.known(step).map(client -> common(client, step)));
  }

  private static List<String> common(Client client, Step step) {
    Set<String> own = client.authMethods();
    return step.settings().authMethods().stream().filter(own::contains).toList();
  }

  static boolean isOf(Step step, String grantType) {
    return step.parameters().first("grant_type").filter(grantType::equals).isPresent();
  }

  private static boolean isByClient(Step step) {
    return isOf(step, OAuthNames.CLIENT_CREDENTIALS) && RequestedGrant.unregistered(step).isEmpty();
  }

  static Optional<String> incomplete(Step step) {
    if (step.parameters().first("grant_type").isEmpty()) {
      return Optional.of("no grant_type");
    }
    boolean authenticates =
        step.call().headers().contains("Authorization")
            || step.parameters().first("client_assertion").isPresent();
    return step.clientId().isEmpty() && !authenticates
        ? Optional.of("no client_id")
        : Optional.empty();
  }

  static Optional<String> noForm(Step step) {
    RecordedCall call = step.call();
    return Optional.of(
        call.httpMethod().equals("POST")
            ? "Content-Type: " + call.headers().first("Content-Type").orElse("")
            : call.httpMethod());
  }

  static Optional<String> scopes(Step step) {
    return isByClient(step) ? RequestedScopes.notThoseNamed(step) : Optional.empty();
  }

  static Optional<String> pkceUnknown(Step step) {
    return step.exchangesCode() ? AuthorizationRequest.pkceUnknown(step) : Optional.empty();
  }

  static Optional<String> verifier(Step step) {
    if (!step.exchangesCode()) {
      return Optional.empty();
    }
    Optional<String> verifier = step.parameters().first("code_verifier");
    if (verifier.isEmpty()) {
      return hasChallenge(step) ? Optional.of("no code_verifier") : Optional.empty();
    }
    if (!VERIFIER.matcher(verifier.get()).matches()) {
      return Optional.of("the form of code_verifier, of " + verifier.get().length());
    }
    byte[] bytes = verifier.get().getBytes(StandardCharsets.US_ASCII);
    return step.authorization()
        .map(Step::parametersOf)
        .filter(
            request -> request.first("code_challenge_method").filter("S256"::equals).isPresent())
        .flatMap(request -> request.first("code_challenge"))
        .filter(AuthorizationRequest::isChallenge)
        .filter(challenge -> !challenge.equals(Hashes.base64Url(Hashes.sha256(bytes))))
        .map(challenge -> "code_verifier is of another code_challenge");
  }

  /** Who authorized without PKCE has no verifier: that was found there. */
  private static boolean hasChallenge(Step step) {
    return step.authorization()
        .or(() -> step.authorizationsOfClient().reduce((older, newer) -> newer))
        .map(Step::parametersOf)
        .filter(request -> request.first("code_challenge").orElse("").isEmpty())
        .isEmpty();
  }

  static Optional<String> redirect(Step step) {
    Optional<String> before =
        step.authorization().flatMap(request -> Step.parametersOf(request).first("redirect_uri"));
    return step.parameters()
        .first("redirect_uri")
        .filter(uri -> before.filter(earlier -> !earlier.equals(uri)).isPresent());
  }

  static Optional<String> state(Step step) {
    return step.authorization()
        .filter(
            request -> {
              Optional<String> sent = Step.parametersOf(request).first("state");
              return sent.isPresent() && !Step.response(request).first("state").equals(sent);
            })
        .map(request -> "the response has another state than the request");
  }

  static Optional<String> issMissing(Step step) {
    boolean promised =
        step.serverMetadata().path("authorization_response_iss_parameter_supported").asBoolean();
    return step.authorization()
        .filter(request -> promised && Step.response(request).first("iss").isEmpty())
        .map(request -> "authorization_response_iss_parameter_supported is true");
  }

  static Optional<String> issIgnored(Step step) {
    return step.authorization()
        .flatMap(request -> Step.response(request).first("iss"))
        .filter(iss -> !iss.equals(step.urls().issuer()))
        .map(iss -> "iss is " + iss + ", the issuer " + step.urls().issuer());
  }

  /** One that was refused was not used: the request may have lacked a nonce, say. */
  static Optional<String> codeAgain(Step step) {
    return step.exchangesCode() && !served(step, "code").isEmpty()
        ? Optional.of("tokens were given for it before")
        : Optional.empty();
  }

  static Optional<String> moreScopes(Step step) {
    Set<String> granted = Step.words(refreshed(step).flatMap(step.told()::granted).orElse(""));
    Set<String> more = Step.words(step.parameters().first("scope").orElse(""));
    more.removeAll(granted);
    // Without a word of the server nobody knows what was granted.
    return granted.isEmpty() || more.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(" ", more) + " beyond " + String.join(" ", granted));
  }

  /** Two requests that were under way at the same time are not held against a client. */
  static Optional<String> refreshTokenAgain(Step step) {
    boolean replaced = refreshed(step).filter(step.told()::isReplaced).isPresent();
    return replaced
            && served(step, "refresh_token").stream().anyMatch(step.call()::isSentAfterAnswerTo)
        ? Optional.of("it was replaced before")
        : Optional.empty();
  }

  private static Optional<String> refreshed(Step step) {
    return step.parameters().first("refresh_token");
  }

  /** Returns the earlier requests with the same parameter that were answered with tokens. */
  private static List<RecordedCall> served(Step step, String parameter) {
    Optional<String> same = step.parameters().first(parameter);
    return step.earlier().stream()
        .filter(one -> Place.of(one, step.servers()) == Place.TOKEN)
        .filter(one -> one.status().orElse(0) / 100 == 2)
        .filter(one -> same.isPresent() && Step.parametersOf(one).first(parameter).equals(same))
        .toList();
  }

  static Optional<String> proof(Step step) {
    String url = step.urls().at(step.urls().serverPath(ServerMetadata.TOKEN));
    boolean needsProof = step.settings().wantsProofs() && isOf(step, "refresh_token");
    return needsProof || step.call().headers().contains("DPoP")
        ? TokenUse.fault(step, url, Optional.empty())
        : Optional.empty();
  }
}
