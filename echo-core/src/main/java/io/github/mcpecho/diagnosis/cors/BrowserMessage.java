package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message about CORS from the console of a browser, recognised by {@code messages.tsv}.
 *
 * @param reasons each refusal with the value that the message names, in the order of the table;
 *     none if the pasted lines give no reason
 * @param headers the request headers that it names
 * @param rest the pasted text without its messages
 */
record BrowserMessage(
    Map<CorsFinding, String> reasons,
    Optional<String> origin,
    Optional<Integer> status,
    List<String> headers,
    String rest) {
  private static final String NO_REASON = "-";
  private static final String OTHER = "OTHER";
  private static final List<String[]> TABLE =
      TsvResource.rows(BrowserMessage.class, "messages.tsv");
  private static final List<Row> ROWS =
      TABLE.stream().filter(cells -> !cells[0].equals(OTHER)).map(Row::of).toList();
  private static final List<Pattern> OTHERS =
      TABLE.stream()
          .filter(cells -> cells[0].equals(OTHER))
          .map(cells -> Pattern.compile(cells[1]))
          .toList();

  /** Finds the lines of a message; a header line is none. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^(?!\\s*[<>*-]?\\s*[\"']?:?[\\w-]+[\"']?\\s*[:\\t]"
              + "|\\W{0,4}(?i:access-control-|www-|mcp-))"
              + ".*(?:CORS|Access-Control-| is not allowed by |[Pp]reflight|net::ERR_| from origin )"
              + ".*$"
              + "|^.*(?:settings blocked the loading|violates the following directive).*$");

  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?:from origin '?|[Tt]he page at '?(?=https?://))([^' ]{1,300}?)/?(?:'|\\s|$)"
              + "|Origin (\\S{1,300}) is not allowed by");
  private static final Pattern STATUS =
      Pattern.compile(
          "(?:(?:[Ss]tatus ?code|Code d'état|Código de (?:estado|status)|Codice di stato"
              + "|ステータスコード|Код состояния|状态码|狀態代碼|Kod stanu) ?[:：] ?"
              + "|net::ERR_[A-Z_]{1,60} )([1-5][0-9]{2})\\b");

  private record Row(Optional<CorsFinding> finding, Pattern pattern) {
    static Row of(String[] cells) {
      return new Row(
          Optional.of(cells[0]).filter(id -> !id.equals(NO_REASON)).map(CorsFinding::valueOf),
          Pattern.compile(cells[1]));
    }

    static String group(Matcher found, String name) {
      return found.pattern().pattern().contains("(?<" + name + ">")
          ? Optional.ofNullable(found.group(name)).orElse("")
          : "";
    }
  }

  /** Returns whether a text has an error of which CORS is not the cause. */
  static boolean hasAnotherCause(String text) {
    return OTHERS.stream().anyMatch(error -> error.matcher(text).find());
  }

  /** Returns the message in a text, if there is one. */
  static Optional<BrowserMessage> in(String text) {
    String said =
        text.replaceAll("[‘’`]", "'")
            .replaceAll("[“”„«»「」]", "\"")
            .replaceAll("[\\s\u00A0\u202F]+", " ");
    var reasons = new LinkedHashMap<CorsFinding, String>();
    var headers = new ArrayList<String>();
    boolean any = false;
    for (Row row : ROWS) {
      Matcher found = row.pattern.matcher(said);
      if (found.find()) {
        any = true;
        String header = Row.group(found, "header");
        String value = header + Row.group(found, "value");
        row.finding.ifPresent(finding -> reasons.putIfAbsent(finding, value));
        if (!header.isEmpty()) {
          headers.add(header);
        }
      }
    }
    if (!any) {
      return Optional.empty();
    }
    Optional<Integer> status =
        STATUS.matcher(said).results().findFirst().map(found -> Integer.valueOf(found.group(1)));
    if (reasons.containsKey(CorsFinding.CORS_PREFLIGHT_STATUS)
        && status.filter(CorsResponse::isRedirect).isPresent()) {
      reasons.put(CorsFinding.CORS_PREFLIGHT_REDIRECT, "");
    }
    if (reasons.containsKey(CorsFinding.CORS_REDIRECTED)
        || reasons.containsKey(CorsFinding.CORS_PREFLIGHT_REDIRECT)) {
      // Report the redirect only: adding CORS headers to the page behind it is no fix.
      reasons.keySet().removeIf(kind -> !kind.isRedirect());
    }
    Matcher origin = ORIGIN.matcher(said);
    boolean isUnreadable = reasons.keySet().stream().anyMatch(CorsFinding::isOfOrigin);
    if (isUnreadable && status.filter(code -> code == 401).isPresent()) {
      reasons.put(CorsFinding.CORS_CHALLENGE_HIDDEN, "");
    }
    if (isUnreadable && status.filter(code -> refusal(false, code).isPresent()).isPresent()) {
      // Report what answers only: adding CORS headers to its page is no fix.
      reasons.keySet().removeIf(CorsFinding::isOfOrigin);
      reasons.put(CorsFinding.CORS_ERROR_HIDDEN, "");
    }
    return Optional.of(
        new BrowserMessage(
            reasons,
            origin.find()
                ? Optional.ofNullable(origin.group(1)).or(() -> Optional.of(origin.group(2)))
                : Optional.empty(),
            status,
            headers,
            LINE.matcher(text).replaceAll("")));
  }

  private static Optional<Refusal> refusal(boolean preflight, int status) {
    return Refusal.of(preflight, status, Headers.NONE, "");
  }

  /** Returns a refusal and a finding for each reason. */
  CorsVerdict verdict(CorsRequest request, Redactor redactor) {
    var judgement = new Judgement(request, redactor);
    reasons.forEach(
        (kind, value) -> {
          String code = status.map(number -> ", status " + number).orElse("");
          String evidence = value.isEmpty() ? "" : ": " + value;
          judgement.refused("browser", "Blocked by the browser: " + kind.name());
          String seen = redactor.evidence("message of the browser" + evidence + code);
          Optional<Refusal> behind =
              kind == CorsFinding.CORS_PREFLIGHT_STATUS || kind == CorsFinding.CORS_ERROR_HIDDEN
                  ? status.flatMap(of -> refusal(kind == CorsFinding.CORS_PREFLIGHT_STATUS, of))
                  : Optional.empty();
          judgement.note(
              behind
                  .map(refusal -> refusal.found(kind, seen))
                  .orElseGet(() -> kind.found(request, seen, redactor)));
        });
    return judgement.verdict();
  }
}
