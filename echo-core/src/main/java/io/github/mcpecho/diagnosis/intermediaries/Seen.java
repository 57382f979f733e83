package io.github.mcpecho.diagnosis.intermediaries;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Host;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What signs look at in a request, all of it in lower case.
 *
 * @param claims of the token in the Authorization header; missing if nobody asks for them
 */
record Seen(List<Header> lines, String protocol, String container, JsonNode claims) {
  static Seen of(CallContext request, JsonNode claims) {
    return new Seen(
        RequestFacts.of(request).headers().stream()
            .map(header -> new Header(lower(header.name()), lower(header.value())))
            .toList(),
        lower(request.protocol()),
        lower(request.connection().container()),
        claims);
  }

  /** Returns the values under a name, which may end in an asterisk or stand for something else. */
  Stream<String> values(Glob name) {
    return switch (name.text()) {
      case "@host" -> header(new Glob("host")).map(Host::ofNode).map(Host::node);
      case "@protocol" -> Stream.of(protocol);
      case "@container" -> Stream.of(container);
      default ->
          name.text().startsWith("@")
              ? Stream.of(lower(claims.path(name.text().substring(1)).asText()))
              : header(name);
    };
  }

  private Stream<String> header(Glob name) {
    return lines.stream().filter(line -> name.matches(line.name())).map(Header::value);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
