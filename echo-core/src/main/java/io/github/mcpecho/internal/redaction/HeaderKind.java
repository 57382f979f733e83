package io.github.mcpecho.internal.redaction;

/**
 * What is known about the headers of one name.
 *
 * @param family who sets it, such as {@code oauth2-proxy}; {@code other} if unknown
 * @param folded whether the name only matched with its underscores read as hyphens
 */
public record HeaderKind(
    HeaderCategory category, String family, Disclosure disclosure, boolean folded) {
  HeaderKind withDisclosure(Disclosure other) {
    return new HeaderKind(category, family, other, folded);
  }

  HeaderKind asFolded() {
    return new HeaderKind(category, family, disclosure, true);
  }
}
