package io.github.mcpecho.diagnosis.urls;

import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.http.UrlPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells at a glance that nothing can be wrong with the URL of a request, as is so of most: the
 * client used https, and Host is a public name that no header contradicts.
 */
final class OrdinaryUrl {
  private final CallContext request;
  private final Optional<ExternalUrl> configured;
  private boolean isHttps;
  private String host = "";

  private OrdinaryUrl(CallContext request, Optional<ExternalUrl> configured) {
    this.request = request;
    this.configured = configured;
    this.isHttps = request.connection().scheme().equals("https");
  }

  static boolean isOf(CallContext request, PublicUrl configured) {
    return ProxyHeaders.areOrdinary(RequestFacts.of(request).headers())
        && new OrdinaryUrl(request, configured.url()).isOne();
  }

  private boolean isOne() {
    List<KnownHeader> headers = RequestFacts.of(request).headers();
    for (int i = 0; i < headers.size(); i++) {
      KnownHeader header = headers.get(i);
      Optional<UrlPart> part = header.kind().url();
      boolean isUsual =
          part.isPresent()
              ? isUsual(part.get(), header.value())
              : !header.kind().name().equals("host") || isSameHost(header.value());
      if (!isUsual) {
        return false;
      }
    }
    return isHttps && isPublicName() && isConfigured();
  }

  private boolean isUsual(UrlPart part, String value) {
    return switch (part) {
      case SCHEME -> isHttps = value.equalsIgnoreCase("https");
      case HOST -> isSameHost(value);
      case PORT -> value.equals("443");
      case URL -> value.equals(ExternalUrls.path(request));
      default -> part == UrlPart.TLS_TRACE || part == UrlPart.VISITOR;
    };
  }

  private boolean isSameHost(String value) {
    if (host.isEmpty()) {
      host = value;
    }
    return host.equalsIgnoreCase(value);
  }

  private boolean isPublicName() {
    if (host.isEmpty() || host.indexOf(':') >= 0 || !Authority.isOne(host)) {
      return false;
    }
    var name = new Host(host.toLowerCase(Locale.ROOT));
    return name.scope() == HostScope.PUBLIC && Intermediaries.platformOf(name).isEmpty();
  }

  private boolean isConfigured() {
    return configured.isEmpty()
        || configured.get().scheme().equals("https")
            && configured.get().port().isEmpty()
            && configured.get().host().node().equalsIgnoreCase(host)
            && configured
                .get()
                .resourcePath()
                .equals(ExternalUrl.resourcePath(ExternalUrls.path(request)));
  }
}
