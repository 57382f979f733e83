package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.diagnosis.request.Placeholders;
import io.github.mcpecho.diagnosis.request.Placeholders.Placeholder;
import io.github.mcpecho.internal.http.Authority;
import io.github.mcpecho.internal.http.FieldList;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.http.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explains an origin that is not written as a browser writes it. */
final class OriginSpelling {
  private static final int LONGEST = 300;

  private OriginSpelling() {}

  /** Returns the origin that was meant by a URL, or by a host alone. */
  static Optional<Origin> meantBy(String text) {
    String trimmed = text.strip();
    return trimmed.length() > LONGEST
        ? Optional.empty()
        : url(trimmed.contains("://") ? trimmed : "https://" + trimmed)
            .flatMap(OriginSpelling::origin)
            .filter(origin -> isHost(origin.authority().host()));
  }

  /** A single word is no host, unless it names this machine. */
  private static boolean isHost(Host host) {
    return host.isAddress() || host.node().indexOf('.') >= 0 || host.scope() == HostScope.LOOPBACK;
  }

  /** Returns why two different texts are not the same origin. */
  static String difference(String allowed, String origin) {
    if (allowed.equals(origin + "/")) {
      return "a slash at the end";
    }
    if (allowed.equalsIgnoreCase(origin)) {
      return "upper and lower case";
    }
    Optional<URI> url = url(allowed).filter(uri -> uri.getRawAuthority() != null);
    return url.isPresent() && allowed.indexOf('*') < 0
        ? differenceOfUrl(url.get(), origin)
        : differenceOfText(allowed, origin);
  }

  private static String differenceOfText(String text, String origin) {
    if (text.indexOf('*') >= 0) {
      return "a * in a longer value, which is no wildcard";
    }
    if (text.contains(origin)) {
      return "more than the origin, such as quotes or brackets around it";
    }
    return origin.endsWith("://" + text)
        ? "the host alone, without its scheme"
        : "no origin at all";
  }

  /** Returns the variable that nobody has put the origin in for; a URL alone is none. */
  static Optional<Placeholder> placeholder(String allowed) {
    boolean mayBe =
        !allowed.equals(Origin.OPAQUE)
            && (!allowed.contains("://") || allowed.matches(".*[$%{].*"));
    return mayBe ? Placeholders.in(allowed) : Optional.empty();
  }

  /** Returns whether the text is several origins, with signs or blanks between them. */
  static boolean isList(String text) {
    List<String> elements = FieldList.of(List.of(text.replaceAll("[\\s;|]", ",")));
    return elements.size() > 1
        && elements.size() == Set.copyOf(elements).size()
        && elements.stream().allMatch(OriginSpelling::isAllowable);
  }

  /** Returns whether two places have set one of these each: nobody lists {@code *} or doubles. */
  static boolean isOfTwoPlaces(List<String> values) {
    return values.size() > 1
        && (values.contains(CorsResponse.WILDCARD) || Set.copyOf(values).size() == 1);
  }

  private static boolean isAllowable(String element) {
    return element.equals("*") || element.equals(Origin.OPAQUE) || element.contains("://");
  }

  private static String differenceOfUrl(URI url, String origin) {
    Optional<Origin> left = origin(url);
    Optional<Origin> right = Origin.parse(origin);
    if (left.isEmpty() || !left.map(OriginSpelling::host).equals(right.map(OriginSpelling::host))) {
      return "another host";
    }
    if (!url.getRawPath().isEmpty()) {
      return "a path, which an origin does not have";
    }
    if (left.equals(right)) {
      return url.getPort() >= 0 && left.get().explicitPort().isEmpty()
          ? "the default port, which an origin leaves out"
          : "another spelling of the same origin";
    }
    return left.map(Origin::explicitPort).equals(right.map(Origin::explicitPort))
        ? "another scheme"
        : "another port";
  }

  private static Host host(Origin origin) {
    return origin.authority().host();
  }

  private static Optional<Origin> origin(URI url) {
    return Optional.ofNullable(url.getRawAuthority())
        .flatMap(Authority::parse)
        .map(authority -> Origin.of(url.getScheme(), authority));
  }

  private static Optional<URI> url(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
