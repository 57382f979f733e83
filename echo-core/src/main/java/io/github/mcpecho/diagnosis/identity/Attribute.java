package io.github.mcpecho.diagnosis.identity;

/** What a statement about the caller is about. */
public enum Attribute {
  USER_ID("userId", "User ID"),
  USERNAME("username", "Username"),
  NAME("name", "Name"),
  EMAIL("email", "Email"),
  ROLES("roles", "Roles"),
  GROUPS("groups", "Groups"),
  CLIENT_ID("clientId", "Client ID"),
  CERTIFICATE("certificate", "Client Certificate"),
  TOKEN("token", "Token"),
  CREDENTIAL("credential", "Credential"),
  OTHER("other", "Value");

  private final String key;
  private final String label;

  Attribute(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** Returns the name of the fact. */
  public String key() {
    return key;
  }

  /** Returns the label that people read. */
  public String label() {
    return label;
  }

  /** Returns whether it tells who the caller is, and not merely what they may do. */
  boolean isPersonal() {
    return switch (this) {
      case USER_ID, USERNAME, NAME, EMAIL, GROUPS -> true;
      default -> false;
    };
  }

  boolean isList() {
    return this == ROLES || this == GROUPS;
  }
}
