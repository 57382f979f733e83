package io.github.mcpecho.diagnosis.request;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Forwarded;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the headers of one request say. Each part is read once, on first use, and kept with the
 * request. No configuration is needed for it; the URLs and the credential are kept beside it by the
 * classes that read them. Thread-safe.
 */
public record RequestFacts(CallContext request, Function<String, HeaderKind> catalogue) {
  /** Returns the facts of this request, always the same object. */
  public static RequestFacts of(CallContext request) {
    return request.derived(
        RequestFacts.class, fresh -> new RequestFacts(fresh, HeaderCatalogue::find));
  }

  /** Returns the lines in their order, each with its row of the table of headers. */
  public List<KnownHeader> headers() {
    return request.derived(KnownHeader.class, fresh -> known(fresh.headers().lines()));
  }

  private List<KnownHeader> known(List<Header> lines) {
    var known = new ArrayList<KnownHeader>(lines.size());
    for (Header line : lines) {
      known.add(known(line));
    }
    return known;
  }

  private KnownHeader known(Header line) {
    HeaderKind kind = catalogue.apply(line.name());
    return new KnownHeader(line, kind, HeaderCatalogue.folded(line.name(), kind));
  }

  /** Returns what the proxies say in the standard header for it. */
  public Forwarded forwarded() {
    return request.derived(
        Forwarded.class, fresh -> Forwarded.of(fresh.headers().all("forwarded")));
  }

  /**
   * Returns the clearest sign that a proxy is in front of this server: of the headers that the
   * table marks as signs of a proxy the first in the table, else an outdated protocol. No client
   * sends these of its own accord.
   */
  public Optional<String> signOfAProxy() {
    Optional<HeaderKind> clearest = Optional.empty();
    for (KnownHeader header : headers()) {
      HeaderKind kind = header.kind();
      if (kind.isProxySign()
          && (clearest.isEmpty() || kind.position() < clearest.get().position())) {
        clearest = Optional.of(kind);
      }
    }
    return clearest
        .map(HeaderKind::name)
        .or(() -> Optional.of(request.protocol()).filter("HTTP/1.0"::equals));
  }
}
