package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.List;

/** Judges what else a request says about its caller, beside the token in Authorization. */
@FunctionalInterface
public interface CallerJudge {
  /**
   * Returns what is wrong; nothing that is for information alone.
   *
   * @param judge of what is signed
   */
  List<Finding> judge(CallContext request, TokenJudge judge, Redactor redactor);
}
