package io.github.mcpecho.internal.http;

import java.util.Locale;

/** What a header or claim says about the caller. The constants are used in headers.tsv. */
public enum CallerAttribute {
  USER_ID("userId", "User ID"),
  USERNAME("username", "Username"),
  NAME("name", "Name"),
  EMAIL("email", "Email"),
  ROLES("roles", "Roles"),
  GROUPS("groups", "Groups"),
  CLIENT_ID("clientId", "Client ID"),
  CERTIFICATE("certificate", "Client Certificate"),
  /** A JWT that says some of the others. */
  TOKEN("token", "Token"),
  /** Base64 of a JSON object that says some of the others. */
  CLAIMS("claims", "Claims"),
  CREDENTIAL("credential", "Credential"),
  /** What the Authorization header would hold, under another name. */
  AUTHORIZATION("authorization", "Authorization"),
  /** Whether the proxy gave its names to a caller who has not signed in: true or false. */
  ANONYMITY("anonymity", "Anonymous"),
  OTHER("other", "Value");

  private final String key;
  private final String label;

  CallerAttribute(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** Returns what a header of an unknown product says by the last word of its name. */
  public static CallerAttribute ofName(String name) {
    String word = name.substring(name.lastIndexOf('-') + 1).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "id", "uid", "sub", "subject", "userid" -> USER_ID;
      case "user", "username", "login", "upn", "principal" -> USERNAME;
      case "name", "fullname" -> NAME;
      case "email", "mail" -> EMAIL;
      case "group", "groups" -> GROUPS;
      case "role", "roles" -> ROLES;
      default -> OTHER;
    };
  }

  public String key() {
    return key;
  }

  public String label() {
    return label;
  }

  /** Returns whether it tells who the caller is, and not merely what they may do. */
  public boolean isPersonal() {
    return switch (this) {
      case USER_ID, USERNAME, NAME, EMAIL, GROUPS -> true;
      default -> false;
    };
  }

  public boolean isList() {
    return this == ROLES || this == GROUPS;
  }
}
