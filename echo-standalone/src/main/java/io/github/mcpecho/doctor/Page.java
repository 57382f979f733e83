package io.github.mcpecho.doctor;

import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.internal.text.Expressions;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTML page where no page belongs.
 *
 * @param title as the page has it, may be empty
 * @param isLogin whether it asks people who they are
 */
record Page(String title, boolean isLogin) {
  private static final int SEARCHED = 16 * 1024;
  private static final Pattern TITLE =
      Pattern.compile("<title[^<>]{0,200}>([^<]{0,4000})", Pattern.CASE_INSENSITIVE);

  private static final Pattern PASSWORD =
      Pattern.compile(
          "<input\\b[^<>]{0,400}\\btype\\s*=\\s*[\"']?password", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOGIN =
      Expressions.compile("\\b(?:log|sign)[ -]?in\\b", Pattern.CASE_INSENSITIVE);

  /** Returns the page that an answer is, if it is one; JSON under that type is none. */
  static Optional<Page> of(Answer answer) {
    String whole = answer.text();
    String text = whole.substring(0, Math.min(SEARCHED, whole.length()));
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    boolean isHtml =
        answer.is("text/html") && !start.isEmpty() && !start.matches("(?s)[{\\[].*")
            || start.startsWith("<!doctype html")
            || start.startsWith("<html");
    if (!isHtml) {
      return Optional.empty();
    }
    Matcher titled = TITLE.matcher(text);
    String title = titled.find() ? titled.group(1).strip() : "";
    return Optional.of(
        new Page(title, PASSWORD.matcher(text).find() || LOGIN.matcher(title).find()));
  }

  /** Returns what an answer looks like, for people: its status, and the page that it is. */
  static String seen(Answer answer, Shown shown) {
    return "status "
        + answer.status()
        + of(answer).map(page -> ", " + page.described(shown)).orElse("");
  }

  String described(Shown shown) {
    return "an HTML page" + shown.quoted(title).map(" titled "::concat).orElse("");
  }
}
