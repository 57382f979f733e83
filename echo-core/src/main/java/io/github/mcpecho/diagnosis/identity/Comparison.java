package io.github.mcpecho.diagnosis.identity;

import static io.github.mcpecho.internal.http.CallerAttribute.EMAIL;
import static io.github.mcpecho.internal.http.CallerAttribute.NAME;
import static io.github.mcpecho.internal.http.CallerAttribute.USERNAME;
import static io.github.mcpecho.internal.http.CallerAttribute.USER_ID;

import io.github.mcpecho.internal.http.CallerAttribute;
import java.util.Arrays;
import java.util.List;
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

  /** One word: no list, no name of a person, no distinguished name. */
  private static final Pattern SINGLE = Pattern.compile("[^\\s,;=]+");

  private static final Pattern GIVEN_NAME = Pattern.compile("\\p{Lu}\\p{Ll}+");
  private static final int MOST_PARTS = 16;

  private Comparison() {}

  /**
   * Returns whether the value may mean the user to one client alone, as {@code sub} of Microsoft
   * Entra ID does: a token for another client then has another one.
   */
  static boolean mayBePairwise(IdentityStatement said) {
    return IdForm.of(said.value()) == IdForm.DIGEST;
  }

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
    boolean isLogin = form(header) == IdForm.NAME && claim.attribute() == USERNAME;
    return form(header) == form(claim) && (claim.attribute() == header.attribute() || isLogin);
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

  /**
   * Returns whether two headers of one product, of which neither is signed, name two users. What
   * one header holds beside a name, such as claims, are names of one user.
   */
  static boolean areRivals(IdentityStatement one, IdentityStatement other) {
    boolean isRepeated = one.source().equals(other.source());
    boolean ofOneKind =
        one.attribute() == other.attribute()
            && (one.attribute() == USERNAME || one.attribute() == USER_ID);
    boolean alike =
        isAddress(one)
            ? isAddress(other)
            : form(one) != IdForm.NAME && form(one) == form(other) || areLogins(one, other);
    return ofOneKind
        && (isRepeated ? one.isWholeHeader() && !isPhrase(one) : alike)
        && !agree(one, other);
  }

  /**
   * Returns whether the headers of two products name two users, each by the login. Ids of two
   * directories say nothing of each other, nor do addresses of two domains.
   */
  static boolean areRivalLogins(IdentityStatement one, IdentityStatement other) {
    boolean areOfOneDomain =
        isOfLogin(one)
            && isOfLogin(other)
            && isAddress(one)
            && isAddress(other)
            && domain(one).equals(domain(other));
    return (areOfOneDomain || areLogins(one, other)) && !agree(one, other);
  }

  /** Returns whether the caller names another user on purpose, to act for that one. */
  static boolean isOnBehalf(IdentityStatement said) {
    return said.source().startsWith("impersonate-");
  }

  /** Returns whether two or more users stand where one should: a list of different logins. */
  static boolean namesSeveral(IdentityStatement said) {
    if (said.value().indexOf(',') < 0 || !said.isWholeHeader() || said.attribute() == NAME) {
      return false;
    }
    List<String> parts =
        Arrays.stream(said.value().split(",", MOST_PARTS)).map(String::strip).toList();
    boolean isOfPerson =
        parts.stream().allMatch(part -> !part.isEmpty() && Character.isUpperCase(part.charAt(0)));
    return !isOfPerson
        && parts.stream().allMatch(part -> SINGLE.matcher(part).matches())
        && parts.stream().map(part -> part.toLowerCase(Locale.ROOT)).distinct().count() > 1;
  }

  private static boolean areLogins(IdentityStatement one, IdentityStatement other) {
    return isLogin(one) && isLogin(other);
  }

  private static boolean isLogin(IdentityStatement said) {
    boolean isGivenName =
        said.source().endsWith("name") && GIVEN_NAME.matcher(said.value()).matches();
    return isOfLogin(said) && !isGivenName && !isAddress(said) && form(said) == IdForm.NAME;
  }

  /** Returns whether people sign in with the value: an id in a header for a user is a login. */
  private static boolean isOfLogin(IdentityStatement said) {
    boolean isOfUser =
        said.attribute() == USERNAME
            || said.attribute() == USER_ID && said.source().endsWith("user");
    return isOfUser && SINGLE.matcher(said.value()).matches();
  }

  private static IdForm form(IdentityStatement said) {
    return IdForm.of(identifier(said));
  }

  private static String domain(IdentityStatement said) {
    String address = identifier(said);
    return address.substring(address.lastIndexOf('@') + 1);
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
   * it, Windows that of the domain.
   */
  private static String identifier(IdentityStatement said) {
    String value = said.value().toLowerCase(Locale.ROOT);
    if (said.source().startsWith("x-goog-")) {
      return value.substring(value.lastIndexOf(':') + 1);
    }
    Matcher guest = GUEST.matcher(value);
    return guest.matches()
        ? guest.group(1) + "@" + guest.group(2)
        : value.substring(Math.max(value.lastIndexOf('#'), value.lastIndexOf('\\')) + 1);
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
