package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.report.Finding;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.Judge;
import io.github.mcpecho.testing.RecordedCall;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What a {@link ProtectedResource} does with calls, with all that it remembers of them. */
final class ProtectedEndpoint implements Judge {
  private static final String ISSUER_PATH = "/tenant";
  private static final String SERVER_PATH = "/oauth";

  /** Of the authorization server that it moves to. */
  private static final String SECOND_PATH = "/second";

  private final ProtectedResource settings;
  private final DpopProofs proofs;
  private final AuthorizationServer first;
  private final AuthorizationServer second;
  private final IdentityProvider identityProvider;
  private final Told told;
  private final AuthorizationJudge judge;
  private final AtomicInteger servedCalls = new AtomicInteger();

  ProtectedEndpoint(ProtectedResource settings, Told told, AuthorizationJudge judge) {
    this.settings = settings;
    this.told = told;
    this.judge = judge;
    proofs = new DpopProofs(settings.has(Variation.DPOP_NONCE));
    first = new AuthorizationServer(settings, judge::revision);
    second = new AuthorizationServer(settings, judge::revision);
    identityProvider = new IdentityProvider(settings.enterpriseClients());
  }

  ProtectedEndpoint afterReset() {
    return new ProtectedEndpoint(settings, told, judge.afterReset());
  }

  @Override
  public List<Finding> judge(RecordedCall call, URI endpoint) {
    List<Urls> servers =
        settings.callsBeforeMigration().isPresent()
            ? List.of(firstUrls(endpoint), secondUrls(endpoint))
            : List.of(firstUrls(endpoint));
    return judge.judge(call, servers, currentUrls(endpoint));
  }

  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    RecordedCall call = client.call();
    Urls current = currentUrls(client.endpoint());
    Optional<HttpAnswer> answer =
        isAtEndpoint(call, current) ? refusal(client, current) : elsewhere(call, current);
    if (answer.isPresent()) {
      answer.get().send(client);
    } else {
      client.serve();
    }
  }

  private Urls firstUrls(URI endpoint) {
    return new Urls(
        endpoint,
        settings.has(Variation.ISSUER_WITH_PATH) ? ISSUER_PATH : "",
        settings.has(Variation.ENDPOINTS_ELSEWHERE) ? SERVER_PATH : "");
  }

  private static Urls secondUrls(URI endpoint) {
    return new Urls(endpoint, SECOND_PATH, SECOND_PATH);
  }

  private boolean isMigrated() {
    return settings.callsBeforeMigration().isPresent()
        && servedCalls.get() >= settings.callsBeforeMigration().getAsInt();
  }

  private Urls currentUrls(URI endpoint) {
    return isMigrated() ? secondUrls(endpoint) : firstUrls(endpoint);
  }

  /** What is behind the endpoint is part of it: {@code HttpSse} takes its messages there. */
  static boolean isAtEndpoint(RecordedCall call, Urls urls) {
    return call.isAtOrBelow(urls.endpoint().getRawPath());
  }

  /** The servers that are not named any more, or not yet, are there too. */
  private Optional<HttpAnswer> elsewhere(RecordedCall call, Urls current) {
    if (call.httpMethod().equals("OPTIONS")) {
      return Optional.of(HttpAnswer.allowing("GET, POST, OPTIONS"));
    }
    Optional<HttpAnswer> metadata = metadata(call, current);
    metadata.ifPresent(answer -> told.answered(call, answer, current));
    return metadata
        .or(() -> ask(first, call, firstUrls(current.endpoint())))
        .or(
            () ->
                settings.callsBeforeMigration().isPresent()
                    ? ask(second, call, secondUrls(current.endpoint()))
                    : Optional.empty())
        .or(() -> identityProvider.answer(call, current))
        .or(() -> noMetadata(call));
  }

  /** A page has to be able to read that there is none. */
  private static Optional<HttpAnswer> noMetadata(RecordedCall call) {
    return call.path().startsWith("/.well-known/")
        ? Optional.of(HttpAnswer.of(404))
        : Optional.empty();
  }

  private Optional<HttpAnswer> ask(AuthorizationServer server, RecordedCall call, Urls urls) {
    Optional<HttpAnswer> answer = server.answer(call, urls);
    answer.ifPresent(given -> told.answered(call, given, urls));
    return answer;
  }

  private Optional<HttpAnswer> metadata(RecordedCall call, Urls urls) {
    var metadata = new ResourceMetadata(urls, settings.publishedScopes(), settings.wantsProofs());
    return call.httpMethod().equals("GET")
        ? Optional.ofNullable(
            settings.challenge().publication().pages().apply(metadata).get(call.path()))
        : Optional.empty();
  }

  private Optional<HttpAnswer> refusal(ClientConnection client, Urls urls) {
    RecordedCall call = client.call();
    if (settings.isOpen(call)) {
      return Optional.empty();
    }
    Refusal occasion = Refusal.of(client, urls).needing(settings.scopes());
    if (settings.wantsProofs()) {
      occasion = occasion.withScheme("DPoP");
    }
    Optional<Credentials> credentials = Credentials.of(call);
    if (credentials.isEmpty()) {
      return Optional.of(settings.challenge().refuse(occasion));
    }
    try {
      check(credentials.get(), call, urls);
      servedCalls.incrementAndGet();
      return Optional.empty();
    } catch (OAuthException e) {
      return Optional.of(settings.challenge().refuse(because(e, occasion, call)));
    }
  }

  private Refusal because(OAuthException reason, Refusal occasion, RecordedCall call) {
    return switch (reason.error()) {
      case INSUFFICIENT_SCOPE -> occasion.needing(settings.scopesOf(call)).because(reason);
      case INVALID_DPOP_PROOF -> occasion.withScheme("DPoP").because(reason);
      case USE_DPOP_NONCE -> occasion.because(reason).withNonce(proofs.nonce());
      default -> occasion.because(reason);
    };
  }

  private void check(Credentials credentials, RecordedCall call, Urls urls) {
    List<String> resources = settings.challenge().publication().resources().apply(urls);
    AccessToken token =
        AccessToken.check(
            credentials.token(),
            urls.issuer(),
            resources.isEmpty() ? List.of(urls.resource()) : resources,
            call.context().receivedAt());
    if (settings.wantsProofs() || token.confirmation().isOfAKey()) {
      checkProof(credentials, token, call, urls);
    }
    if (settings.has(Variation.ALWAYS_401)) {
      throw OAuthError.INVALID_TOKEN.because("No token is accepted");
    }
    if (settings.has(Variation.ALWAYS_403)
        || !token.scopes().containsAll(settings.scopesOf(call))) {
      throw OAuthError.INSUFFICIENT_SCOPE.because("More scopes are needed");
    }
  }

  private void checkProof(
      Credentials credentials, AccessToken token, RecordedCall call, Urls urls) {
    if (!credentials.isDpop()) {
      throw OAuthError.INVALID_TOKEN.because("The scheme has to be DPoP");
    }
    String thumbprint = proofs.thumbprint(call, urls.resource(), Optional.of(credentials.token()));
    if (!token.confirmation().thumbprint().equals(Optional.of(thumbprint))) {
      throw OAuthError.INVALID_TOKEN.because("The token is not bound to the key of the proof");
    }
  }
}
