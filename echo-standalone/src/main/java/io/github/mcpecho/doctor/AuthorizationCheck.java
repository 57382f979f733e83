package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.AuthSchemes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the Authorization header arrives as it was sent: the same secret in a second header has
 * the same fingerprint there, and the scheme before it is no secret.
 */
final class AuthorizationCheck extends Check {
  /** Of a client that has none: no server knows it, and nothing is lost when it is seen. */
  static final String CANARY = "mcp-echo-doctor-canary-credential";

  private static final String SECOND = "X-Api-Key";

  AuthorizationCheck() {
    super(Leg.THERE, "the Authorization header", Need.ECHO);
  }

  @Override
  void run(Examination examination, Notes notes) {
    Optional<String> given = examination.order().authorization();
    String credential = given.orElse("Bearer " + CANARY);
    if (credential.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      unchecked("a password has no fingerprint to compare", notes);
      return;
    }
    int space = credential.indexOf(' ');
    String scheme = credential.substring(0, Math.max(0, space));
    String secret = credential.substring(space + 1).strip();
    Reply reply =
        examination
            .echo()
            .call(
                FarEnd.PRINT_HEADER,
                Json.object(),
                request -> {
                  Request second = request.with(SECOND, secret);
                  return given.isPresent() ? second : second.with("Authorization", credential);
                });
    Optional<Arrival> arrival = Arrival.of(reply);
    if (arrival.isEmpty()) {
      unchecked(
          reply.asksForToken()
              ? Need.TOKEN.missing()
              : "refused: " + reply.problem(examination.shown()),
          notes);
      return;
    }
    judge(examination, arrival.get(), scheme, notes);
  }

  private void judge(Examination examination, Arrival arrival, String scheme, Notes notes) {
    List<Arrival.Line> lines = arrival.lines("authorization");
    Optional<String> expected =
        arrival.lines(SECOND).stream().flatMap(line -> line.fingerprint().stream()).findFirst();
    if (lines.isEmpty()) {
      Optional<String> elsewhere =
          arrival.lines().stream()
              .filter(line -> !line.name().equalsIgnoreCase(SECOND))
              .filter(line -> expected.isPresent() && line.fingerprint().equals(expected))
              .map(Arrival.Line::name)
              .findFirst();
      String evidence =
          elsewhere
              .map(name -> "its credential arrives as " + examination.shown().evidence(name))
              .orElse("the far end says that it did not arrive");
      notes.found(examination.advised(DoctorFinding.THERE_AUTHORIZATION_LOST, evidence));
    } else if (lines.size() > 1) {
      notes.found(DoctorFinding.THERE_AUTHORIZATION_TWICE, lines.size() + " header lines");
    } else if (expected.isEmpty()) {
      notes.unchecked(
          leg(), name() + ", whether it is the same", SECOND + " did not arrive to compare with");
    } else if (!lines.get(0).fingerprint().equals(expected)) {
      changed("fingerprint", expected.get(), lines.get(0).value(), examination, notes);
    } else if (isOtherScheme(scheme, lines.get(0).value())) {
      changed("the scheme", scheme, lines.get(0).value(), examination, notes);
    } else {
      notes.fine(leg(), "Authorization arrives, unchanged");
    }
  }

  private static void changed(
      String part, String sent, String arrived, Examination examination, Notes notes) {
    Shown shown = examination.shown();
    String evidence =
        "sent with %s %s, arrived as %s"
            .formatted(part, shown.evidence(sent), shown.evidence(arrived));
    notes.found(examination.advised(DoctorFinding.THERE_AUTHORIZATION_CHANGED, evidence));
  }

  /**
   * What is no known scheme may be hidden with the secret; a scheme has no case (RFC 9110 §11.1).
   */
  private static boolean isOtherScheme(String scheme, String arrived) {
    return AuthSchemes.isKnown(scheme)
        && !arrived.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1);
  }
}
