package io.github.mcpecho.testing.oauth;

import io.github.mcpecho.mcp.Authorization;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Refusals as servers and proxies send them: the right one, and those that clients were seen to
 * stumble over. Each names where that was seen. Those that are about metadata of the resource need
 * {@link Challenge#publishOn} or {@link ProtectedResource#challenging} to be complete.
 */
public final class Challenges {
  private static final String METADATA = "resource_metadata";
  private static final MetadataPlacement EVERYWHERE = MetadataPlacement.everywhere();

  private Challenges() {}

  /**
   * Returns the challenge of this name, such as {@code insufficient-scope}.
   *
   * @param arguments what the method of this name takes, in order; those that are missing are what
   *     it takes without
   * @throws IllegalArgumentException if there is none of this name, or it takes no such arguments
   */
  public static Challenge named(String name, List<String> arguments) {
    return ChallengeCatalogue.find(name).make(arguments);
  }

  /** Returns the names of all of them. */
  public static List<String> names() {
    return ChallengeCatalogue.names();
  }

  /**
   * As RFC 9728 §5.1 and MCP have it: 401, {@code Bearer} with the URL of the metadata and the
   * scopes; 403 if the token does not have them.
   */
  public static Challenge correct(String... scopes) {
    return bearer("correct", EVERYWHERE, urls -> urls.at(urls.metadataPath()), scopes);
  }

  /**
   * 401 without {@code WWW-Authenticate}: sooperset/mcp-atlassian#1257, czlonkowski/n8n-mcp#604. A
   * client is to look at the well-known URLs.
   */
  public static Challenge missingHeader() {
    return challenge("missing-header", Refusal::refuse);
  }

  /**
   * A challenge without {@code resource_metadata}: modelcontextprotocol/csharp-sdk#1050. A client
   * is to look at the well-known URLs.
   */
  public static Challenge noMetadata() {
    return challenge("no-metadata", occasion -> occasion.refuse(occasion.challenge()));
  }

  /** A challenge that names no scopes: a client is to take those of the metadata. */
  public static Challenge noScope() {
    return challenge("no-scope", occasion -> refused(occasion.withoutScopes()));
  }

  /** {@code resource_metadata} is a path: openhab/openhab-addons#21264. */
  public static Challenge relativeMetadata() {
    return bearer("relative-metadata", EVERYWHERE, Urls::metadataPath);
  }

  /**
   * {@code resource_metadata} as a server writes it that does not know of the TLS proxy before it:
   * {@code http}, the host that the client called, no port. microsoft/mcp#1214,
   * agentgateway/agentgateway#449, mesh/mesh-mcp#20.
   */
  public static Challenge httpMetadata() {
    return challenge(
        "http-metadata",
        occasion ->
            occasion.refuse(
                occasion.challenge(
                    METADATA, "http://" + occasion.host() + occasion.urls().metadataPath())));
  }

  /**
   * {@code resource_metadata} leads nowhere, with the path before the well-known suffix:
   * PrefectHQ/fastmcp#1685, zed-industries/zed#53502. The well-known URLs are there.
   */
  public static Challenge brokenMetadata() {
    return bearer(
        "broken-metadata", EVERYWHERE, urls -> urls.resource() + Authorization.METADATA_PATH);
  }

  /**
   * {@code resource_metadata} twice, the first of which leads nowhere: getsentry/sentry-mcp#939.
   */
  public static Challenge duplicateMetadata() {
    return challenge(
        "duplicate-metadata",
        occasion -> {
          Urls urls = occasion.urls();
          return occasion.refuse(
              occasion.challenge(
                  METADATA,
                  urls.resource() + Authorization.METADATA_PATH,
                  METADATA,
                  urls.at(urls.metadataPath())));
        });
  }

  /** As {@link #wrongResource(String)}, with a resource on a host that does not exist. */
  public static Challenge wrongResource() {
    return wrongResource("https://another-resource.example/mcp");
  }

  /**
   * The metadata is about another resource, which a client must refuse (RFC 9728 §3.3): conformance
   * scenario {@code auth/resource-mismatch}; by mistake in sigbit/mcp-auth-proxy#177,
   * modelcontextprotocol/python-sdk#1400, mesh/mesh-mcp#20.
   */
  public static Challenge wrongResource(String resource) {
    return bearer(
        "wrong-resource", MetadataPlacement.about(resource), urls -> urls.at(urls.metadataPath()));
  }

  /**
   * No {@code resource_metadata}, and metadata at the well-known URL of the origin only, about the
   * origin: tontinton/maki#726, archestra-ai/archestra#7246.
   */
  public static Challenge rootOnlyPrm() {
    return new Challenge(
        "root-only-prm",
        occasion -> occasion.refuse(occasion.challenge()),
        MetadataPlacement.atRoot());
  }

  /**
   * Metadata at a URL that only the challenge names: modelcontextprotocol/python-sdk#1054,
   * punkpeye/mcp-remote#214.
   */
  public static Challenge headerOnlyPrm() {
    return bearer(
        "header-only-prm",
        MetadataPlacement.elsewhere(),
        urls -> urls.at(MetadataPlacement.ELSEWHERE));
  }

  /**
   * No metadata at all, as in revision 2025-03-26: the server is its own authorization server.
   * modelcontextprotocol/csharp-sdk#1262.
   */
  public static Challenge noPrm() {
    return new Challenge(
        "no-prm", occasion -> occasion.refuse(occasion.challenge()), MetadataPlacement.nowhere());
  }

  /**
   * The metadata wants a token too: modelcontextprotocol/typescript-sdk#2783,
   * jimprosser/obsidian-web-mcp#18.
   */
  public static Challenge prm401() {
    return bearer(
        "prm-401",
        MetadataPlacement.failing(HttpAnswer.of(401).with("WWW-Authenticate", "Bearer")),
        urls -> urls.at(urls.metadataPath()));
  }

  /**
   * A request for the metadata fails with 500, which does not say that there is none:
   * modelcontextprotocol/ruby-sdk#561, modelcontextprotocol/typescript-sdk#1632.
   */
  public static Challenge prm500() {
    return bearer(
        "prm-500",
        MetadataPlacement.failing(HttpAnswer.html(500, "Internal Server Error")),
        urls -> urls.at(urls.metadataPath()));
  }

  /**
   * 403, {@code insufficient_scope} with the scopes of the call: anthropics/claude-code#44652,
   * modelcontextprotocol/typescript-sdk#1582. For ever, it shows whether a client gives up
   * (conformance scenario {@code auth/scope-retry-limit}).
   */
  public static Challenge insufficientScope(String... scopes) {
    return failing(
        "insufficient-scope", OAuthError.INSUFFICIENT_SCOPE, "More scopes are needed", scopes);
  }

  /**
   * 401, {@code invalid_token}, whatever the token. For ever, it shows whether a client gives up:
   * garrytan/gbrain#5222, punkpeye/mcp-remote#256.
   *
   * @param description ASCII without quotes and backslashes (RFC 6750 §3)
   */
  public static Challenge invalidToken(String description) {
    return failing("invalid-token", OAuthError.INVALID_TOKEN, HeaderText.require(description));
  }

  /**
   * 401, {@code use_dpop_nonce} with a nonce for the next proof (RFC 9449 §9): SEP-1932,
   * alien-id/agent-id#21, NotASithLord/peerd#301.
   *
   * @param nonce as in RFC 9449 §8.1: ASCII without quotes and backslashes
   */
  public static Challenge dpopNonce(String nonce) {
    OAuthException reason = OAuthError.USE_DPOP_NONCE.because("The proof needs this nonce");
    String given = HeaderText.require(nonce);
    return challenge("dpop-nonce", occasion -> refused(occasion.because(reason).withNonce(given)));
  }

  /**
   * {@code bearer} in lower case, which is the same (RFC 9110 §11.1): BerriAI/litellm#34743 has it
   * in the other direction, spack/spack#51777 in this one.
   */
  public static Challenge bearerCase() {
    return challenge("bearer-case", occasion -> refused(occasion.withScheme("bearer")));
  }

  /**
   * {@code Basic} before {@code Bearer}, in one line (RFC 9110 §11.6.1):
   * modelcontextprotocol/typescript-sdk#1951, btsouth/toolport#598.
   */
  public static Challenge multipleChallenges() {
    return challenge(
        "multiple-challenges",
        occasion -> occasion.refuse("Basic realm=\"mcp\", charset=\"UTF-8\", " + bearer(occasion)));
  }

  /** As {@link #multipleChallenges}, in a line each. */
  public static Challenge multipleChallengeLines() {
    return challenge(
        "multiple-challenge-lines",
        occasion -> occasion.refuse("Basic realm=\"mcp\", charset=\"UTF-8\"", bearer(occasion)));
  }

  /**
   * Another reason phrase than {@code Unauthorized}, such as {@code Unauthenticated}: it means
   * nothing (RFC 9112 §4), but a client looked at it, pomerium/pomerium#6109.
   */
  public static Challenge reasonPhrase(String phrase) {
    String reason = HeaderText.require(phrase);
    return challenge("reason-phrase", occasion -> refused(occasion).withReason(reason));
  }

  /**
   * 302 to a page for people, as a proxy does that is made for browsers: oauth2-proxy, see
   * oauth2-proxy/oauth2-proxy#3488. Whoever follows gets HTML.
   */
  public static Challenge htmlLoginRedirect() {
    return new Challenge(
        "html-login-redirect",
        occasion -> {
          Urls urls = occasion.urls();
          String back = URLEncoder.encode(urls.endpoint().getPath(), StandardCharsets.UTF_8);
          return HttpAnswer.redirect(urls.at(MetadataPlacement.LOGIN) + "?rd=" + back);
        },
        EVERYWHERE.withLoginPage());
  }

  /** 403 in place of 401, and without a challenge: anthropics/claude-ai-mcp#442. */
  public static Challenge forbidden() {
    return challenge("forbidden", occasion -> occasion.refuse(403));
  }

  private static Challenge challenge(String name, Function<Refusal, HttpAnswer> refusal) {
    return new Challenge(name, refusal, EVERYWHERE);
  }

  private static Challenge failing(
      String name, OAuthError error, String description, String... scopes) {
    OAuthException reason = error.because(description);
    List<String> needed = ScopeSyntax.of(List.of(scopes));
    return challenge(name, occasion -> refused(occasion.needing(needed).because(reason)));
  }

  private static Challenge bearer(
      String name,
      MetadataPlacement publication,
      Function<Urls, String> metadata,
      String... scopes) {
    List<String> needed = ScopeSyntax.of(List.of(scopes));
    return new Challenge(
        name,
        occasion ->
            occasion.refuse(
                occasion.needing(needed).challenge(METADATA, metadata.apply(occasion.urls()))),
        publication);
  }

  private static String bearer(Refusal occasion) {
    return occasion.challenge(METADATA, occasion.urls().at(occasion.urls().metadataPath()));
  }

  private static HttpAnswer refused(Refusal occasion) {
    return occasion.refuse(bearer(occasion));
  }
}
