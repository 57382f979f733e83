package io.github.mcpecho.testing.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** By which grant a client wants to come by a token. */
final class RequestedGrant {
  private static final Set<String> FORBIDDEN = Set.of("implicit", "password");
  private static final String RESPONSE_TYPE = "response_type";
  private static final String GRANT_TYPE = "grant_type";
  private static final String CODE = "code";

  private RequestedGrant() {}

  static Optional<String> forbidden(Step step) {
    return switch (step.place()) {
      case REGISTRATION -> forbiddenRegistration(Registration.metadata(step));
      case AUTHORIZATION ->
          step.parameters()
              .first(RESPONSE_TYPE)
              .filter(RequestedGrant::isImplicit)
              .map(type -> "response_type is " + type);
      default ->
          step.parameters()
              .first(GRANT_TYPE)
              .filter(FORBIDDEN::contains)
              .map(type -> "grant_type is " + type);
    };
  }

  private static Optional<String> forbiddenRegistration(JsonNode metadata) {
    Stream<String> grants =
        Step.texts(metadata.path("grant_types")).stream()
            .filter(FORBIDDEN::contains)
            .map(type -> "grant_types has " + type);
    Stream<String> responses =
        Step.texts(metadata.path("response_types")).stream()
            .filter(RequestedGrant::isImplicit)
            .map(type -> "response_types has " + type);
    return Stream.concat(grants, responses).findFirst();
  }

  /** A token that comes with the redirect, whatever comes beside it. */
  private static boolean isImplicit(String responseType) {
    return Step.words(responseType).contains("token");
  }

  static Optional<String> notOffered(Step step) {
    boolean asksForCode = step.place() == Place.AUTHORIZATION;
    String parameter = asksForCode ? RESPONSE_TYPE : GRANT_TYPE;
    String type = step.parameters().first(parameter).orElse("");
    boolean offered = asksForCode ? type.equals(CODE) : Client.GRANTS.contains(type);
    return offered || forbidden(step).isPresent()
        ? Optional.empty()
        : Optional.of(type.isEmpty() ? "no " + parameter : parameter + " is " + type);
  }

  static Optional<String> unregistered(Step step) {
    String grant =
        step.place() == Place.AUTHORIZATION
            ? "authorization_code"
            : step.parameters().first(GRANT_TYPE).orElse("");
    return step.told()
        .registration(step.clientId())
        .map(known -> Step.texts(known.metadata().path("grant_types")))
        .filter(registered -> Client.GRANTS.contains(grant) && !registered.contains(grant))
        .map(registered -> grant + " where it has " + String.join(", ", registered));
  }
}
