package io.github.mcpecho.diagnosis.urls;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** From where a host can be reached, as far as its name or address tells. */
enum HostScope {
  /** A name or address that only this machine can mean. */
  LOOPBACK,
  /** An address of a private network (RFC 1918, RFC 6598, RFC 4193) or of one link. */
  PRIVATE_ADDRESS,
  /** A name that only a private resolver knows. */
  PRIVATE_NAME,
  /** Anything else. */
  PUBLIC;

  private static final Pattern PRIVATE_IPV4 =
      Pattern.compile(
          "(10\\.|192\\.168\\.|169\\.254\\.|172\\.(1[6-9]|2[0-9]|3[01])\\."
              + "|100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.)[0-9.]+");
  private static final Pattern PRIVATE_IPV6 =
      Pattern.compile("(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):.*");

  /** Names of RFC 6762, RFC 8375 and ICANN's list for private use, and what people use too. */
  private static final List<String> PRIVATE_ENDS =
      List.of(
          ".local",
          ".internal",
          ".svc",
          ".lan",
          ".home.arpa",
          ".localdomain",
          ".intranet",
          ".test");

  /** Judges a host in any case, an IPv6 address in brackets or not. */
  static HostScope of(String text) {
    String host = withoutBrackets(text.toLowerCase(Locale.ROOT));
    if (host.indexOf(':') >= 0) {
      if (host.equals("::1")) {
        return LOOPBACK;
      }
      return PRIVATE_IPV6.matcher(host).matches() ? PRIVATE_ADDRESS : PUBLIC;
    }
    if (host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.")) {
      return LOOPBACK;
    }
    if (PRIVATE_IPV4.matcher(host).matches()) {
      return PRIVATE_ADDRESS;
    }
    boolean address = host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    boolean oneLabel = !address && host.indexOf('.') < 0;
    return oneLabel || PRIVATE_ENDS.stream().anyMatch(host::endsWith) ? PRIVATE_NAME : PUBLIC;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
