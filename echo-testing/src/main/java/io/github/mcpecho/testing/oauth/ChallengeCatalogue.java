package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.internal.text.KebabCase;
import java.util.List;
import java.util.function.Function;

/** The challenges by name, and what they take. */
enum ChallengeCatalogue {
  CORRECT(Integer.MAX_VALUE, scopes -> Challenges.correct(scopes.toArray(String[]::new))),
  MISSING_HEADER(Challenges.missingHeader()),
  NO_METADATA(Challenges.noMetadata()),
  NO_SCOPE(Challenges.noScope()),
  RELATIVE_METADATA(Challenges.relativeMetadata()),
  HTTP_METADATA(Challenges.httpMetadata()),
  BROKEN_METADATA(Challenges.brokenMetadata()),
  DUPLICATE_METADATA(Challenges.duplicateMetadata()),
  WRONG_RESOURCE(
      1,
      resource ->
          resource.isEmpty()
              ? Challenges.wrongResource()
              : Challenges.wrongResource(resource.get(0))),
  ROOT_ONLY_PRM(Challenges.rootOnlyPrm()),
  HEADER_ONLY_PRM(Challenges.headerOnlyPrm()),
  NO_PRM(Challenges.noPrm()),
  PRM_401(Challenges.prm401()),
  PRM_500(Challenges.prm500()),
  INSUFFICIENT_SCOPE(
      Integer.MAX_VALUE, scopes -> Challenges.insufficientScope(scopes.toArray(String[]::new))),
  INVALID_TOKEN(
      1, description -> Challenges.invalidToken(first(description, "The token is not accepted"))),
  DPOP_NONCE(1, nonce -> Challenges.dpopNonce(first(nonce, "test-nonce"))),
  BEARER_CASE(Challenges.bearerCase()),
  MULTIPLE_CHALLENGES(Challenges.multipleChallenges()),
  MULTIPLE_CHALLENGE_LINES(Challenges.multipleChallengeLines()),
  REASON_PHRASE(1, phrase -> Challenges.reasonPhrase(first(phrase, "Unauthenticated"))),
  HTML_LOGIN_REDIRECT(Challenges.htmlLoginRedirect()),
  FORBIDDEN(Challenges.forbidden());

  private final int most;
  private final Function<List<String>, Challenge> factory;

  ChallengeCatalogue(int most, Function<List<String>, Challenge> factory) {
    this.most = most;
    this.factory = factory;
  }

  ChallengeCatalogue(Challenge challenge) {
    this(0, none -> challenge);
  }

  static ChallengeCatalogue find(String name) {
    return NamedConstant.of(name, values());
  }

  static List<String> names() {
    return KebabCase.all(values());
  }

  Challenge make(List<String> arguments) {
    if (arguments.size() > most) {
      throw new IllegalArgumentException(
          KebabCase.of(this) + " takes at most " + most + " arguments, not " + arguments.size());
    }
    return factory.apply(arguments);
  }

  private static String first(List<String> arguments, String otherwise) {
    return arguments.isEmpty() ? otherwise : arguments.get(0);
  }
}
