package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.diagnosis.report.TableFindingKind;
import io.github.mcpecho.report.FindingKind;

/** What can be wrong with the claims of a token: its times, its issuer, its rights. */
public enum ClaimFinding implements TableFindingKind {
  TOKEN_EXPIRED,
  TOKEN_NOT_YET_VALID,
  TOKEN_CLOCK_SKEW,
  TOKEN_ISSUED_IN_FUTURE,
  TOKEN_EXPIRY_MISSING,
  TOKEN_EXPIRY_REQUIRED,
  TOKEN_LIFETIME_LONG,
  TOKEN_TIMES_CONTRADICT,
  TOKEN_TIME_IN_MILLISECONDS,
  TOKEN_TIME_NOT_A_NUMBER,
  TOKEN_TIME_FRACTION,
  TOKEN_CLAIM_PLACEHOLDER,
  TOKEN_ISSUER_MISSING,
  TOKEN_ISSUER_UNUSUAL,
  AUTH_ISSUER_MISMATCH,
  TOKEN_AUDIENCE_MISSING,
  AUTH_AUDIENCE_MISMATCH,
  AUTH_AUDIENCE_OTHER_SERVICE,
  AUTH_AUDIENCE_DIFFERS,
  AUTH_AUDIENCE_ORIGIN,
  AUTH_AUDIENCE_NO_URL,
  TOKEN_AUDIENCE_IS_CLIENT,
  TOKEN_IS_ASSERTION,
  TOKEN_IS_ID_TOKEN,
  TOKEN_SUBJECT_MISSING,
  AUTH_SCOPE_MISSING,
  AUTH_SCOPE_PREFIX,
  TOKEN_SCOPE_FORM,
  TOKEN_SCOPE_LIST,
  TOKEN_SCOPE_CLAIM,
  TOKEN_KIND_WRONG,
  TOKEN_GROUPS_LARGE,
  TOKEN_GROUPS_OVERAGE,
  TOKEN_DELEGATED,
  TOKEN_NESTED;

  /**
   * What is no access token is for somebody else, whatever its audience and scopes; where a form is
   * told before what is missing, no server reads the scopes in it.
   */
  @Override
  public boolean explains(FindingKind other) {
    return this == TOKEN_SCOPE_FORM && other == AUTH_SCOPE_MISSING
        || (this == TOKEN_IS_ID_TOKEN || this == TOKEN_IS_ASSERTION)
            && (other == AUTH_AUDIENCE_MISMATCH
                || other == TOKEN_AUDIENCE_MISSING
                || other == AUTH_SCOPE_MISSING);
  }
}
