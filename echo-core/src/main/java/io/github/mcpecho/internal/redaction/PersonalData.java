package io.github.mcpecho.internal.redaction;

import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.internal.http.HostScope;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what tells who a person is, or from where, in a value whose kind is known. */
final class PersonalData {
  /** The claims of OpenID Connect Core §5.1 that are about a person, and what issuers add. */
  private static final Set<String> CLAIMS =
      Set.of(
          "address",
          "birthdate",
          "displayname",
          "email",
          "emailaddress",
          "emails",
          "familyname",
          "firstname",
          "gender",
          "givenname",
          "groups",
          "ipaddr",
          "lastname",
          "login",
          "loginhint",
          "mail",
          "middlename",
          "name",
          "nameidentifier",
          "nickname",
          "objectidentifier",
          "oid",
          "onpremsid",
          "phone",
          "phonenumber",
          "picture",
          "preferredusername",
          "profile",
          "puid",
          "sub",
          "surname",
          "uid",
          "uniquename",
          "upn",
          "user",
          "userid",
          "username",
          "verifiedprimaryemail",
          "verifiedsecondaryemail",
          "website",
          "zoneinfo");

  private static final Pattern EMAIL =
      Pattern.compile("[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}+@[\\p{L}\\p{N}.-]{1,255}+");

  private PersonalData() {}

  /**
   * Returns whether a claim of this name is about a person, as {@code sub}, {@code
   * cognito:username} or {@code http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname}.
   */
  static boolean isClaim(String name) {
    String own = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    return CLAIMS.contains(own.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT));
  }

  /** Replaces e-mail addresses, wherever they stand. */
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
