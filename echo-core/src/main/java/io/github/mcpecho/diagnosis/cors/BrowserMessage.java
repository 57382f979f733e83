package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.Expressions;
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
 * @param reasons each refusal, in the order of the table; none if the pasted lines give no reason
 * @param headers the request headers that it names
 * @param rest the pasted text without its messages
 */
record BrowserMessage(
    Map<CorsFinding, Reason> reasons,
    Optional<String> origin,
    Optional<Integer> status,
    List<String> headers,
    String rest) {
  private static final String NO_REASON = "-";
  private static final String OTHER = "OTHER";
  private static final String NO_BROWSER =
      "only a browser refuses by CORS, and the script that it refuses sees no status and no cause.";
  private static final List<String[]> TABLE =
      TsvResource.rows(BrowserMessage.class, "messages.tsv");
  private static final List<Row> ROWS =
      TABLE.stream().filter(cells -> !cells[0].equals(OTHER)).map(Row::of).toList();
  private static final List<Other> OTHERS =
      TABLE.stream().filter(cells -> cells[0].equals(OTHER)).map(Other::of).toList();

  /** Finds the lines of a message; a header line is none. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^(?![ \\t]*+[<>*-]?[ \\t]*+[\"']?:?[\\w-]+[\"']?[ \\t]*[:\\t]"
              + "|\\W{0,4}(?i:access-control-|www-|mcp-))"
              + ".*(?:CORS|Access-Control-| is not allowed by |[Pp]reflight|net::ERR_| from origin )"
              + ".*$"
              + "|^.*(?:settings blocked the loading|violates the following directive"
              + "|[(（]connect-src[)）]).*$");

  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?:from origin '?|[Tt]he page at '?(?=https?://))([^' ]{1,300}?)/?(?:'|\\s|$)"
              + "|Origin (\\S{1,300}) is not allowed by");
  private static final Pattern STATUS =
      Pattern.compile(
          "(?:(?:[Ss]tatus ?code|Code d'état|Código de (?:estado|status)|Codice di stato"
              + "|ステータスコード|Код состояния|状态码|狀態代碼|Kod stanu) ?[:：] ?"
              + "|net::ERR_[A-Z_]{1,60} )([1-5][0-9]{2})\\b");

  /** In the order of a row: from which address a request was redirected, and to which. */
  private static final Pattern REDIRECTED =
      Pattern.compile("'([^']+)' \\(redirected from '([^']+)'\\)");

  /**
   * Why a browser refuses.
   *
   * @param value that the message names, or empty
   * @param behind what the message tells more closely than its finding does
   */
  record Reason(String value, Optional<Refusal> behind) {
    static final Reason PLAIN = new Reason("", Optional.empty());
  }

  private record Other(Pattern error, String cause) {
    static Other of(String[] cells) {
      return new Other(Expressions.compile(cells[1]), cells.length > 3 ? cells[3] : NO_BROWSER);
    }
  }

  private record Row(Optional<CorsFinding> finding, Pattern pattern, Optional<Refusal> behind) {
    static Row of(String[] cells) {
      return new Row(
          Optional.of(cells[0]).filter(id -> !id.equals(NO_REASON)).map(CorsFinding::valueOf),
          Expressions.compile(cells[1]),
          cells.length > 3
              ? Optional.of(new Refusal(Optional.of(cells[3]), cells[4]))
              : Optional.empty());
    }

    Reason reason(String value) {
      Matcher redirected = REDIRECTED.matcher(value);
      return new Reason(
          value,
          redirected.matches() ? Redirect.cause(redirected.group(2), redirected.group(1)) : behind);
    }

    static String group(Matcher found, String name) {
      return found.pattern().pattern().contains("(?<" + name + ">")
          ? Optional.ofNullable(found.group(name)).orElse("")
          : "";
    }
  }

  /** Returns what is behind an error of which CORS is not the cause. */
  static Optional<String> otherCause(String text) {
    return OTHERS.stream()
        .filter(other -> other.error.matcher(text).find())
        .findFirst()
        .map(Other::cause);
  }

  static Optional<BrowserMessage> in(String text) {
    String said =
        text.replaceAll("`?[‘’']`?|`", "'")
            .replaceAll("[“”„«»「」]", "\"")
            .replaceAll("[\\s\u00A0\u202F]+", " ");
    var reasons = new LinkedHashMap<CorsFinding, Reason>();
    var headers = new ArrayList<String>();
    boolean any = false;
    for (Row row : ROWS) {
      Matcher found = row.pattern.matcher(said);
      if (found.find()) {
        any = true;
        String header = Row.group(found, "header");
        String value = header + Row.group(found, "value");
        row.finding
            .map(finding -> ofValue(finding, value))
            .ifPresent(finding -> reasons.putIfAbsent(finding, row.reason(value)));
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
    status.ifPresent(code -> decide(reasons, code));
    keepRedirects(reasons);
    Matcher origin = ORIGIN.matcher(said);
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

  private static CorsFinding ofValue(CorsFinding finding, String value) {
    if (!finding.isOfOrigin() || OriginSpelling.isOfTwoPlaces(FieldList.of(value))) {
      return finding;
    }
    return OriginSpelling.isList(value)
        ? CorsFinding.CORS_ORIGIN_LIST
        : OriginSpelling.placeholder(value).isPresent()
            ? CorsFinding.CORS_ORIGIN_PLACEHOLDER
            : finding;
  }

  /** Says more of the reasons by the status that stands beside them. */
  private static void decide(Map<CorsFinding, Reason> reasons, int status) {
    if (reasons.size() > 1) {
      // Another line says more.
      reasons.remove(CorsFinding.CORS_ORIGIN_REFUSED);
    }
    if (CorsResponse.isRedirect(status)) {
      if (reasons.containsKey(CorsFinding.CORS_PREFLIGHT_STATUS)) {
        reasons.put(CorsFinding.CORS_PREFLIGHT_REDIRECT, Reason.PLAIN);
      } else if (reasons.containsKey(CorsFinding.CORS_ORIGIN_REFUSED)) {
        reasons.put(CorsFinding.CORS_REDIRECTED, Reason.PLAIN);
      }
    } else if (reasons.keySet().stream().anyMatch(CorsFinding::isOfOrigin)) {
      if (refusal(false, status).isPresent()) {
        // Report what answers only: adding CORS headers to its page is no fix.
        reasons.keySet().removeIf(CorsFinding::isOfOrigin);
        reasons.put(CorsFinding.CORS_ERROR_HIDDEN, Reason.PLAIN);
      } else if (status == 401) {
        var others = new LinkedHashMap<>(reasons);
        if (reasons.containsKey(CorsFinding.CORS_ORIGIN_MISSING)
            || reasons.containsKey(CorsFinding.CORS_ORIGIN_REFUSED)) {
          // It is why the header is absent.
          reasons.clear();
        }
        reasons.put(CorsFinding.CORS_CHALLENGE_HIDDEN, Reason.PLAIN);
        reasons.putAll(others);
      }
    }
  }

  /** Leaves the redirect only: adding CORS headers to the page behind it is no fix. */
  private static void keepRedirects(Map<CorsFinding, Reason> reasons) {
    if (reasons.keySet().stream().anyMatch(CorsFinding::isRedirect)) {
      reasons.keySet().removeIf(kind -> !kind.isRedirect());
    }
  }

  /**
   * Returns what stands around the message; all of it if it gives no reason and is in an object.
   */
  String around(String text) {
    boolean isInObject = text.startsWith("{") || text.startsWith("[");
    return isInObject && reasons.isEmpty() ? text : rest;
  }

  private static Optional<Refusal> refusal(boolean preflight, int status) {
    return Refusal.of(preflight, status, Headers.NONE, "");
  }

  /** Returns a refusal and a finding for each reason. */
  CorsVerdict verdict(CorsRequest request, Redactor redactor) {
    var judgement = new Judgement(request, redactor);
    reasons.forEach(
        (kind, reason) -> {
          String code = status.map(number -> ", status " + number).orElse("");
          String evidence = reason.value.isEmpty() ? "" : ": " + reason.value;
          judgement.refused("browser", "Blocked by the browser: " + kind.name());
          boolean preflight = kind == CorsFinding.CORS_PREFLIGHT_STATUS;
          Optional<Refusal> behind =
              preflight || kind == CorsFinding.CORS_ERROR_HIDDEN
                  ? status.flatMap(of -> refusal(preflight, of))
                  : reason.behind;
          judgement.note(
              kind, redactor.evidence("message of the browser" + evidence + code), behind);
        });
    return judgement.verdict();
  }
}
