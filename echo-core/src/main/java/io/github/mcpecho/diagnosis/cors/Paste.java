package io.github.mcpecho.diagnosis.cors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.mcp.ToolArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What was pasted into {@code responseHeaders}: read as a whole, or not at all.
 *
 * @param exchanges those that were answered, in order
 * @param keptBack a request to which the page got no answer, for a reason that nothing tells
 * @param problem why the paste cannot be judged, if it cannot
 */
record Paste(
    List<Exchange> exchanges,
    Optional<Exchange> keptBack,
    Optional<BrowserMessage> message,
    Optional<String> problem) {
  static final int LONGEST = 65_536;
  private static final int MOST_HEADERS = 500;
  private static final String EXPECTED =
      " Paste them as curl -i or curl -v prints them, as the network panel of a browser shows or"
          + " copies them, as a HAR entry, or as an object from name to value; or the message of"
          + " the browser's console as it stands there.";

  /** What may stand in front of a printed value: a prompt, a status, a variable, a label. */
  private static final Pattern PRINTED =
      Pattern.compile(
          "(?:[>$] ?)?(?:(?:[\\w.$() ]{1,80}[=:] ?)?(?<status>[1-5][0-9]{2})(?: [A-Z][A-Za-z -]{1,40})?"
              + "[,;]?\\s+)?(?:[\\w.$() ]{0,80}(?:\\n|[=:] ?))?"
              + "(?<value>(?:<?[\\w.$@ ]{0,99}(?:\\(\\d+\\) ?)?)[\\[{(].*[\\]})]>?[;,]?)",
          Pattern.DOTALL);

  private static final Pattern SHORTENED =
      Pattern.compile("\\[(?:Array|Object)\\]|\\.\\.\\. \\d+ more|…|System\\.String\\[\\]");

  /** How Firefox prints headers; Node, Deno and Bun print a colon, and hide none. */
  private static final Pattern OF_BROWSER =
      Pattern.compile("Headers(?:\\([0-9]{1,5}\\))? ?\\{[^{}]*→");

  /** Reads the argument, unless it is absent or blank. */
  static Optional<Paste> of(ToolArguments arguments) {
    JsonNode given = arguments.json().path("responseHeaders");
    if (given.isContainerNode()) {
      return Optional.of(object(given));
    }
    return Optional.of(given.asText()).filter(text -> !text.isBlank()).map(Paste::text);
  }

  private static Paste object(JsonNode given) {
    List<Exchange> exchanges = PastedTree.exchanges(given);
    boolean plain = exchanges.stream().noneMatch(Exchange::isAnswered) && given.isObject();
    if (plain && StreamSupport.stream(given.spliterator(), false).noneMatch(JsonNode::isObject)) {
      // An object from name to value is complete: these are all the headers.
      var lines = new ArrayList<Header>();
      for (Map.Entry<String, JsonNode> member : given.properties()) {
        PastedTree.add(lines, member.getKey(), member.getValue());
      }
      var exchange = new Exchange();
      lines.forEach(line -> exchange.add(HeaderSide.RESPONSE, line));
      return new Paste(List.of(exchange), Optional.empty(), Optional.empty(), Optional.empty());
    }
    return of(exchanges, Optional.empty(), 0);
  }

  private static Paste text(String given) {
    String text = given.replace("\r\n", "\n");
    if (text.length() > LONGEST) {
      return refused("responseHeaders is longer than " + LONGEST + " characters.");
    }
    Optional<BrowserMessage> message = BrowserMessage.in(text);
    String plain = PasteFormat.clean(message.map(said -> said.around(text)).orElse(text)).strip();
    Matcher printed = PRINTED.matcher(plain);
    if (printed.matches()) {
      Optional<JsonNode> value = PrintedValue.read(printed.group("value"));
      List<Exchange> exchanges = value.map(Paste::exchanges).orElse(List.of());
      exchanges.stream()
          .filter(exchange -> exchange.status().isEmpty())
          .forEach(
              exchange ->
                  PastedLines.status(String.valueOf(printed.group("status")))
                      .ifPresent(exchange::setStatus));
      if (exchanges.stream().anyMatch(Paste::isExported)) {
        return printed(plain, exchanges, message);
      }
    }
    boolean cut = plain.startsWith("{") || plain.startsWith("[{") || plain.startsWith("[\"");
    if (cut && message.isEmpty()) {
      return refused(
          "There is no header line in responseHeaders. It is cut off, or an object without"
              + " headers.");
    }
    String unescaped =
        plain.indexOf('\n') < 0 ? plain.replace("\\r\\n", "\n").replace("\\n", "\n") : plain;
    PastedLines lines = PastedLines.read(PasteFormat.lines(unescaped));
    Paste paste = of(lines.exchanges(), message, lines.unreadLine());
    return message.isPresent() || paste.problem().isEmpty()
        ? paste
        : BrowserMessage.otherCause(text)
            .map(cause -> refused("CORS is not the cause of this error: " + cause))
            .orElse(paste);
  }

  private static boolean isExported(Exchange exchange) {
    return exchange.response().size() > 0 || exchange.keptBack().isPresent();
  }

  /** A list of whole lines is read as lines. */
  private static List<Exchange> exchanges(JsonNode value) {
    boolean lines = IntStream.range(0, value.size()).allMatch(i -> value.path(i).isTextual());
    List<Exchange> exchanges = PastedTree.exchanges(value);
    return lines && value.isArray() && exchanges.stream().noneMatch(Exchange::isAnswered)
        ? PastedLines.read(
                StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::textValue)
                    .collect(Collectors.joining("\n")))
            .exchanges()
        : exchanges;
  }

  private static Paste printed(
      String text, List<Exchange> exchanges, Optional<BrowserMessage> message) {
    if (SHORTENED.matcher(text).find()) {
      return refused("The console shortened what is in responseHeaders: print all of it.");
    }
    if (OF_BROWSER.matcher(text).find()) {
      return refused(
          "A browser shows a script only the headers that it may read, so nothing is known of the"
              + " others.");
    }
    return of(exchanges, message, 0);
  }

  private static Paste of(List<Exchange> read, Optional<BrowserMessage> message, int unreadLine) {
    Optional<Exchange> keptBack =
        read.stream().filter(exchange -> isMeant(exchange, read)).findFirst();
    Optional<BrowserMessage> said =
        message
            .filter(told -> keptBack.isEmpty() || !told.reasons().isEmpty())
            .or(() -> keptBack.flatMap(Exchange::keptBack).flatMap(Paste::reason));
    if (keptBack.isEmpty()) {
      return of(read, Optional.empty(), said, unreadLine);
    }
    List<Exchange> alike = read.stream().filter(one -> one.isFor(keptBack.get())).toList();
    boolean alone = alike.stream().noneMatch(Exchange::isAnswered);
    return alone
        ? new Paste(List.of(), keptBack, said, Optional.empty())
        : of(alike, keptBack, said, unreadLine);
  }

  /** An extension blocks requests that nobody asks about: then an answer to a page is meant. */
  private static boolean isMeant(Exchange unanswered, List<Exchange> read) {
    return unanswered
        .keptBack()
        .filter(
            error ->
                reason(error).isEmpty()
                    || read.stream().noneMatch(one -> one.isAsked() && !one.isFor(unanswered)))
        .isPresent();
  }

  private static Optional<BrowserMessage> reason(String error) {
    return BrowserMessage.in(error).filter(told -> !told.reasons().isEmpty());
  }

  private static Paste of(
      List<Exchange> read,
      Optional<Exchange> keptBack,
      Optional<BrowserMessage> message,
      int unreadLine) {
    read.forEach(Exchange::unquote);
    List<Exchange> answered = read.stream().filter(Exchange::isAnswered).toList();
    for (int i = 1; i < answered.size(); i++) {
      answered.get(i - 1).setNext(answered.get(i));
    }
    Optional<String> problem = problem(read, answered, unreadLine);
    if (problem.isEmpty()) {
      return new Paste(answered, keptBack, message, problem);
    }
    if (message.isEmpty()) {
      return refused(problem.get());
    }
    return message.get().reasons().isEmpty()
        ? refused("The reason is missing: copy the line of the console that names the CORS policy.")
        : new Paste(List.of(), keptBack, message, Optional.empty());
  }

  private static Optional<String> problem(
      List<Exchange> read, List<Exchange> answered, int unreadLine) {
    if (unreadLine > 0) {
      return Optional.of(
          "Line " + unreadLine + " of responseHeaders has a header and cannot be read.");
    }
    List<Header> lines =
        answered.stream().flatMap(exchange -> exchange.response().lines().stream()).toList();
    if (lines.size() > MOST_HEADERS) {
      return Optional.of("responseHeaders has more than " + MOST_HEADERS + " headers.");
    }
    if (lines.stream().anyMatch(Paste::isShortened)) {
      return Optional.of("A value in responseHeaders was shortened, as the dots at its end say.");
    }
    if (!answered.isEmpty() && answered.stream().allMatch(Exchange::isNotAsked)) {
      return Optional.of(
          "The request in responseHeaders has no Origin, and many servers send headers of CORS only"
              + " to one that has, so nothing is known of what a page gets. Ask again with curl -i"
              + " -H 'Origin: https://app.example.com', the origin of the page.");
    }
    return lines.stream().anyMatch(line -> HeaderSide.isKnown(line.name()))
            || answered.stream().anyMatch(one -> isFailedPreflight(one) || one.hasExportedAnswer())
        ? Optional.empty()
        : Optional.of(unread(read));
  }

  private static boolean isFailedPreflight(Exchange exchange) {
    return exchange.method().filter("OPTIONS"::equals).isPresent()
        && exchange.status().filter(code -> !CorsResponse.isOk(code)).isPresent();
  }

  private static String unread(List<Exchange> read) {
    if (read.stream().anyMatch(exchange -> exchange.request().size() > 0)) {
      return "There are only headers of a request in responseHeaders.";
    }
    return read.stream()
        .flatMap(exchange -> exchange.status().stream())
        .findFirst()
        .map(
            status ->
                "There is a status in responseHeaders, "
                    + status
                    + ", but no header line. If a browser keeps the answer back, another line of"
                    + " its console names the CORS policy.")
        .orElse("There is no header line in responseHeaders.");
  }

  private static boolean isShortened(Header header) {
    boolean dots = header.value().endsWith("...") || header.value().endsWith("…");
    return dots && HeaderSide.of(header.name()).isPresent();
  }

  private static Paste refused(String problem) {
    return new Paste(
        List.of(), Optional.empty(), Optional.empty(), Optional.of(problem + EXPECTED));
  }
}
