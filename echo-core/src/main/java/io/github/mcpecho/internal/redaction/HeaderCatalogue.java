package io.github.mcpecho.internal.redaction;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The header families, read from {@code headers.tsv} beside this class: an exact name wins, then
 * the longest prefix, then the same with underscores read as hyphens. Immutable.
 */
public final class HeaderCatalogue {
  private static final HeaderKind UNKNOWN =
      new HeaderKind(HeaderCategory.CUSTOM, "other", Disclosure.UNKNOWN, false);
  private static final Set<Disclosure> SHOWN =
      EnumSet.of(
          Disclosure.PLAIN,
          Disclosure.UNKNOWN,
          Disclosure.PERSONAL,
          Disclosure.ADDRESS,
          Disclosure.MIRRORED);
  private static final HeaderCatalogue STANDARD = load();

  private final Map<String, HeaderKind> exact;
  private final Map<String, HeaderKind> prefixes;

  private HeaderCatalogue(Map<String, HeaderKind> exact, Map<String, HeaderKind> prefixes) {
    this.exact = Map.copyOf(exact);
    this.prefixes = Map.copyOf(prefixes);
  }

  /** Returns the families that this release knows. */
  public static HeaderCatalogue standard() {
    return STANDARD;
  }

  /** Returns what is known about headers of this name, in any case. */
  public HeaderKind find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Optional<HeaderKind> found = lookUp(lower);
    if (found.isPresent()) {
      return found.get();
    }
    if (lower.indexOf('_') >= 0) {
      Optional<HeaderKind> folded = lookUp(lower.replace('_', '-'));
      if (folded.isPresent()) {
        return folded.get().asFolded();
      }
    }
    return guarded(UNKNOWN, lower);
  }

  private Optional<HeaderKind> lookUp(String name) {
    HeaderKind kind = exact.get(name);
    if (kind != null) {
      return Optional.of(kind);
    }
    for (int end = name.lastIndexOf('-') + 1; end > 0; end = name.lastIndexOf('-', end - 2) + 1) {
      HeaderKind family = prefixes.get(name.substring(0, end));
      if (family != null) {
        return Optional.of(guarded(family, name.substring(end)));
      }
    }
    return Optional.empty();
  }

  /** A family that shows its values still hides the ones whose own part of the name is telling. */
  private static HeaderKind guarded(HeaderKind kind, String ownName) {
    return SHOWN.contains(kind.disclosure()) && SecretNames.isSecret(ownName)
        ? kind.withDisclosure(Disclosure.SECRET)
        : kind;
  }

  private static HeaderCatalogue load() {
    var exact = new HashMap<String, HeaderKind>();
    var prefixes = new HashMap<String, HeaderKind>();
    for (String[] cells : TsvResource.rows("headers.tsv")) {
      var kind =
          new HeaderKind(
              HeaderCategory.valueOf(cells[1]), cells[2], Disclosure.valueOf(cells[3]), false);
      boolean isPrefix = cells[0].endsWith("*");
      String name = isPrefix ? cells[0].substring(0, cells[0].length() - 1) : cells[0];
      if ((isPrefix ? prefixes : exact).put(name, kind) != null) {
        throw new IllegalStateException("headers.tsv has " + cells[0] + " twice");
      }
    }
    return new HeaderCatalogue(exact, prefixes);
  }
}
