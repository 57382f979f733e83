package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what tells who a person is, or from where, in a value whose kind is known. */
final class PersonalData {
  /** Of claims and headers, in lower case and without what joins their words. */
  private static final Set<String> NAMES =
      TsvResource.rows(PersonalData.class, "personal-names.tsv").stream()
          .map(cells -> cells[0])
          .collect(Collectors.toUnmodifiableSet());

  /** What names of headers end with that say who somebody is, whatever product is named before. */
  private static final List<String> ENDINGS =
      NAMES.stream().filter(name -> name.startsWith("*")).map(name -> name.substring(1)).toList();

  private static final Pattern EMAIL =
      Pattern.compile("[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}+@[\\p{L}\\p{N}.-]{1,255}+");

  private PersonalData() {}

  /**
   * Returns whether a claim of this name is about a person, as {@code sub}, {@code
   * cognito:username} or {@code http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname}.
   */
  static boolean isClaim(String name) {
    return NAMES.contains(
        joined(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1)));
  }

  /** Returns whether a header of this name is, as {@code X-Username} or {@code X-Client-DN}. */
  static boolean isHeader(String name) {
    String joined = joined(name);
    String own = joined.startsWith("x") ? joined.substring(1) : joined;
    return NAMES.contains(own) || ENDINGS.stream().anyMatch(own::endsWith);
  }

  private static String joined(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  static String emails(String text, UnaryOperator<String> mask) {
    return text.indexOf('@') < 0
        ? text
        : EMAIL
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(mask.apply(found.group())));
  }

  /** Replaces each {@link #address} of a list. */
  static String addresses(String list, UnaryOperator<String> mask) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .map(address -> address(address, mask))
        .collect(Collectors.joining(", "));
  }

  /** Replaces one address; that of this machine itself is nobody's. */
  static String address(String address, UnaryOperator<String> mask) {
    return isAnonymous(address) ? address : mask.apply(address);
  }

  private static boolean isAnonymous(String address) {
    return address.isEmpty()
        || address.equalsIgnoreCase("unknown")
        || isLoopback(Host.ofNode(address));
  }

  /** A name may be anybody's, and so may a zone; either may be a secret. */
  private static boolean isLoopback(Host host) {
    return host.isAddress() && host.scope() == HostScope.LOOPBACK && host.node().indexOf('%') < 0;
  }
}
