package io.github.mcpecho.diagnosis.basic;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolAnnotations;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolResult;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Returns the message that it is given and nothing else: the one tool whose text is no report. */
public final class EchoTool implements Tool {
  /**
   * An extended grapheme cluster (UAX #29): a flag, a family or a letter with its accents is one.
   * {@code BreakIterator} knows those only from Java 20 on.
   */
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private static final int PIECE = 16;

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.resource(EchoTool.class, "echo")
        .withAnnotations(ToolAnnotations.READ_ONLY);
  }

  @Override
  public ToolResult call(ToolCall call) {
    String message = call.arguments().requiredString("message");
    if (call.arguments().booleanOr("uppercase", false)) {
      message = uppercase(message);
    }
    if (call.arguments().booleanOr("reverse", false)) {
      message = reverse(message);
    }
    return ToolResult.structured(message, Json.object().put("message", message));
  }

  /**
   * Converts a long text in small pieces: for each letter that becomes longer, such as ß, the JDK
   * copies the whole result. No letter depends on its neighbours here, except for the two halves of
   * a surrogate pair.
   */
  private static String uppercase(String text) {
    if (text.length() <= PIECE) {
      return text.toUpperCase(Locale.ROOT);
    }
    var result = new StringBuilder(text.length());
    for (int start = 0; start < text.length(); ) {
      int end = Math.min(start + PIECE, text.length());
      if (end < text.length()
          && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end))) {
        end++;
      }
      result.append(text.substring(start, end).toUpperCase(Locale.ROOT));
      start = end;
    }
    return result.toString();
  }

  private static String reverse(String text) {
    char[] reversed = new char[text.length()];
    Matcher grapheme = GRAPHEME.matcher(text);
    while (grapheme.find()) {
      int end = grapheme.end();
      text.getChars(grapheme.start(), end, reversed, reversed.length - end);
    }
    return new String(reversed);
  }
}
