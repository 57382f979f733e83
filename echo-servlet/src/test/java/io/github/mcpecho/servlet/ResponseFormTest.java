package io.github.mcpecho.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseFormTest {
  @Test
  void noAcceptHeaderAcceptsBoth() {
    assertEquals(Optional.of(ResponseForm.EITHER), ResponseForm.accepted(List.of()));
    assertEquals(Optional.of(ResponseForm.EITHER), ResponseForm.accepted(List.of("")));
  }

  @ParameterizedTest
  @CsvSource({
    "EITHER, 'application/json, text/event-stream'",
    "EITHER, 'text/event-stream,application/json;q=0.1'",
    "EITHER, */*",
    "JSON_ONLY, application/json",
    "JSON_ONLY, 'text/event-stream;q=0, */*'",
    "JSON_ONLY, 'text/*;q=0, */*'",
    "EITHER, 'text/*;q=0, text/event-stream, */*'",
    "STREAM_ONLY, 'text/*'",
    "STREAM_ONLY, 'application/json;q=0.0, */*'"
  })
  void theMostSpecificRangeDecides(ResponseForm form, String accept) {
    assertEquals(Optional.of(form), ResponseForm.accepted(List.of(accept)));
  }

  @Test
  void severalLinesAreOneList() {
    assertEquals(
        Optional.of(ResponseForm.EITHER),
        ResponseForm.accepted(List.of("application/json", "text/event-stream")));
  }

  @ParameterizedTest
  @CsvSource({"text/html", "'application/json;q=0'", "'*/*;q=0'", "'application/jsonx'"})
  void neitherIsNothing(String accept) {
    assertEquals(Optional.empty(), ResponseForm.accepted(List.of(accept)));
  }

  @Test
  void aRangeDoesNotNameBoth() {
    assertTrue(ResponseForm.namesBoth(List.of("text/event-stream", "Application/JSON;q=0.5")));
    assertFalse(ResponseForm.namesBoth(List.of("*/*")));
    assertFalse(ResponseForm.namesBoth(List.of("application/json, text/event-stream;q=0")));
  }
}
