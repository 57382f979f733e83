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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares statements of the same kind: subjects, user names, e-mail addresses, names of people.
 */
final class Comparison {
  private static final Set<CallerAttribute> NAMES_A_USER = Set.of(USER_ID, USERNAME, EMAIL, NAME);

  /** How Entra ID names a guest in the tenant that invited it. */
  private static final Pattern GUEST = Pattern.compile("(.+)_([^_#]+)#ext#@.*");

  private Comparison() {}

  /**
   * Returns whether the value may mean the user to one client alone, as {@code sub} of Microsoft
   * Entra ID does: a token for another client then has another one.
   */
  static boolean mayBePairwise(IdentityStatement said) {
    return IdForm.of(said.value()) == IdForm.DIGEST;
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
                  && (address ? namesAUser(claim) : areOfOneKind(header, claim));
      case EMAIL -> claim.attribute() == EMAIL && address;
      case NAME -> claim.attribute() == NAME && isReadable(header) && isReadable(claim);
      default -> false;
    };
  }

  /** Ids of two forms come from two directories; a header for an id may hold the login instead. */
  private static boolean areOfOneKind(IdentityStatement header, IdentityStatement claim) {
    IdForm form = IdForm.of(identifier(header));
    boolean isLogin = form == IdForm.NAME && claim.attribute() == USERNAME;
    return form.equals(IdForm.of(identifier(claim)))
        && (claim.attribute() == header.attribute() || isLogin);
  }

  /**
   * Returns whether both are the same address, or the same id, of which nobody else has it, however
   * else the two sources call that user.
   */
  static boolean settles(IdentityStatement header, IdentityStatement claim) {
    boolean addresses = isAddress(header) && isAddress(claim);
    boolean ids = header.attribute() == USER_ID && claim.attribute() == USER_ID;
    return (addresses || ids) && identifier(header).equals(identifier(claim));
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

  /**
   * Returns the value alone. Google IAP and Entra ID put the name of the identity provider before
   * it.
   */
  private static String identifier(IdentityStatement said) {
    String value = said.value().toLowerCase(Locale.ROOT);
    if (said.source().startsWith("x-goog-")) {
      return value.substring(value.lastIndexOf(':') + 1);
    }
    Matcher guest = GUEST.matcher(value);
    return guest.matches()
        ? guest.group(1) + "@" + guest.group(2)
        : value.substring(value.lastIndexOf('#') + 1);
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
