package io.github.mcpecho.diagnosis.identity;

import java.util.regex.Pattern;

/** What an identifier looks like: each directory gives out ids of one form. */
enum IdForm {
  UUID("[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}"),
  NUMBER("[0-9]+"),
  /** MongoDB's. */
  OBJECT_ID("[0-9a-f]{24}"),
  /** A SHA-256 in base64url: what OpenID Connect Core §8.1 makes of a user for one client. */
  DIGEST("[a-z0-9_-]{43}"),
  HEXADECIMAL("[0-9a-f]{32,}"),
  /** As Auth0 and Clerk write them: a provider or a type, then an id of theirs. */
  PREFIXED("[a-z0-9.-]+[|:].+|[a-z]+_[a-z0-9]{16,}"),
  RANDOM("(?=[a-z]*[0-9])[a-z0-9]{16,}"),
  /** A word that people choose. */
  NAME(".*");

  private final Pattern pattern;

  IdForm(String pattern) {
    this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  static IdForm of(String id) {
    for (IdForm form : values()) {
      if (form.pattern.matcher(id).matches()) {
        return form;
      }
    }
    return NAME;
  }
}
