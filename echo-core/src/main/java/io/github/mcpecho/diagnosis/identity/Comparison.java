package io.github.mcpecho.diagnosis.identity;

import static io.github.mcpecho.internal.http.CallerAttribute.EMAIL;
import static io.github.mcpecho.internal.http.CallerAttribute.NAME;
import static io.github.mcpecho.internal.http.CallerAttribute.USERNAME;
import static io.github.mcpecho.internal.http.CallerAttribute.USER_ID;

import io.github.mcpecho.internal.http.CallerAttribute;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares statements of the same kind: subjects, user names, e-mail addresses, names of people.
 */
final class Comparison {
  private static final Set<CallerAttribute> NAMES_A_USER = Set.of(USER_ID, USERNAME, EMAIL, NAME);

  /** A SHA-256 in base64url: what OpenID Connect Core §8.1 makes of a user for one client. */
  private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Comparison() {}

  /**
   * Returns whether the value may mean the user to one client alone, as {@code sub} of Microsoft
   * Entra ID does: a token for another client then has another one.
   */
  static boolean mayBePairwise(IdentityStatement said) {
    return DIGEST.matcher(said.value()).matches();
  }

  /** Returns whether the statement says which user the caller is. */
  static boolean namesAUser(IdentityStatement said) {
    return NAMES_A_USER.contains(said.attribute());
  }

  /** Returns whether a claim that differs from this header contradicts it. */
  static boolean isComparable(IdentityStatement header, IdentityStatement claim) {
    boolean address = isAddress(header);
    return switch (header.attribute()) {
      case USER_ID, USERNAME ->
          isPhrase(header)
              ? claim.attribute() == NAME && isReadable(claim)
              : address == isAddress(claim)
                  && !isPhrase(claim)
                  && (claim.attribute() == header.attribute() || address && namesAUser(claim));
      case EMAIL -> claim.attribute() == EMAIL && address;
      case NAME -> claim.attribute() == NAME && isReadable(header) && isReadable(claim);
      default -> false;
    };
  }

  /**
   * Returns whether both may mean the same user. A user name may be the part of an address before
   * the at sign.
   */
  static boolean agree(IdentityStatement one, IdentityStatement other) {
    String first = identifier(one);
    String second = identifier(other);
    return first.equals(second)
        || words(first).equals(words(second))
        || isAddress(one) != isAddress(other) && localPart(first).equals(localPart(second));
  }

  static boolean isAddress(IdentityStatement said) {
    return said.value().indexOf('@') >= 0;
  }

  private static boolean isPhrase(IdentityStatement said) {
    return said.value().indexOf(' ') >= 0;
  }

  /**
   * Returns whether the value is plain ASCII. Proxies encode other letters in several ways, RFC
   * 2047 among them.
   */
  private static boolean isReadable(IdentityStatement said) {
    String value = said.value();
    return value.chars().allMatch(c -> c < 0x7f && c != '%') && !value.startsWith("=?");
  }

  /** Google IAP puts the name of the identity provider before the value. */
  private static String identifier(IdentityStatement said) {
    String value = said.value().toLowerCase(Locale.ROOT);
    return said.source().startsWith("x-goog-")
        ? value.substring(value.lastIndexOf(':') + 1)
        : value;
  }

  private static String localPart(String value) {
    int at = value.indexOf('@');
    return at < 0 ? value : value.substring(0, at);
  }

  /** Directories write family names first, and then a comma. */
  private static Set<String> words(String value) {
    return new TreeSet<>(Arrays.asList(value.split("[ ,]+")));
  }
}
