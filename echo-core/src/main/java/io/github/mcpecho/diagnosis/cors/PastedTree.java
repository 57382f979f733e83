package io.github.mcpecho.diagnosis.cors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Origin;
import io.github.mcpecho.internal.http.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the headers in objects and lists: an object from name to value or values, lists of names
 * and values in each of their forms, the response objects of HTTP clients, what Firefox copies, an
 * entry of a HAR or a whole one (<a href="http://www.softwareishard.com/blog/har-12-spec/">HAR
 * 1.2</a>).
 */
final class PastedTree {
  private static final Set<String> STATUS =
      Set.of(
          "status",
          ":status",
          "statuscode",
          "status_code",
          "code",
          "status-line",
          "http_code",
          "null");

  private PastedTree() {}

  static List<Exchange> exchanges(JsonNode tree) {
    JsonNode entries = tree.at("/log/entries").isArray() ? tree.at("/log/entries") : tree;
    var exchanges = new ArrayList<Exchange>();
    JsonNode first = entries.path(0);
    if (isEntry(first) || first.path("headers").isContainerNode()) {
      entries.forEach(entry -> exchanges.add(exchange(entry)));
    } else {
      exchanges.add(exchange(entries));
    }
    return exchanges;
  }

  private static boolean isEntry(JsonNode node) {
    return node.path("response").isObject();
  }

  private static Exchange exchange(JsonNode node) {
    var exchange = new Exchange();
    if (isEntry(node)) {
      named(node.at("/response/headers")).forEach(line -> exchange.add(HeaderSide.RESPONSE, line));
      named(node.at("/request/headers")).forEach(line -> exchange.add(HeaderSide.REQUEST, line));
      exchange.setExported();
      exchange.setTarget(node.at("/request/url").asText());
      if (!node.at("/request/headers").isEmpty()) {
        exchange.setWholeRequest();
      }
      PastedLines.status(node.at("/response/status").asText()).ifPresent(exchange::setStatus);
      if (node.at("/response/status").asInt(-1) == 0 && exchange.request().size() > 0) {
        exchange.setKeptBack(node.at("/response/_error").asText());
        addOrigin(exchange);
      }
      PastedLines.method(node.at("/request/method").asText()).ifPresent(exchange::setMethod);
    } else {
      collect(exchange, node);
    }
    return exchange;
  }

  /** Of a request that failed Chrome exports provisional headers, without the Origin. */
  private static void addOrigin(Exchange exchange) {
    if (!exchange.has(HeaderSide.REQUEST, "origin")) {
      exchange
          .request()
          .first("referer")
          .flatMap(Origin::ofUrl)
          .map(Origin::toString)
          .ifPresent(page -> exchange.add(HeaderSide.REQUEST, new Header("Origin", page)));
    }
  }

  /** Takes the headers that stand uppermost, and a status and a method that stand above them. */
  private static void collect(Exchange exchange, JsonNode node) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey().toLowerCase(Locale.ROOT);
      JsonNode value = member.getValue().isArray() ? member.getValue().path(0) : member.getValue();
      if (STATUS.contains(name)) {
        PastedLines.status(value.asText()).ifPresent(exchange::setStatus);
      } else if (name.equals("method")) {
        PastedLines.method(value.asText()).ifPresent(exchange::setMethod);
      }
    }
    List<Header> lines = lines(node);
    if (!lines.isEmpty()) {
      exchange.addAll(lines);
    } else if (node.path("headers").isContainerNode()) {
      // Nowhere else: Node lists the same headers twice, HTTP clients those of the request too.
      collect(exchange, node.path("headers"));
      collect(exchange, node.path("config"));
    } else {
      node.forEach(element -> collect(exchange, element));
    }
  }

  /** Returns the node as header lines; none if it is no list of headers. */
  private static List<Header> lines(JsonNode node) {
    if (node.path("headers").isContainerNode()) {
      return List.of();
    }
    List<Header> lines = named(node);
    boolean known = lines.stream().anyMatch(line -> HeaderSide.isKnown(line.name()));
    return known ? lines : List.of();
  }

  /** Returns what is said to be header lines, in each form that lists of them have. */
  private static List<Header> named(JsonNode node) {
    var lines = new ArrayList<Header>();
    if (node.isObject()) {
      node.properties().forEach(member -> add(lines, member.getKey(), member.getValue()));
      return lines;
    }
    boolean flat = node.size() > 1 && node.size() % 2 == 0 && node.path(0).isTextual();
    for (int i = 0; i < node.size(); i += flat ? 2 : 1) {
      JsonNode element = node.path(i);
      if (flat) {
        add(lines, element.asText(), node.path(i + 1));
      } else if (element.isArray() && element.size() == 2) {
        add(lines, element.path(0).asText(), element.path(1));
      } else {
        String key = element.has("name") ? "name" : "key";
        add(lines, element.path(key).asText(), element.path("value"));
      }
    }
    return lines.stream().allMatch(line -> isName(line.name())) ? lines : List.of();
  }

  private static boolean isName(String text) {
    return Token.is(text.startsWith(":") ? text.substring(1) : text);
  }

  static void add(List<Header> lines, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(element -> add(lines, name, element));
    } else if (value.isObject()) {
      if (value.has("value")) {
        add(lines, name, value.path("value"));
      }
    } else if (isName(name) && !value.isNull()) {
      lines.add(new Header(name, value.asText().strip()));
    }
  }
}
