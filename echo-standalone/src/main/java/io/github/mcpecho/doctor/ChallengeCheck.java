package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Contacts;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.text.PatternTable;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a client without a token is told. */
final class ChallengeCheck extends Check {
  private static final PatternTable FIXES =
      new PatternTable(ChallengeCheck.class, "token-fixes.tsv");

  ChallengeCheck() {
    super(Leg.AUTHORIZATION, "the challenge", Need.HTTP, Need.SERVER);
  }

  @Override
  void begin(Examination examination) {
    if (!examination.order().headers.isEmpty()) {
      examination.ahead(List.of(examination.greetingWithoutToken()));
    }
  }

  @Override
  void run(Examination examination, Notes notes) {
    Optional<Answer> answer = examination.withoutToken();
    if (answer.isEmpty()) {
      unchecked("no answer without a token", notes);
      return;
    }
    int status = answer.get().status();
    if (status == 401 && examination.refusal().isEmpty()) {
      unchecked("what is in front of the server answers who has no token", notes);
      return;
    }
    boolean given = examination.order().authorization().isPresent();
    if (status == 401) {
      judge(examination, answer.get(), notes);
    } else if (status == 403 && Challenge.of(answer.get()).isPresent()) {
      notes.found(DoctorFinding.AUTHORIZATION_403, "status 403 without a token");
    } else if (Reply.of(answer.get()).asksForTokenInWords()) {
      notes.found(
          DoctorFinding.AUTHORIZATION_NOT_401, Reply.of(answer.get()).problem(examination.shown()));
    } else if (answer.get().isRedirect() && given) {
      String location = answer.get().header("Location").orElse("nowhere");
      notes.found(
          DoctorFinding.AUTHORIZATION_REDIRECTED,
          "status " + status + " to " + examination.shown().url(location));
    } else if (Reply.of(answer.get()).isResult()) {
      if (examination.knownAfterHandshake().filter(AfterHandshake::isOfToken).isPresent()) {
        return;
      } else if (given) {
        notes.found(DoctorFinding.AUTHORIZATION_NOT_ASKED, "status " + status);
      } else {
        notes.fine(leg(), "no token is asked for");
      }
    } else if (status == 403 && given) {
      notes.found(DoctorFinding.AUTHORIZATION_403, "status 403 without a token");
    } else {
      String problem = Reply.of(answer.get()).problem(examination.shown());
      unchecked(problem + ", to a request without a token", notes);
    }
    Reply first =
        examination.asksForTokenLater() ? examination.list() : examination.first().reply();
    if (given && (first.asksForTokenInWords() || examination.deniesToken())) {
      refused(
          first,
          first.problem(examination.shown())
              + error(first, examination.shown()).map(", "::concat).orElse(""),
          examination,
          notes);
    } else if (given && first.asksForToken()) {
      refused(
          first,
          error(first, examination.shown()).orElse("status 401, and no challenge says why"),
          examination,
          notes);
    }
  }

  private static void refused(Reply reply, String evidence, Examination examination, Notes notes) {
    DoctorFinding kind = DoctorFinding.AUTHORIZATION_TOKEN_REFUSED;
    List<String> said = List.of(evidence, reply.problem(examination.shown()));
    notes.found(kind, evidence, FIXES.first(said).orElse(kind.fix()));
  }

  private static Optional<String> error(Reply reply, Shown shown) {
    return reply
        .answer()
        .flatMap(Challenge::of)
        .map(Challenge::error)
        .filter(error -> !error.isEmpty())
        .map(shown::evidence);
  }

  private void judge(Examination examination, Answer answer, Notes notes) {
    Shown shown = examination.shown();
    Optional<Challenge> challenge = Challenge.of(answer);
    if (challenge.isPresent()) {
      judge(challenge.get(), examination, notes);
      return;
    }
    Optional<Header> renamed =
        answer.headers().lines().stream().filter(ChallengeCheck::isRenamed).findFirst();
    if (renamed.isPresent()) {
      notes.found(
          DoctorFinding.AUTHORIZATION_CHALLENGE_RENAMED,
          "it comes as " + shown.evidence(renamed.get().name()));
      return;
    }
    Optional<String> other = answer.header("WWW-Authenticate");
    if (examination.isLetInByHand()) {
      byHand(other, examination, notes);
      return;
    }
    other.ifPresentOrElse(
        value ->
            notes.found(
                DoctorFinding.AUTHORIZATION_NOT_BEARER, shown.header("WWW-Authenticate", value)),
        () -> notes.found(DoctorFinding.AUTHORIZATION_CHALLENGE_MISSING, "status 401"));
  }

  private void judge(Challenge challenge, Examination examination, Notes notes) {
    Shown shown = examination.shown();
    String line = shown.header("WWW-Authenticate", challenge.text());
    String metadata = challenge.metadata();
    if (!challenge.isSound()) {
      notes.found(DoctorFinding.AUTHORIZATION_CHALLENGE_MALFORMED, line);
    } else if (challenge.misspelt().isPresent()) {
      notes.found(
          DoctorFinding.AUTHORIZATION_CHALLENGE_MALFORMED.found(
              "The challenge names the metadata by a parameter that no client knows.",
              "it is called " + challenge.misspelt().get(),
              "Call the parameter resource_metadata, with an underscore."));
    } else if (metadata.isEmpty() && examination.isLetInByHand()) {
      byHand(Optional.of(challenge.text()), examination, notes);
    } else if (metadata.isEmpty()) {
      notes.found(DoctorFinding.AUTHORIZATION_CHALLENGE_WITHOUT_METADATA, line);
    } else if (Document.uri(metadata).isEmpty()) {
      notes.found(
          DoctorFinding.AUTHORIZATION_METADATA_ELSEWHERE.found(
              "The challenge names the metadata by something that is no whole URL.",
              "resource_metadata is " + shown.evidence(metadata),
              "Write the URL with scheme and host:"
                  + " resource_metadata=\"https://…/.well-known/oauth-protected-resource/…\"."));
    } else if (isElsewhere(metadata, examination.uri())) {
      notes.found(
          DoctorFinding.AUTHORIZATION_METADATA_ELSEWHERE,
          "%s for %s".formatted(shown.url(metadata), examination.shownUrl()));
    } else {
      notes.fine(leg(), "401 with a challenge that says where the metadata is");
    }
  }

  private static void byHand(Optional<String> challenge, Examination examination, Notes notes) {
    notes.found(
        DoctorFinding.AUTHORIZATION_BY_HAND,
        "without the headers that were given: status 401, "
            + challenge
                .map(
                    text ->
                        "WWW-Authenticate: " + examination.shown().header("WWW-Authenticate", text))
                .orElse("no WWW-Authenticate"));
  }

  private static boolean isElsewhere(String metadata, URI uri) {
    Optional<Origin> origin = Document.uri(metadata).flatMap(Contacts::origin);
    return origin.isEmpty() || !origin.equals(Contacts.origin(uri));
  }

  /** Amazon API Gateway puts x-amzn-remapped- before the name; others have names of their own. */
  private static boolean isRenamed(Header header) {
    String name = header.name().toLowerCase(Locale.ROOT);
    return !name.equals("www-authenticate")
        && (name.endsWith("www-authenticate")
            || header.value().regionMatches(true, 0, "Bearer ", 0, 7));
  }
}
