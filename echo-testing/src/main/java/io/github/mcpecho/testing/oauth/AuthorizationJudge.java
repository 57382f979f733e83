package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.diagnosis.clients.CitedRule;
import io.github.mcpecho.internal.protocol.McpMethod;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.testing.RecordedCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds what clients do against the rules of authorization, call by call. Thread-safe. */
final class AuthorizationJudge {
  static final int MAX_EARLIER = 1_000;

  private final ProtectedResource settings;
  private final Told told;
  private final DpopProofs proofs = new DpopProofs(false);
  private final List<RecordedCall> earlier = new ArrayList<>();
  private final Set<String> askedBefore;
  private final Optional<ProtocolVersion> revisionBefore;
  private Optional<ProtocolVersion> revision = Optional.empty();

  AuthorizationJudge(ProtectedResource settings, Told told) {
    this(settings, told, Set.of(), Optional.empty());
  }

  private AuthorizationJudge(
      ProtectedResource settings,
      Told told,
      Set<String> askedBefore,
      Optional<ProtocolVersion> revisionBefore) {
    this.settings = settings;
    this.told = told;
    this.askedBefore = askedBefore;
    this.revisionBefore = revisionBefore;
  }

  /** Returns one that holds nothing of before against clients, and knows what they know. */
  synchronized AuthorizationJudge afterReset() {
    var asked = new HashSet<>(askedBefore);
    earlier.stream()
        .filter(one -> one.httpMethod().equals("GET"))
        .forEach(one -> asked.add(one.path()));
    return new AuthorizationJudge(
        settings, told, Set.copyOf(asked), revision.or(() -> revisionBefore));
  }

  /**
   * Returns what is wrong with a call.
   *
   * @param servers the authorization servers that there are
   * @param current the one that the resource names
   */
  synchronized List<Finding> judge(RecordedCall call, List<Urls> servers, Urls current) {
    Place place = Place.of(call, servers);
    if (place == Place.ENDPOINT) {
      claimed(call).ifPresent(this::note);
    }
    var step =
        new Step(
            call,
            place,
            Step.parametersOf(call),
            Place.server(call, servers).orElse(current),
            servers,
            Collections.unmodifiableList(earlier),
            askedBefore,
            revision(),
            settings,
            told,
            proofs);
    Stream<ConductRule> rules =
        Stream.concat(
            ConductRule.OF_INCOMPLETE.stream(),
            isJudged(step) ? ConductRule.ALL.stream() : Stream.empty());
    List<Finding> findings =
        rules
            .filter(rule -> rule.places().contains(place))
            .filter(rule -> rule.finding().holdsIn(step.revision()))
            .flatMap(rule -> rule.breach().apply(step).map(rule.finding()::found).stream())
            .map(finding -> CitedRule.of(finding, step.revision()))
            .toList();
    if (place != Place.ELSEWHERE) {
      remember(call);
    }
    return findings;
  }

  /** Returns the oldest revision that a client of this server has claimed, else the newest. */
  synchronized ProtocolVersion revision() {
    return revision.or(() -> revisionBefore).orElse(ProtocolVersion.V2026_07_28);
  }

  /** Of a request without what names it there is little to say. */
  private static boolean isJudged(Step step) {
    return switch (step.place()) {
      case REGISTRATION -> !Registration.metadata(step).isEmpty();
      case AUTHORIZATION -> !step.clientId().isEmpty();
      case TOKEN -> step.parameters().first("grant_type").isPresent();
      case TOKEN_OTHERWISE ->
          step.parameters().first("grant_type").isPresent()
              || step.call().bodyText().contains("grant_type");
      default -> true;
    };
  }

  /** Several clients may be at work: none is judged by a rule that is newer than itself. */
  private void note(ProtocolVersion claimed) {
    if (revision.filter(known -> known.compareTo(claimed) <= 0).isEmpty()) {
      revision = Optional.of(claimed);
    }
  }

  private static Optional<ProtocolVersion> claimed(RecordedCall call) {
    return McpMethod.INITIALIZE.is(call.rpcMethod())
        ? ProtocolVersion.of(call.params().path("protocolVersion").asText())
        : call.version();
  }

  private void remember(RecordedCall call) {
    if (earlier.size() == MAX_EARLIER) {
      earlier.remove(0);
    }
    earlier.add(call);
  }
}
