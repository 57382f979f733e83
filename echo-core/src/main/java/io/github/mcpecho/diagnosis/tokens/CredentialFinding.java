package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong with the way a credential is sent. */
public enum CredentialFinding implements FindingKind {
  AUTH_SCHEME_CASE(
      Severity.WARNING,
      "The scheme is not spelled the usual way. That is valid, but some servers compare letters.",
      "RFC 9110 §11.1",
      "Send \"Bearer\" (or \"DPoP\") exactly so."),
  AUTH_SCHEME_MISSING(
      Severity.ERROR,
      "The Authorization header holds a credential without a scheme.",
      "RFC 9110 §11.4, RFC 6750 §2.1",
      "Send \"Authorization: Bearer <token>\"."),
  AUTH_SCHEME_REPEATED(
      Severity.ERROR,
      "The scheme stands twice, so the token starts with the word Bearer.",
      "RFC 6750 §2.1",
      "The client adds the scheme itself: configure the token alone."),
  AUTH_SCHEME_UNUSED(
      Severity.INFO,
      "The scheme carries no bearer token.",
      "RFC 6750 §2.1; MCP authorization: access token usage",
      "MCP clients send \"Authorization: Bearer <token>\"."),
  AUTH_SEPARATOR(
      Severity.WARNING,
      "Scheme and token are not separated by exactly one blank.",
      "RFC 9110 §11.4",
      "Put one blank between scheme and token."),
  AUTH_SEPARATOR_INVALID(
      Severity.ERROR,
      "Something else than blanks stands between scheme and token.",
      "RFC 9110 §11.4",
      "Put one blank between scheme and token: no tab, no colon."),
  AUTH_QUOTED(
      Severity.ERROR,
      "The token is in quotation marks, which a strict server takes for a part of it.",
      "RFC 6750 §2.1",
      "Remove the quotation marks from the client's configuration."),
  AUTH_HEADER_NAME(
      Severity.ERROR,
      "The name of the header stands in its value; it was skipped.",
      "RFC 6750 §2.1, RFC 9110 §11.6.2",
      "Give the client the value alone: \"Bearer <token>\", or the token if it adds the scheme."),
  AUTH_PERCENT_ENCODED(
      Severity.ERROR,
      "The credential is percent-encoded as in a URL, which a header is not; it was decoded.",
      "RFC 6750 §2.1 (b64token has no percent sign)",
      "Write a blank, not %20, between scheme and token."),
  AUTH_PLACEHOLDER(
      Severity.ERROR,
      "A placeholder was sent instead of a token.",
      "RFC 6750 §2.1",
      "Set the variable where the client runs, or write the syntax that this client expands."),
  AUTH_TOKEN_EMPTY(
      Severity.ERROR,
      "There is a scheme, but no token after it.",
      "RFC 6750 §2.1",
      "Give the client a token; an empty variable is the usual cause."),
  AUTH_HEADER_DUPLICATED(
      Severity.ERROR,
      "Several Authorization credentials arrived; a server may take any of them or refuse all.",
      "RFC 9110 §5.3, §11.6.2",
      "Let either the client or the gateway set the header, and let the gateway replace it."),
  AUTH_WHITE_SPACE(
      Severity.ERROR,
      "There is white space around or inside the token, such as a line feed from a file.",
      "RFC 6750 §2.1",
      "Strip the token where it is read, for example with tr -d '\\n'."),
  AUTH_CHARACTERS(
      Severity.ERROR,
      "The token holds characters that a bearer token cannot have.",
      "RFC 6750 §2.1 (b64token)",
      "Copy the token again; look for typographic quotes, ellipses and invisible characters."),
  AUTH_TOKEN_IN_QUERY(
      Severity.ERROR,
      "The request target holds a token, which MCP forbids: URLs end up in logs.",
      "MCP authorization: access token usage (MUST NOT be in the query string); RFC 9700 §4.3.2",
      "Send the token in the Authorization header.");

  private final FindingEntry entry;

  CredentialFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}
