package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.diagnosis.request.KnownHeader;
import io.github.mcpecho.diagnosis.request.RequestFacts;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.HeaderKind;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges names with underscores that some servers take for known ones with hyphens. */
public final class UnderscoredNames {
  private static final int MAX_NAMES = 8;

  private UnderscoredNames() {}

  /** Returns what such names may be taken for, those that tell who the caller is apart. */
  public static List<Finding> judge(CallContext context, Redactor redactor) {
    List<KnownHeader> headers = RequestFacts.of(context).headers();
    if (!isAnyUnderscored(headers)) {
      return List.of();
    }
    var spoofing = new ArrayList<String>(0);
    var ofCaller = new ArrayList<String>(0);
    var others = new ArrayList<String>(0);
    for (KnownHeader header : headers) {
      if (header.isUnderscored()) {
        String name = redactor.name(header.name());
        boolean isSpoof = differsFromTwin(header, context);
        if (isSpoof) {
          spoofing.add(name);
        }
        if (isOfCaller(header.folded())) {
          if (!namesNobody(header)) {
            ofCaller.add(name);
          }
        } else if (!isSpoof) {
          others.add(name);
        }
      }
    }
    var findings = new ArrayList<Finding>(0);
    add(findings, HeaderFinding.HEADER_UNDERSCORE_SPOOF, spoofing);
    add(findings, IdentityFinding.IDENTITY_UNDERSCORE, ofCaller);
    add(findings, HeaderFinding.HEADER_UNDERSCORE, others);
    return findings;
  }

  private static boolean isAnyUnderscored(List<KnownHeader> headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).isUnderscored()) {
        return true;
      }
    }
    return false;
  }

  private static boolean differsFromTwin(KnownHeader header, CallContext context) {
    String hyphened = header.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Optional<String> twin = context.headers().first(hyphened);
    return twin.isPresent() && !twin.get().equals(header.value());
  }

  private static boolean isOfCaller(HeaderKind hyphened) {
    return hyphened.caller().isPresent() && !hyphened.isPrefix();
  }

  /** Some tell servers to write the name so, for callers without a certificate too. */
  private static boolean namesNobody(KnownHeader header) {
    return Nobody.namedBy(header.name(), List.of(header.value())).isPresent();
  }

  private static void add(List<Finding> findings, FindingKind kind, List<String> names) {
    if (!names.isEmpty()) {
      findings.add(
          kind.found(names.stream().distinct().limit(MAX_NAMES).collect(Collectors.joining(", "))));
    }
  }
}
