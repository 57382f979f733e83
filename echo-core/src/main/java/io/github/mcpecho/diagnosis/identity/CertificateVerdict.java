package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what a proxy says about the certificate of the client. */
final class CertificateVerdict {
  private static final List<Sayer> SAYERS =
      TsvResource.rows(CertificateVerdict.class, "certificate-verdicts.tsv").stream()
          .map(cells -> new Sayer(cells[0], Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE)))
          .toList();

  private CertificateVerdict() {}

  /** Returns whether a proxy says that it did not accept the certificate. */
  static boolean isRefused(Headers headers) {
    return SAYERS.stream()
        .anyMatch(
            sayer ->
                headers
                    .first(sayer.header)
                    .filter(said -> !sayer.yes.matcher(said.strip()).matches())
                    .isPresent());
  }

  private record Sayer(String header, Pattern yes) {}
}
