package io.github.mcpecho.diagnosis.identity;

import java.util.List;

/** What the product itself takes for a source of an identity, for tests of other packages. */
public final class IdentitySources {
  private IdentitySources() {}

  /** Returns the headers that say who somebody is, in lower case. */
  public static List<String> ofPeople() {
    return IdentityHeader.all().stream()
        .filter(header -> header.attribute().isPersonal())
        .map(IdentityHeader::name)
        .toList();
  }
}
