package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads pasted lines. They may be heads of messages as they are on the wire, with what curl, wget
 * and HTTPie print around them. Or they come from the network panel of a browser in any language:
 * with a general part, with titles, with name and value on one line or on two. The headers in a
 * part tell whether it is a request or a response.
 */
final class PastedLines {
  private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS");
  private static final Pattern STATUS =
      Pattern.compile("(?:HTTP/[0-9.]{1,3} +|[●•] *)?([1-5][0-9]{2})(?: *[\\p{L}(].*)?");
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/[0-9.]{1,3} +[1-5][0-9]{2}\\b.*");
  private static final Pattern NAMES = Pattern.compile("[\\w-]+(?:, ?[\\w-]+)*,?");
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Z]{3,16}) (\\S+) HTTP/[0-9.]{1,3}");
  private static final Pattern FIELD =
      Pattern.compile("(:?[!#$%&*+.^_|~0-9A-Za-z-]{1,200}) *(?::(?!//)|\\t)(.*)");

  /** A line of the general part: its label has blanks or is in another language. */
  private static final Pattern LABELLED = Pattern.compile(":?([^:：\\t]{2,60})[:：\\t]\\s*(.*)");

  /** A name with its value. A value that is a URL or a time has no blank behind its colon. */
  private static final Pattern ON_ONE_LINE = Pattern.compile("[0-9A-Za-z-]{1,200}: \\S");

  private static final Pattern NAME =
      Pattern.compile(":[a-z]{1,20}|[A-Za-z][A-Za-z0-9]{0,60}(?:-[A-Za-z0-9]{1,60}){1,12}");
  private static final Pattern TITLE =
      Pattern.compile("(?i)(response|request) ?headers?\\b.{0,40}|general|summary|headers");
  private static final Pattern COMMAND =
      Pattern.compile("(?:[$%>#] ?|PS [^>]{0,200}> ?|[\\w.@~:/-]{1,99}[$#%] )?curl(?:\\.exe)? .*");
  private static final Pattern SENT =
      Pattern.compile("(?:-H|--header)[ =]?(['\"]?)([\\w-]{1,200}): ?([^'\"]{0,2000})\\1");
  private static final Pattern VERB = Pattern.compile("(?:-X|--request)[ =]?['\"]?([A-Z]{3,16})");

  private static final Pattern URL = Pattern.compile("https?://[^\\s'\"]{1,2000}");

  /** An Origin, or what may hide one: a file, a variable. */
  private static final Pattern MORE_SENT =
      Pattern.compile("(?i)origin|-H ?['\"]?@|--header[ =]['\"]?@|--config|-K|\\$[\\w{(]");

  /** What curl says of the request that it sends over HTTP/2 and HTTP/3. */
  private static final Pattern OF_REQUEST = Pattern.compile("(?:h2h3 |h2 |h3 )?\\[.*");

  /** What the judge looks for: a line with one of these must not be passed over. */
  private static final Pattern JUDGED =
      Pattern.compile("(?i)access-control-|www-authenticate|mcp-session-id");

  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<Header> undecided = new ArrayList<>();
  private Exchange exchange = new Exchange();
  private Optional<HeaderSide> side = Optional.empty();

  /** Whether a status line or a request line began this part: then a blank line ends it. */
  private boolean head;

  private boolean body;
  private Optional<String> open = Optional.empty();

  /** Whether the open name stood without a colon. */
  private boolean bare;

  /** The header whose values stand below it, each in a line of its own. */
  private Optional<String> list = Optional.empty();

  /** The field of the previous line, if its value stood there too. */
  private Optional<Header> last = Optional.empty();

  private int number;
  private int unreadLine;

  private PastedLines() {
    exchanges.add(exchange);
  }

  static PastedLines read(String text) {
    var reader = new PastedLines();
    text.lines().forEach(reader::readLine);
    reader.bare = true;
    reader.closeName();
    reader.decide(reader.side.orElse(HeaderSide.RESPONSE));
    return reader;
  }

  List<Exchange> exchanges() {
    return exchanges;
  }

  /** Returns the first line that says something of a judged header and was not understood; or 0. */
  int unreadLine() {
    return unreadLine;
  }

  /** Returns the status that a text such as {@code 204 No Content} or a status line begins with. */
  static Optional<Integer> status(String text) {
    Matcher status = STATUS.matcher(text.strip());
    return status.matches() ? Optional.of(Integer.valueOf(status.group(1))) : Optional.empty();
  }

  static Optional<String> method(String text) {
    return Optional.of(text.strip()).filter(METHOD.asMatchPredicate());
  }

  private void readLine(String whole) {
    number++;
    String line = whole.strip();
    boolean command = COMMAND.matcher(line).matches();
    if (!command && line.matches("[<>](?: .*)?")) {
      line = line.substring(1).strip();
    } else if (!command && isItem(line)) {
      add(
          new Header(
              list.orElseThrow(), line.substring(2).strip().replaceAll("^(['\"])(.*)\\1$", "$2")));
      open = Optional.empty();
      return;
    } else if (!command && line.matches("[*•-] .*")) {
      // A line of a list, or what curl says about itself.
      line = line.substring(2).strip();
      Matcher field = FIELD.matcher(line);
      if (!field.matches() || !HeaderSide.isKnown(field.group(1))) {
        passOver(OF_REQUEST.matcher(line).matches() ? "" : line);
        return;
      }
    }
    Matcher request = REQUEST_LINE.matcher(line);
    Matcher title = TITLE.matcher(line);
    if (STATUS_LINE.matcher(line).matches()) {
      startResponse(line);
    } else if (request.matches()) {
      startRequest(request.group(1), true);
      exchange.setTarget(request.group(2));
    } else if (title.matches()) {
      endPart(false);
      side = Optional.ofNullable(title.group(1)).map(HeaderSide::named);
    } else if (command) {
      readCommand(line);
    } else if (line.isEmpty()) {
      body |= head;
    } else if (!body) {
      boolean torn = isTorn(line, Character.isWhitespace(whole.charAt(0)));
      last = Optional.empty();
      if (torn) {
        cannotRead();
      } else {
        readField(line);
      }
    } else {
      exchange.addBody(line);
    }
  }

  /** Returns whether the line is a value of a header that has a list of them, as in YAML. */
  private boolean isItem(String line) {
    list = bare || head ? Optional.empty() : open.or(() -> list);
    boolean isValue = line.startsWith("- ") && !ON_ONE_LINE.matcher(line).find(2);
    list = list.filter(any -> isValue && !line.endsWith(":"));
    return list.isPresent();
  }

  /** Returns whether the line continues the previous one, which a terminal broke at its edge. */
  private boolean isTorn(String line, boolean indented) {
    if (last.isEmpty() || FIELD.matcher(line).matches()) {
      return false;
    }
    String name = last.get().name().toLowerCase(Locale.ROOT);
    return last.get().value().endsWith(",")
        || indented && JUDGED.matcher(name).find()
        || NAMES.matcher(line).matches()
            && name.matches("access-control-.*-(?:headers|methods)")
            && !HeaderSide.isKnown(line);
  }

  private void startResponse(String line) {
    endPart(true);
    if (exchange.status().filter(code -> code >= 200).isPresent()
        && exchange.response().size() > 0) {
      next();
    }
    status(line).ifPresent(exchange::setStatus);
    side = Optional.of(HeaderSide.RESPONSE);
  }

  private void startRequest(String method, boolean line) {
    endPart(line);
    if (exchange.method().isPresent() && exchange.isAnswered()
        || line && exchange.request().size() > 0) {
      next();
    }
    exchange.setMethod(method);
    side = line ? Optional.of(HeaderSide.REQUEST) : Optional.empty();
  }

  private void next() {
    exchange = new Exchange();
    exchanges.add(exchange);
  }

  private void endPart(boolean newHead) {
    closeName();
    decide(side.orElse(HeaderSide.RESPONSE));
    side = Optional.empty();
    head = newHead;
    body = false;
  }

  private void readCommand(String line) {
    endPart(false);
    next();
    Matcher verb = VERB.matcher(line);
    if (verb.find()) {
      exchange.setMethod(verb.group(1));
    }
    Matcher url = URL.matcher(line);
    if (url.find()) {
      exchange.setTarget(url.group());
    }
    if (!MORE_SENT.matcher(line).find()) {
      exchange.setWholeRequest();
    }
    Matcher sent = SENT.matcher(line);
    while (sent.find()) {
      exchange.add(HeaderSide.REQUEST, new Header(sent.group(2), sent.group(3).strip()));
    }
  }

  private void readField(String line) {
    if (open.isPresent() && isValue(line)) {
      add(new Header(open.get(), line));
      open = Optional.empty();
      return;
    }
    closeName();
    Matcher field = FIELD.matcher(line);
    if (field.matches() && !isLabel(field.group(1), field.group(2).strip())) {
      String name = field.group(1);
      String value = field.group(2).strip();
      boolean isJudged = JUDGED.matcher(name).find();
      if (isJudged && (!HeaderSide.isKnown(name) || !head && value.matches("[\\[{].*"))
          || value.startsWith("[ '")) {
        cannotRead();
      } else if (value.isEmpty() && !head) {
        open(name, false);
      } else {
        add(new Header(name, value));
        last = Optional.of(new Header(name, value));
      }
    } else if (NAME.matcher(line).matches() && !head || HeaderSide.isKnown(line)) {
      open(line, true);
    } else {
      readLabelled(line);
    }
  }

  /**
   * Returns whether the line is the value of the open name. A known name is none, unless names are
   * values there, and neither is a name that waits for its own value.
   */
  private boolean isValue(String line) {
    String name = open.orElse("").toLowerCase(Locale.ROOT);
    Matcher field = FIELD.matcher(line);
    boolean isName = field.matches() && field.group(2).isBlank();
    return !isName
        && !ON_ONE_LINE.matcher(line).lookingAt()
        && (!HeaderSide.isKnown(line) || name.equals("vary") || name.endsWith("-headers"));
  }

  private void open(String name, boolean withoutColon) {
    open = Optional.of(name);
    bare = withoutColon;
  }

  private void closeName() {
    if (open.isPresent()) {
      add(new Header(open.get(), ""));
      if (bare) {
        passOver(open.get());
      }
    }
    open = Optional.empty();
  }

  /**
   * Returns whether the name is a label of the general part. A word in another language is one if
   * its value is a method or a status.
   */
  private static boolean isLabel(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.matches(":?status(?:-?code)?|method|url")
        || name.indexOf('-') < 0
            && !HeaderSide.isKnown(name)
            && (method(value).isPresent() || value.indexOf(' ') > 0 && status(value).isPresent());
  }

  private void readLabelled(String line) {
    Matcher labelled = LABELLED.matcher(line);
    String value = labelled.matches() ? labelled.group(2) : line;
    if (!head && status(value).isPresent()) {
      if (exchange.status().isEmpty()) {
        exchange.setStatus(status(value).get());
      }
    } else if (!head && method(value).isPresent()) {
      startRequest(value.strip(), false);
    } else {
      passOver(line);
    }
  }

  private void passOver(String line) {
    if (JUDGED.matcher(line).find()) {
      cannotRead();
    }
  }

  private void cannotRead() {
    unreadLine = unreadLine == 0 ? number : unreadLine;
  }

  private void add(Header header) {
    if (header.name().equalsIgnoreCase(":status")) {
      status(header.value()).ifPresent(exchange::setStatus);
    }
    Optional<HeaderSide> known = HeaderSide.of(header.name());
    if (head) {
      exchange.add(side.orElseThrow(), header);
    } else if (known.isPresent()) {
      if (!known.equals(side)) {
        decide(known.get());
        if (exchange.has(known.get(), header.name())) {
          next();
        }
        side = known;
      }
      exchange.add(known.get(), header);
    } else if (side.isPresent()) {
      exchange.add(side.get(), header);
    } else {
      undecided.add(header);
    }
  }

  private void decide(HeaderSide decided) {
    undecided.forEach(header -> exchange.add(decided, header));
    undecided.clear();
  }
}
