package io.github.mcpecho.diagnosis.report;

import io.github.mcpecho.internal.text.SafeText;
import java.util.function.UnaryOperator;

/**
 * A failure as a log may show it: types and stack traces as they were, messages redacted. Drivers
 * like to quote the password that they were refused with.
 */
public final class SafeFailure extends Exception {
  private static final int MOST_CAUSES = 8;

  private SafeFailure(String message, StackTraceElement[] trace, Throwable cause) {
    super(message, cause, false, true);
    setStackTrace(trace);
  }

  /** Returns a copy of the failure and its causes, at most eight, without what they suppressed. */
  public static SafeFailure of(Throwable failure, UnaryOperator<String> redaction) {
    return of(failure, redaction, MOST_CAUSES);
  }

  private static SafeFailure of(Throwable failure, UnaryOperator<String> redaction, int more) {
    String type = failure.getClass().getName();
    String message = failure.getMessage();
    Throwable cause = failure.getCause();
    return new SafeFailure(
        message == null ? type : type + ": " + SafeText.escape(redaction.apply(message)),
        failure.getStackTrace(),
        cause == null || more == 0 ? null : of(cause, redaction, more - 1));
  }

  /** Returns the type and message of the failure that this is a copy of. */
  @Override
  public String toString() {
    return getMessage();
  }
}
