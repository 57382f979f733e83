package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Indents JSON by two blanks a level, with {@code "name": value} and line feeds on every platform.
 */
final class PrettyJson {
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private PrettyJson() {}

  static String write(JsonFactory factory, JsonNode node) {
    var printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(INDENT)
            .withArrayIndenter(INDENT);
    var text = new StringWriter();
    try (JsonGenerator out = factory.createGenerator(text)) {
      out.setPrettyPrinter(printer);
      TreeWriter.write(node, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
