package io.github.mcpecho.doctor;

import io.github.mcpecho.doctor.exchange.Answer;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code WWW-Authenticate} says of bearer tokens (RFC 6750 §3, RFC 9728 §5.1).
 *
 * @param text the header line
 */
record Challenge(String text) {
  private static final Pattern BEARER = Pattern.compile("(?i)(?:^|,)\\s*Bearer(?:\\s|,|$)");

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final String PARAM =
      TOKEN + "\\s*+=\\s*+(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")";

  /** One line of challenges (RFC 9110 §11.6.1), of which a hostile one may have thousands. */
  private static final Pattern SOUND =
      Pattern.compile(
          "(?:ITEM)?(?:\\s*+,\\s*+(?:ITEM)?)*+"
              .replace(
                  "ITEM",
                  PARAM + "|" + TOKEN + "(?: ++(?:" + PARAM + "|[A-Za-z0-9._~+/-]++=*+))?"));

  private static final Pattern MISSPELT =
      Pattern.compile("(?i)\\bresource[-_ ]?metadata(?=\\w*+\\s*+=)");

  static Optional<Challenge> of(Answer answer) {
    return answer.headers().all("WWW-Authenticate").stream()
        .filter(line -> BEARER.matcher(line).find())
        .findFirst()
        .map(Challenge::new);
  }

  /** Returns whether it can be read by the grammar, and not only by guessing. */
  boolean isSound() {
    return SOUND.matcher(text.strip()).matches();
  }

  /** Returns the URL of the metadata, empty if there is none. */
  String metadata() {
    return parameter("resource_metadata");
  }

  /** Returns how the parameter is called that names the metadata, if no client knows it so. */
  Optional<String> misspelt() {
    return MISSPELT
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(name -> metadata().isEmpty())
        .findFirst();
  }

  /** Returns the scopes that it asks for, none if it does not say. */
  List<String> scopes() {
    String scope = parameter("scope").strip();
    return scope.isEmpty() ? List.of() : List.of(scope.split("\\s+"));
  }

  /** Returns the error, its description and the scopes that it asks for, empty without error. */
  String error() {
    String error = (parameter("error") + " " + parameter("error_description")).strip();
    return error.isEmpty() || scopes().isEmpty()
        ? error
        : error + ", scope " + String.join(" ", scopes());
  }

  private String parameter(String name) {
    Matcher value =
        Pattern.compile("(?i)(?<![A-Za-z_])" + name + "\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))")
            .matcher(text);
    return !value.find() ? "" : value.group(1) != null ? value.group(1) : value.group(2);
  }
}
