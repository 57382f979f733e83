package io.github.mcpecho.diagnosis.cors;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.text.Glob;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognises who refuses a preflight in front of the server, by the headers of the refusal. */
record Refuser(String header, Glob value, String advice) {
  private static final List<Refuser> KNOWN =
      TsvResource.rows(Refuser.class, "refusers.tsv").stream().map(Refuser::of).toList();

  /** Returns what to do about the one that sent these headers, if it is known. */
  static Optional<String> advice(Headers headers) {
    return KNOWN.stream().filter(refuser -> refuser.sent(headers)).map(Refuser::advice).findFirst();
  }

  private static Refuser of(String[] cells) {
    Glob value = new Glob(cells[1].toLowerCase(Locale.ROOT));
    return new Refuser(cells[0], value, cells[2] + ": " + cells[3] + ".");
  }

  private boolean sent(Headers headers) {
    return headers.all(header).stream()
        .anyMatch(sent -> value.matches(sent.toLowerCase(Locale.ROOT)));
  }
}
