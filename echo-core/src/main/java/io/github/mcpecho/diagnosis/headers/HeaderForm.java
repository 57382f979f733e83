package io.github.mcpecho.diagnosis.headers;

import io.github.mcpecho.diagnosis.identity.UnderscoredNames;
import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.MediaType;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.SafeText;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Judges the form of a request: names, duplicates, characters, framing, target, version. */
final class HeaderForm {
  /** In the order of the alphabet, in which they are reported. */
  private static final List<String> SINGLE =
      List.of(
          "content-length",
          "content-type",
          "host",
          "last-event-id",
          "origin",
          "referer",
          "user-agent",
          "x-real-ip");

  private static final Set<String> PERSISTENCE = Set.of("", "close", "keep-alive");
  private static final Pattern SPLIT_COOKIE = Pattern.compile("(?:^|;\\s*)([!-:<>-~]{1,64})_[01]=");
  private static final int SHOWN_NAMES = 10;

  private final CallContext context;
  private final Headers headers;
  private final List<KnownHeader> known;
  private final Redactor redactor;
  private final List<Finding> findings = new ArrayList<>();

  private HeaderForm(CallContext context, Redactor redactor) {
    this.context = context;
    this.headers = context.headers();
    this.known = RequestFacts.of(context).headers();
    this.redactor = redactor;
  }

  static List<Finding> judge(CallContext context, Redactor redactor) {
    var form = new HeaderForm(context, redactor);
    form.judgeTarget();
    form.judgeDuplicates();
    form.findings.addAll(UnderscoredNames.judge(context, redactor));
    form.judgeHopByHop();
    form.judgeCharacters();
    form.judgeCookies();
    form.judgeCharset();
    return form.findings;
  }

  private void judgeTarget() {
    String path = path(context.target());
    if (path.contains("//")) {
      note(HeaderFinding.TARGET_DOUBLE_SLASH, redactor.url(context.target()));
    } else if (isForEndpoint() && path.length() > 1 && path.endsWith("/")) {
      note(HeaderFinding.TARGET_TRAILING_SLASH, redactor.url(context.target()));
    }
    if (context.protocol().equals("HTTP/1.0")) {
      note(HeaderFinding.HTTP_1_0, "");
    }
  }

  private boolean isForEndpoint() {
    return context.target().equals(context.endpoint());
  }

  private static String path(String target) {
    int end = 0;
    while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
      end++;
    }
    return target.substring(0, end);
  }

  private void judgeDuplicates() {
    for (String name : SINGLE) {
      int count = 0;
      for (int i = 0; i < known.size(); i++) {
        count += known.get(i).name().equalsIgnoreCase(name) ? 1 : 0;
      }
      if (count > 1) {
        findings.add(
            HeaderFinding.HEADER_DUPLICATED.found(name + " arrived " + count + " times.", ""));
      }
    }
  }

  private void judgeHopByHop() {
    if (headers.contains("transfer-encoding") && headers.contains("content-length")) {
      note(HeaderFinding.HEADER_FRAMING_CONFLICT, "");
    }
    var stripped = new ArrayList<String>(0);
    for (String option : FieldList.of(headers.all("connection"))) {
      boolean isEndToEnd = !HeaderCatalogue.find(option).isHopByHop();
      if (isEndToEnd && !option.equalsIgnoreCase("close") && headers.contains(option)) {
        stripped.add(option);
      }
    }
    noteNames(HeaderFinding.HEADER_CONNECTION_STRIPS, stripped);
    if (RequestFacts.of(context).signOfAProxy().isPresent()) {
      var arrived = new ArrayList<String>(0);
      for (KnownHeader header : known) {
        if (header.kind().isHopByHop() && !isOwnOfTheLastHop(header.line())) {
          arrived.add(header.kind().name());
        }
      }
      noteNames(HeaderFinding.HEADER_HOP_BY_HOP, arrived);
    }
  }

  /**
   * Returns whether the proxy next to this server set the header for its own connection: every
   * proxy frames its messages and may say how long it keeps the connection.
   */
  private static boolean isOwnOfTheLastHop(Header header) {
    return header.name().equalsIgnoreCase("transfer-encoding")
        || header.name().equalsIgnoreCase("connection")
            && PERSISTENCE.contains(header.value().strip().toLowerCase(Locale.ROOT));
  }

  private void judgeCharacters() {
    var odd = new ArrayList<String>(0);
    for (Header header : headers) {
      if (!isVisible(header.value())) {
        odd.add(header.name());
      }
    }
    noteNames(HeaderFinding.HEADER_CONTROL_CHARACTERS, odd);
  }

  private void judgeCookies() {
    for (String value : headers.all("cookie")) {
      var matcher = SPLIT_COOKIE.matcher(value);
      if (matcher.find()) {
        note(HeaderFinding.HEADER_COOKIE_SPLIT, redactor.name(matcher.group(1)));
        return;
      }
    }
  }

  private void judgeCharset() {
    String type = headers.first("content-type").orElse("");
    boolean other = MediaType.parse(type).filter(MediaType::isOtherThanUtf8).isPresent();
    if (other) {
      note(HeaderFinding.CONTENT_TYPE_CHARSET, redactor.header("content-type", type));
    }
  }

  private void note(HeaderFinding kind, String evidence) {
    findings.add(kind.found(evidence));
  }

  private void noteNames(HeaderFinding kind, List<String> found) {
    if (found.isEmpty()) {
      return;
    }
    var names = new LinkedHashSet<>(found);
    String shown =
        names.stream().limit(SHOWN_NAMES).map(redactor::name).collect(Collectors.joining(", "));
    int more = names.size() - SHOWN_NAMES;
    note(kind, SafeText.cap(shown, 500) + (more > 0 ? " and " + more + " more" : ""));
  }

  private static boolean isVisible(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!(c >= 0x20 && c < 0x7F || c == '\t')) {
        return false;
      }
    }
    return true;
  }
}
