package io.github.mcpecho.diagnosis.cors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Locale;

/**
 * One line of the status: whether a browser would let this pass.
 *
 * @param subject such as {@code origin}
 */
record CorsCheck(String subject, Verdict verdict, String text) {

  enum Verdict {
    ALLOWED("✅"),
    /** No response was given; the expected one would be allowed. */
    EXPECTED("✅"),
    REFUSED("❌"),
    NOT_APPLICABLE("ℹ️");

    private final String sign;

    Verdict(String sign) {
      this.sign = sign;
    }
  }

  boolean isExpected() {
    return verdict == Verdict.EXPECTED;
  }

  boolean isRefused() {
    return verdict == Verdict.REFUSED;
  }

  String toText() {
    return verdict.sign + " " + text;
  }

  ObjectNode toJson() {
    return Json.object()
        .put("subject", subject)
        .put("verdict", verdict.name().toLowerCase(Locale.ROOT))
        .put("text", text);
  }
}
