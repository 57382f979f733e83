package io.github.mcpecho.servlet;

import io.github.mcpecho.mcp.Exchange;
import io.github.mcpecho.mcp.Reply;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/** A line for each request, if somebody wants them: no header, no query and no body is in it. */
final class RequestLog {
  private static final System.Logger LOG = System.getLogger(RequestLog.class.getName());

  private final UnaryOperator<String> redaction;

  /** Does {@code redaction} to verbs and paths. */
  RequestLog(UnaryOperator<String> redaction) {
    this.redaction = redaction;
  }

  /**
   * Writes the line.
   *
   * @param refusal why it did not come to a reply, empty if it did
   */
  void finished(Exchange exchange, String refusal) {
    if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
      LOG.log(System.Logger.Level.DEBUG, "{0}", line(exchange, refusal));
    }
  }

  String line(Exchange exchange, String refusal) {
    String path = exchange.context().target().split("[?#;]", 2)[0];
    var line =
        new StringJoiner(" ")
            .add(Integer.toString(exchange.status()))
            .add(redaction.apply(exchange.context().method()))
            .add(redaction.apply(path))
            .add("in " + exchange.duration().toNanos() / 1_000 + " µs");
    String what = exchange.reply().map(RequestLog::what).orElse(refusal);
    return what.isEmpty() ? line.toString() : line + ": " + what;
  }

  private static String what(Reply reply) {
    var words = new StringJoiner(" ");
    if (!reply.method().isEmpty()) {
      words.add(reply.method());
    }
    if (!reply.tool().isEmpty()) {
      words.add(reply.tool());
    }
    if (reply.isError()) {
      words.add(reply.errorCode().isPresent() ? "error " + reply.errorCode().getAsInt() : "failed");
    }
    return words.toString();
  }
}
