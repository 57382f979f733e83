package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.http.MirroredValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds everything in one text that is a secret by its shape, by a name before it, or because it
 * looks random. The text is read as it stands, and once more for every layer of escapes in it.
 * Every character is looked at a bounded number of times, whatever the text. Not thread-safe; made
 * for one text.
 */
final class SecretScanner {
  /** Nobody encodes more often without meaning to hide something: all of it is a secret then. */
  private static final int MOST_LAYERS = 4;

  /** How a key in a file begins (RFC 7468 §2). */
  private static final String PEM = "-----BEGIN";

  /** Nothing that is found by its form or its look is as short. */
  private static final int LONGEST_WORD = 7;

  private final Redactor redactor;
  private final String text;

  private final boolean isDecoded;
  private final boolean hasAt;

  /** Made when something is asked of them: most texts are a word. */
  private Optional<NamedValues> named = Optional.empty();

  private Optional<UserInfo> users = Optional.empty();

  private Optional<CommandLines> commands = Optional.empty();

  private final List<Span> found = new ArrayList<>();

  /** Encoded words that are known to hold no secret; few texts have one. */
  private NavigableMap<Integer, Span> decoded = Collections.emptyNavigableMap();

  private int runEnd;

  private SecretScanner(Redactor redactor, String text, boolean isDecoded) {
    this.redactor = redactor;
    this.text = text;
    this.isDecoded = isDecoded;
    this.hasAt = text.indexOf('@') >= 0;
  }

  /**
   * Returns the secrets from left to right, apart from each other.
   *
   * @param place the name of the header, claim, member or variable that holds the text, if any
   * @param isDecoded whether the text was itself encoded in another
   */
  static List<Span> secrets(Redactor redactor, String text, String place, boolean isDecoded) {
    if (isShortWord(text)) {
      return List.of();
    }
    List<Span> found = inOneLayer(redactor, text, place, isDecoded);
    Optional<Escapes> layer = Escapes.of(text);
    if (layer.isEmpty()) {
      return united(found);
    }
    var escapes = new ArrayList<Escapes>();
    while (layer.isPresent() && escapes.size() < MOST_LAYERS) {
      escapes.add(0, layer.get());
      // Nobody escapes an id: no public form of this place counts behind an escape.
      for (Span secret : inOneLayer(redactor, layer.get().text(), "", isDecoded)) {
        Span outer = secret;
        for (Escapes escape : escapes) {
          outer = escape.asItCame(outer);
        }
        if (!StandIns.isWhole(text, outer)) {
          found.add(outer);
        }
      }
      layer = Escapes.of(layer.get().text());
    }
    if (layer.isPresent()) {
      found.add(new Span(0, text.length()));
    }
    return united(found);
  }

  /** Returns whether there is room for neither a name and its value nor a token. */
  private static boolean isShortWord(String text) {
    return text.length() <= LONGEST_WORD
        && TextEnds.end(text, 0, c -> Chars.isAlphanumeric(c) || c == '/' || c == '.')
            == text.length();
  }

  private static List<Span> inOneLayer(
      Redactor redactor, String text, String place, boolean isDecoded) {
    var scanner = new SecretScanner(redactor, text, isDecoded);
    scanner.searchPlace(place);
    scanner.search();
    PasswordFiles.addTo(scanner.found, text);
    TokenForms.addTo(scanner.found, text);
    SeedPhrases.addTo(scanner.found, text);
    KubernetesSecrets.addTo(scanner.found, text);
    Tables.addTo(scanner.found, text);
    AlignedTables.addTo(scanner.found, text);
    HtmlTables.addTo(scanner.found, text);
    InsertedRows.addTo(scanner.found, text);
    HexText.addTo(scanner.found, text, redactor, isDecoded);
    int telling = scanner.found.size();
    RandomRuns.addTo(scanner.found, text, place);
    RandomPasswords.addTo(scanner.found, text);
    GroupedKeys.addTo(scanner.found, text);
    if (scanner.found.size() > telling && PublicForms.isPublic(place, text)) {
      scanner.found.subList(telling, scanner.found.size()).clear();
    }
    if (!scanner.decoded.isEmpty()) {
      scanner.found.removeIf(scanner::isHarmless);
    }
    return scanner.found;
  }

  private boolean isHarmless(Span span) {
    Map.Entry<Integer, Span> word = decoded.floorEntry(span.from());
    return word != null && span.isIn(word.getValue());
  }

  /** Returns them from left to right, and as one what overlaps. */
  static List<Span> united(List<Span> found) {
    if (found.size() < 2) {
      return found;
    }
    found.sort(Comparator.comparingInt(Span::from));
    var united = new ArrayList<Span>();
    Span last = found.get(0);
    for (Span next : found) {
      if (next.from() < last.to()) {
        last = last.with(next);
      } else {
        united.add(last);
        last = next;
      }
    }
    united.add(last);
    return united;
  }

  /** Adds what the name of the whole text tells of. */
  private void searchPlace(String place) {
    if (SecretNames.isOf(SecretWords.USER, place)) {
      UserInfo.ofUser(text).ifPresent(found::add);
    } else if (Surprisal.isMachineMade(text) && SecretNames.isOf(SecretWords.CODE, place)) {
      found.add(new Span(0, text.length()));
    }
  }

  private void search() {
    for (int i = 0; i < text.length(); ) {
      Optional<Span> secret = at(i);
      i++;
      if (secret.isPresent() && !StandIns.isWhole(text, secret.get())) {
        found.add(secret.get());
        i = Math.max(i, secret.get().to());
      }
    }
  }

  private Optional<Span> at(int i) {
    char c = text.charAt(i);
    return switch (c) {
      case '=' -> encoded(i).or(() -> named().assigned(i));
      case ':' -> behindColon(i);
      // As languages write a colon whose letters are as wide as high.
      case '：' -> named().assigned(i);
      case '(' -> named().passed(i);
      case ' ', '\t' -> named().option(i);
      case ',' -> named().listed(i);
      case '|' -> named().cell(i);
      case '\n' -> named().under(i);
      case '>' -> named().element(i);
      case '<' -> text.startsWith("<-", i) ? named().given(i) : Optional.empty();
      case '-' ->
          text.startsWith("->", i)
              ? named().assigned(i).or(() -> named().told(i))
              : text.startsWith(PEM, i)
                  ? pem(i)
                  : text.startsWith(" - ", i - 1)
                      ? named().told(i)
                      : CommandLines.isOption(text, i) ? commands().at(i) : Optional.empty();
      case '→', '–', '—', 'は', '是' -> named().told(i);
      case '$', '{' -> TokenPrefixes.at(text, i, true);
      default ->
          Chars.isAlphanumeric(c)
              ? token(i)
              : c > 0x7F ? PasswordStatements.at(text, i) : Optional.empty();
    };
  }

  /** No user and password stand in a text without an at sign. */
  private Optional<Span> behindColon(int i) {
    boolean isUrl = text.startsWith("://", i);
    Optional<Span> assigned = isUrl ? Optional.empty() : named().assigned(i);
    if (assigned.isPresent() || !hasAt) {
      return assigned;
    }
    return isUrl ? users().ofUrl(i) : users().bare(i);
  }

  private NamedValues named() {
    if (named.isEmpty()) {
      named = Optional.of(new NamedValues(text, found));
    }
    return named.get();
  }

  private UserInfo users() {
    if (users.isEmpty()) {
      users = Optional.of(new UserInfo(text));
    }
    return users.get();
  }

  private CommandLines commands() {
    if (commands.isEmpty()) {
      commands = Optional.of(new CommandLines(text));
    }
    return commands.get();
  }

  private Optional<Span> token(int i) {
    boolean startsWord = i == 0 || !Chars.isAlphanumeric(text.charAt(i - 1));
    if ((text.charAt(i) | 0x20) == 'e' && Jwts.at(text, i, runEnd(i), startsWord)) {
      return Optional.of(new Span(i, TextEnds.token68End(text, i)));
    }
    Optional<Span> token = TokenPrefixes.at(text, i, startsWord);
    // The name access_token ends with a scheme, and no credential follows it.
    if (token.isPresent() || !startsWord || i > 0 && text.charAt(i - 1) == '_') {
      return token;
    }
    Optional<Span> password = PasswordStatements.at(text, i);
    Optional<Span> value = password.isPresent() ? password : NamesBehind.at(text, i);
    if (value.isPresent()) {
      return value;
    }
    var credential = AuthSchemes.credentialAfter(text, i);
    return credential.isPresent() && !StandIns.isAt(text, credential.getAsInt())
        ? Optional.of(
            new Span(
                credential.getAsInt(),
                TextEnds.credentialEnd(text, credential.getAsInt()),
                AuthSchemes.isBasic(text.substring(i, credential.getAsInt()))))
        : Optional.empty();
  }

  /**
   * The base64 form of a mirrored header, if it hides a secret or cannot be decoded, or if it
   * stands in another: as many layers of escapes as each has would be read at every depth.
   */
  private Optional<Span> encoded(int i) {
    if (!text.startsWith(MirroredValue.PREFIX, i)) {
      return Optional.empty();
    }
    int start = i + MirroredValue.PREFIX.length();
    int close = TextEnds.token68End(text, start);
    boolean closed = text.startsWith(MirroredValue.SUFFIX, close);
    int end = closed ? close + MirroredValue.SUFFIX.length() : TextEnds.valueEnd(text, close);
    boolean harmless =
        !isDecoded
            && closed
            && MirroredValue.decode(text.substring(i, end))
                .filter(redactor::showsDecoded)
                .isPresent();
    if (harmless) {
      decoded = decoded.isEmpty() ? new TreeMap<>() : decoded;
      decoded.put(i, new Span(i, end));
    }
    return harmless ? Optional.empty() : Optional.of(new Span(i, end));
  }

  /** A key or certificate; the line alone that begins one holds none. */
  private Optional<Span> pem(int i) {
    int header = text.indexOf("-----", i + PEM.length());
    if (header >= 0 && TextEnds.skipBlanks(text, header + 5) == text.length()) {
      return Optional.empty();
    }
    int footer = text.indexOf("-----END", i);
    int end = footer < 0 ? -1 : text.indexOf("-----", footer + 8);
    return Optional.of(new Span(i, end < 0 ? text.length() : end + 5));
  }

  private int runEnd(int i) {
    if (i >= runEnd) {
      runEnd = TextEnds.end(text, i, Chars::isBase64Url);
    }
    return runEnd;
  }
}
