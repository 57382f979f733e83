package io.github.mcpecho.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLengthTest {
  private final Calls calls = Calls.ofFakeTools();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":"grüße"  | 1 | ; the body has 14 bytes, as Content-Length says: \
          who counts characters there in place of bytes cuts it off
          {"a":"gruesse | 1 | ; the body has 13 bytes, as Content-Length says
          {             | 1 | ; the body has 1 bytes, as Content-Length says
          {"a":"grüße"  | 2 | ``
          """)
  void aCutIsBlamedOnCountedCharactersWhereTheyAreNoBytes(String body, int times, String told) {
    int length = body.getBytes(StandardCharsets.UTF_8).length * times;
    String message =
        Calls.json(calls.post(body, "Content-Length", Integer.toString(length)))
            .at("/error/message")
            .asText();
    assertEquals(told, message.replaceFirst("[^;]*", ""));
  }
}
