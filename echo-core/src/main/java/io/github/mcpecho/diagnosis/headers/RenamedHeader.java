package io.github.mcpecho.diagnosis.headers;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An expected header that arrived under another name.
 *
 * @param words how it arrived, fit to show
 */
record RenamedHeader(String words, String fix) {
  private static final List<String> PREFIXES =
      TsvResource.rows(RenamedHeader.class, "renaming-prefixes.tsv").stream()
          .map(cells -> cells[0])
          .toList();

  /** Finds it by its name in another spelling, by its value, or by its name behind a prefix. */
  static Optional<RenamedHeader> of(
      String name, Optional<String> fingerprint, Headers headers, Redactor redactor) {
    return spelledOtherwise(name, headers)
        .or(() -> withValue(fingerprint, headers, redactor))
        .or(() -> behindPrefix(name, headers, redactor));
  }

  private static Optional<RenamedHeader> spelledOtherwise(String name, Headers headers) {
    String hyphened = name.replace('_', '-');
    for (Header header : headers) {
      if (header.name().replace('_', '-').equalsIgnoreCase(hyphened)) {
        return Optional.of(
            header.name().indexOf('_') < 0
                ? new RenamedHeader(
                    "the same name arrived with hyphens",
                    "Read it under its name with hyphens, as it arrived: who sends it, or a proxy,"
                        + " writes it so, and names with underscores get lost on the way.")
                : new RenamedHeader(
                    "the same name arrived with underscores",
                    "Send the name with hyphens: who sends it writes underscores, which nginx and"
                        + " others drop."));
      }
    }
    return Optional.empty();
  }

  private static Optional<RenamedHeader> withValue(
      Optional<String> fingerprint, Headers headers, Redactor redactor) {
    for (Header header : fingerprint.isPresent() ? headers : Headers.NONE) {
      if (redactor
          .headerFingerprint(header.name(), header.value())
          .filter(fingerprint.get()::equalsIgnoreCase)
          .isPresent()) {
        return Optional.of(renamed("the same value arrived as ", redactor.name(header.name())));
      }
    }
    return Optional.empty();
  }

  private static Optional<RenamedHeader> behindPrefix(
      String name, Headers headers, Redactor redactor) {
    String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
    String bare = lower.startsWith("x-") ? lower.substring(2) : lower;
    for (Header header : headers) {
      String arrived = header.name().toLowerCase(Locale.ROOT);
      for (String prefix : PREFIXES) {
        if (arrived.equals(prefix + bare) || arrived.equals(prefix + lower)) {
          return Optional.of(renamed("the name arrived as ", redactor.name(header.name())));
        }
      }
    }
    return Optional.empty();
  }

  private static RenamedHeader renamed(String words, String arrived) {
    return new RenamedHeader(
        words + arrived,
        "Something on the way renames it: let it keep the name, or read it as " + arrived + ".");
  }
}
