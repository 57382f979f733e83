package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong with the claims of a token: its times, its issuer, its rights. */
public enum ClaimFinding implements FindingKind {
  TOKEN_EXPIRED(
      Severity.ERROR,
      "The token has expired.",
      "RFC 7519 §4.1.4; a server answers 401 with error=\"invalid_token\" (RFC 6750 §3.1)",
      "Let the client refresh the token; if it just did, compare the clocks."),
  TOKEN_NOT_YET_VALID(
      Severity.ERROR,
      "The token is not valid yet.",
      "RFC 7519 §4.1.5",
      "Compare the clocks of the issuer and of this server."),
  TOKEN_CLOCK_SKEW(
      Severity.WARNING,
      "Whether the token is valid depends on how much clock difference a server forgives.",
      "RFC 7519 §4.1.4 (a few minutes of leeway are usual)",
      "Synchronize the clocks (NTP), or allow 60 seconds of leeway."),
  TOKEN_ISSUED_IN_FUTURE(
      Severity.WARNING,
      "The token was issued in the future: a clock is wrong.",
      "RFC 7519 §4.1.6",
      "Synchronize the clocks of the issuer and of this server (NTP)."),
  TOKEN_EXPIRY_MISSING(
      Severity.WARNING,
      "The token never expires.",
      "RFC 9068 §2.2 (exp is required), RFC 9700 §2.2",
      "Let the issuer set exp."),
  TOKEN_EXPIRY_REQUIRED(
      Severity.ERROR,
      "The token says that it is an access token of RFC 9068, and never expires: a server has to"
          + " refuse it.",
      "RFC 9068 §2.2 (exp is required), §4",
      "Let the issuer set exp."),
  TOKEN_LIFETIME_LONG(
      Severity.WARNING,
      "The token lives longer than a day.",
      "RFC 9700 §2.2, MCP authorization: token theft (short-lived tokens)",
      "Let the issuer give shorter access tokens and refresh them."),
  TOKEN_TIMES_CONTRADICT(
      Severity.ERROR,
      "The times of the token contradict each other.",
      "RFC 7519 §4.1.4 to §4.1.6",
      "Correct the issuer."),
  TOKEN_TIME_IN_MILLISECONDS(
      Severity.ERROR,
      "A time counts milliseconds: read as seconds, it is thousands of years away.",
      "RFC 7519 §2 (NumericDate is in seconds)",
      "Let the issuer divide by 1000."),
  TOKEN_TIME_NOT_A_NUMBER(
      Severity.ERROR,
      "A time is not a number of seconds.",
      "RFC 7519 §2 (NumericDate)",
      "Let the issuer write the seconds since 1970 as a JSON number."),
  TOKEN_TIME_FRACTION(
      Severity.INFO,
      "A time has a fraction or an exponent, which is allowed, and which some libraries refuse.",
      "RFC 7519 §2 (NumericDate)",
      "Let the issuer write whole seconds."),
  TOKEN_ISSUER_MISSING(
      Severity.WARNING,
      "The token does not say who issued it.",
      "RFC 9068 §2.2 (iss is required)",
      "Let the issuer set iss to its issuer identifier."),
  TOKEN_ISSUER_UNUSUAL(
      Severity.WARNING,
      "The issuer is not an https URL with a host name.",
      "RFC 8414 §2 (issuer identifier)",
      "Configure the authorization server's public URL as its issuer."),
  AUTH_ISSUER_MISMATCH(
      Severity.ERROR,
      "The issuer is not the expected one; servers compare every byte.",
      "RFC 9068 §4, RFC 8414 §3.3",
      "Put the exact iss of the token into the server's configuration, or correct the issuer."),
  TOKEN_AUDIENCE_MISSING(
      Severity.ERROR,
      "The token does not say for whom it is.",
      "RFC 9068 §2.2; MCP authorization: token audience binding and validation",
      "Let the client send the resource parameter (RFC 8707), and the issuer set aud from it."),
  AUTH_AUDIENCE_MISMATCH(
      Severity.ERROR,
      "The token is not for this server: no audience equals the expected one.",
      "MCP authorization: token audience binding and validation; RFC 9068 §4, RFC 8707 §2",
      "Make the resource that the client asks for, aud, and the server's own URL equal, byte for"
          + " byte."),
  AUTH_AUDIENCE_DIFFERS(
      Severity.WARNING,
      "No audience of the token is the URL that this request names. The expectation was inferred"
          + " from the request, not configured: a call past the proxy looks the same.",
      "MCP authorization: token audience binding and validation; RFC 9068 §4, RFC 8707 §2",
      "Configure this server's public URL (MCP_ECHO_PUBLIC_URL) for a certain verdict, or give"
          + " bearerDecode the expectedAudience. If the URL is right, let the client ask for this"
          + " resource."),
  AUTH_AUDIENCE_NO_URL(
      Severity.INFO,
      "The audience is no URL but an identifier, such as api://… of Entra ID: whether it means this"
          + " server cannot be inferred from its URL.",
      "RFC 7519 §4.1.3; MCP authorization: token audience binding and validation (the server's URL)",
      "Give bearerDecode the expectedAudience, or set MCP_ECHO_AUDIENCES, to compare it."),
  TOKEN_AUDIENCE_IS_CLIENT(
      Severity.WARNING,
      "The audience is the client itself, as some issuers write it that were asked for no resource:"
          + " the token is for no server.",
      "MCP authorization: token audience binding and validation; RFC 9068 §3, RFC 8707 §2",
      "Let the client ask for this resource (RFC 8707), and the issuer set aud from it."),
  TOKEN_IS_ASSERTION(
      Severity.WARNING,
      "This is what a proxy tells the server behind it about a caller, and no access token.",
      "MCP authorization: access token usage",
      "Send the access token in Authorization; read the assertion from the proxy's own header."),
  TOKEN_IS_ID_TOKEN(
      Severity.WARNING,
      "The claims are those of an ID token, which is for the client and not for a server.",
      "OpenID Connect Core §2, RFC 9068 §5",
      "Send the access token."),
  TOKEN_SUBJECT_MISSING(
      Severity.INFO,
      "The token names no subject.",
      "RFC 9068 §2.2 (sub is required)",
      "Let the issuer set sub."),
  AUTH_SCOPE_MISSING(
      Severity.ERROR,
      "Scopes that the server expects are not in the token.",
      "RFC 6750 §3.1, MCP authorization: scope challenge handling",
      "Let the client ask for the scopes of the challenge; check what the issuer grants."),
  AUTH_SCOPE_PREFIX(
      Severity.INFO,
      "A scope is granted under its short name: the issuer leaves out the resource that a client"
          + " has to write in front of it.",
      "Microsoft identity platform: access token claims (scp)",
      "Let the server compare the part after the last slash."),
  TOKEN_SCOPE_FORM(
      Severity.WARNING,
      "The scopes are in a form that many servers do not read.",
      "RFC 9068 §2.2.3, RFC 8693 §4.2 (scope is one string with blanks)",
      "Write scope as one string with blanks."),
  TOKEN_SCOPE_CLAIM(
      Severity.INFO,
      "The scopes stand in the claim scp, as Entra ID and Okta write them, and not in scope.",
      "RFC 9068 §2.2.3, RFC 8693 §4.2 (the claim is scope)",
      "Make sure that the server reads scp too."),
  TOKEN_KIND_WRONG(
      Severity.ERROR,
      "The claim typ says that this is no access token but one of another kind.",
      "RFC 6749 §1.5 (a refresh token goes to the authorization server only); Keycloak: claim typ",
      "Send the access token, which Keycloak marks as Bearer."),
  TOKEN_GROUPS_LARGE(
      Severity.WARNING,
      "Groups or roles make the token large; proxies refuse header lines of more than 8 KiB.",
      "RFC 9110 §5.4; nginx large_client_header_buffers",
      "Let the issuer send only the groups that this application needs."),
  TOKEN_GROUPS_OVERAGE(
      Severity.WARNING,
      "The groups are not in the token: the user is in too many, and the token only says so.",
      "Microsoft Entra ID: groups overage claim (more than 200 groups in a JWT); OpenID Connect Core"
          + " §5.6.2 (distributed claims)",
      "Ask Microsoft Graph for the groups of the user, or let the issuer send only those that are"
          + " assigned to the application, or app roles. The URL in the token was not followed."),
  TOKEN_DELEGATED(
      Severity.INFO,
      "The token is used on behalf of somebody: it has an actor.",
      "RFC 8693 §4.1 (earlier actors are history and no reason to grant anything)",
      "Check that the server decides by the subject and by the outermost actor."),
  TOKEN_NESTED(
      Severity.INFO,
      "The token holds another token.",
      "RFC 7519 §5.2 (cty), RFC 8725 §2.8",
      "Make sure that the inner token was meant to travel this far.");

  private final FindingEntry entry;

  ClaimFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}
