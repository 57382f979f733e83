package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderCategory;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.KebabCase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One header line as it may be shown.
 *
 * @param name in lower case, redacted
 * @param spelling the name as it came, redacted
 * @param value redacted and capped
 * @param redacted whether some of the value is not shown
 * @param fingerprint if it is redacted and no password: of the credential if the header holds one,
 *     else of the whole value
 * @param bytes its share of the request head: name, colon, blank, value, line end
 */
record HeaderLine(
    String name,
    String spelling,
    String value,
    HeaderKind kind,
    boolean redacted,
    Optional<String> fingerprint,
    int bytes) {
  private static final int PUNCTUATION = 4;

  /** Each word as JSON, of the rows of the catalogue by their position. */
  private static final List<TextNode> FAMILIES =
      HeaderCatalogue.rows().stream().map(row -> TextNode.valueOf(row.family())).toList();

  private static final List<TextNode> NAMES =
      HeaderCatalogue.rows().stream()
          .map(row -> TextNode.valueOf(row.name().toLowerCase(Locale.ROOT)))
          .toList();

  private static final Map<HeaderCategory, TextNode> CATEGORIES = categories();

  /** Returns all lines in the order the container gives them in. */
  public static List<HeaderLine> of(CallContext context, Redactor redactor) {
    List<KnownHeader> headers = RequestFacts.of(context).headers();
    var lines = new ArrayList<HeaderLine>(headers.size());
    for (KnownHeader header : headers) {
      lines.add(of(header, redactor));
    }
    return lines;
  }

  private static HeaderLine of(KnownHeader header, Redactor redactor) {
    HeaderKind kind = header.folded();
    // A name that is known is no secret, and need not be looked through.
    boolean isKnown = !header.kind().isPrefix();
    String name =
        isKnown ? NAMES.get(header.kind().position()).textValue() : redactor.name(header.name());
    String shown = redactor.header(kind, isKnown ? name : header.name(), header.value());
    boolean redacted = !shown.equals(header.value());
    return new HeaderLine(
        name,
        name.equalsIgnoreCase(header.name()) ? header.name() : name,
        shown,
        kind,
        redacted,
        redacted
            ? redactor.headerFingerprint(kind, header.name(), header.value(), shown)
            : Optional.empty(),
        header.name().length() + header.value().length() + PUNCTUATION);
  }

  private static Map<HeaderCategory, TextNode> categories() {
    var words = new EnumMap<HeaderCategory, TextNode>(HeaderCategory.class);
    for (HeaderCategory category : HeaderCategory.values()) {
      words.put(category, TextNode.valueOf(KebabCase.of(category)));
    }
    return words;
  }

  ObjectNode toJson() {
    TextNode known = NAMES.get(kind.position());
    ObjectNode json =
        Json.object()
            .<ObjectNode>set(
                "name", known.textValue().equals(name) ? known : TextNode.valueOf(name))
            .put("spelling", spelling)
            .put("value", value)
            .set("category", CATEGORIES.get(kind.category()));
    json.set("family", FAMILIES.get(kind.position()));
    json.put("redacted", redacted);
    if (fingerprint.isPresent()) {
      json.put("fingerprint", fingerprint.get());
    }
    return json;
  }
}
