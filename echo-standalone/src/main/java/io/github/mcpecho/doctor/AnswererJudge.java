package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.diagnosis.intermediaries.Answerer;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Contacts;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.report.Finding;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Says who answered in the place of an MCP server. */
record AnswererJudge(URI uri, Shown shown, String waited) {
  /** By these a browser asks a person who it is; MCP clients know none of them. */
  private static final Pattern FOR_PEOPLE = Pattern.compile("(?i)(Basic|Digest|Negotiate|NTLM)\\b");

  /** By these no server of MCP answers, whatever comes with them; 999 is of LinkedIn. */
  private static final Set<Integer> REFUSALS = Set.of(402, 407, 451, 999);

  /** A server of MCP that answers in JSON of its own mostly says what it misses. */
  private static final Pattern OF_MCP = Pattern.compile("(?i)jsonrpc|mcp|session");

  AnswererJudge(Examination examination) {
    this(examination.uri(), examination.shown(), examination.exchanges().saysWaited());
  }

  /** Returns the product that answers in the place of the server, if it is a known one. */
  static Optional<Answerer> known(Answer answer) {
    return Answerer.of(answer.status(), answer.headers(), answer.text());
  }

  /** Returns whether the login of a browser is asked for, by who is no server of MCP. */
  static boolean isLogin(Answer answer) {
    return answer.status() == 401
        && Challenge.of(answer).isEmpty()
        && Reply.of(answer).message().isEmpty()
        && answer.headers().all("WWW-Authenticate").stream()
            .anyMatch(value -> FOR_PEOPLE.matcher(value).lookingAt());
  }

  /**
   * Returns that an API answers which speaks no MCP: whatever it thinks of the message, it does so
   * in JSON of its own, or takes no POST at all.
   */
  Optional<Finding> ofAnApi(Answer answer) {
    boolean asksForToken = Reply.of(answer).asksForTokenInWords();
    boolean isApi = Reply.isJson(answer) && !asksForToken && !OF_MCP.matcher(answer.text()).find();
    if (answer.status() == 500 && !asksForToken) {
      return Optional.of(DoctorFinding.REACH_SERVER_ERROR.found(said(answer)));
    }
    boolean isAnswer = answer.isSuccess() || answer.status() >= 400 && answer.status() < 500;
    return answer.status() == 405 || isApi && isAnswer && answer.status() != 401
        ? Optional.of(DoctorFinding.REACH_OTHER_APPLICATION.found(said(answer)))
        : Optional.empty();
  }

  /** Returns what is wrong with who answered; nothing if a server of MCP may answer so. */
  Optional<Finding> finding(Answer answer) {
    Optional<Answerer> known = known(answer);
    if (known.isPresent()) {
      DoctorFinding kind = known.get().kind();
      String fix = known.get().fix().isEmpty() ? kind.fix() : known.get().fix();
      String evidence = known.get().product() + ", " + said(answer);
      return Optional.of(kind.found(kind.meaning(), evidence, fix));
    }
    if (answer.isRedirect()) {
      return Optional.of(redirect(answer));
    }
    if (isLogin(answer)) {
      String challenge = String.join(", ", answer.headers().all("WWW-Authenticate"));
      return Optional.of(
          DoctorFinding.REACH_LOGIN.found(
              seen(answer) + ", WWW-Authenticate: " + shown.header("WWW-Authenticate", challenge)));
    }
    if (answer.unreadable().isPresent()) {
      return Optional.of(
          DoctorFinding.BACK_UNREADABLE.found(
              seen(answer) + "; " + shown.evidence(answer.unreadable().get())));
    }
    Optional<Page> page = Page.of(answer);
    if (isOfAGateway(answer.status())) {
      return Optional.of(DoctorFinding.REACH_GATEWAY_ERROR.found(said(answer)));
    }
    if (answer.status() == 404) {
      return Optional.of(DoctorFinding.REACH_NOT_FOUND.found(said(answer)));
    }
    if (page.filter(Page::isLogin).isPresent() && answer.status() != 401) {
      return Optional.of(DoctorFinding.REACH_LOGIN.found(seen(answer)));
    }
    // A server that knows whose token it is says by a challenge what is missing (RFC 6750 §3.1).
    if (answer.status() == 403
        && Challenge.of(answer).isEmpty()
        && !Reply.of(answer).asksForTokenInWords()) {
      return Optional.of(DoctorFinding.REACH_DENIED.found(said(answer)));
    }
    if (answer.status() == 413) {
      return Optional.of(
          DoctorFinding.REACH_DENIED.found(
              "The handshake is refused as too large: it has some hundred bytes.",
              said(answer),
              "Raise the limit of whoever answers for bodies (nginx: client_max_body_size)."));
    }
    if (REFUSALS.contains(answer.status())) {
      return Optional.of(DoctorFinding.REACH_DENIED.found(said(answer)));
    }
    if (page.isPresent() && answer.status() == 500) {
      return Optional.of(DoctorFinding.REACH_SERVER_ERROR.found(seen(answer)));
    }
    // What a 401 has for people does not matter to who reads its challenge.
    if (page.isPresent() && answer.status() != 401) {
      return Optional.of(DoctorFinding.REACH_HTML.found(seen(answer)));
    }
    // A server may take a request for a notification.
    return answer.isSuccess()
            && answer.status() != 202
            && !answer.is("application/json")
            && !answer.is("text/event-stream")
            && AnswerForm.mislabelled(answer, shown).isEmpty()
        ? Optional.of(DoctorFinding.REACH_OTHER_APPLICATION.found(said(answer)))
        : Optional.empty();
  }

  /** The upper ones are Cloudflare's, for an origin that it cannot talk to. */
  private static boolean isOfAGateway(int status) {
    return status >= 502 && status <= 504 || status >= 520 && status <= 530;
  }

  private Finding redirect(Answer answer) {
    String location = answer.header("Location").orElse("");
    Optional<URI> target = resolved(location);
    String evidence =
        seen(answer) + " to " + (location.isEmpty() ? "nowhere" : shown.url(location));
    if (target.isEmpty() || target.get().getHost() == null) {
      return DoctorFinding.REACH_REDIRECT.found(evidence);
    }
    if (target.get().equals(uri)) {
      return DoctorFinding.REACH_REDIRECT.found(
          "The request is redirected to the URL that it was sent to: who follows turns in circles.",
          evidence,
          "Look for the rule that redirects what it should pass on: one for https or for a host"
              + " that does not see the scheme and Host of the client.");
    }
    boolean sameHost = target.get().getHost().equalsIgnoreCase(uri.getHost());
    String repeated =
        answer.status() < 307
            ? "; clients repeat a POST as GET, without its body"
            : "; clients that follow repeat the POST as it was";
    boolean bySlash = !path(target.get()).equals(path(uri));
    boolean byScheme = !target.get().getScheme().equalsIgnoreCase(uri.getScheme());
    if (sameHost && withoutSlash(target.get()).equals(withoutSlash(uri)) && (bySlash || byScheme)) {
      boolean downgrade =
          uri.getScheme().equals("https") && target.get().getScheme().equals("http");
      return (downgrade
              ? DoctorFinding.REACH_REDIRECT_TO_HTTP
              : bySlash
                  ? DoctorFinding.REACH_REDIRECT_SLASH
                  : DoctorFinding.REACH_REDIRECT_TO_HTTPS)
          .found(
              evidence
                  + (downgrade ? ", which is not encrypted" : "")
                  + (bySlash && byScheme ? ", and differs by a slash too" : "")
                  + repeated);
    }
    Optional<Origin> there = Contacts.origin(target.get());
    return there.equals(Contacts.origin(uri))
        ? DoctorFinding.REACH_REDIRECT.found(evidence + repeated)
        : DoctorFinding.REACH_REDIRECT_ELSEWHERE.found(
            evidence
                + repeated
                + ", and drop Authorization on the way to another "
                + (!sameHost ? "host" : byScheme ? "scheme" : "port"));
  }

  private Optional<URI> resolved(String location) {
    try {
      return location.isEmpty() ? Optional.empty() : Optional.of(uri.resolve(location));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String path(URI uri) {
    return uri.getRawPath() == null ? "" : uri.getRawPath();
  }

  private static String withoutSlash(URI uri) {
    String path = path(uri);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private String seen(Answer answer) {
    return Page.seen(answer, shown) + server(answer);
  }

  private String said(Answer answer) {
    return Reply.of(answer).problem(shown)
        + server(answer)
        + (isOfAGateway(answer.status()) ? waited : "");
  }

  private String server(Answer answer) {
    return answer
        .header("Server")
        .map(server -> ", Server: " + shown.header("Server", server))
        .orElse("");
  }
}
