package io.github.mcpecho.internal.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.Version;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacksonVersionTest {
  @ParameterizedTest
  @CsvSource({"1,9,13", "2,9,10", "2,15,4", "2,16,2", "2,17,3"})
  void trial_e07_anOlderOneIsOneErrorWithFoundAndNeeded(int major, int minor, int patch) {
    Version old = version("jackson-core", major, minor, patch);
    Version current = version("jackson-databind", 2, 21, 7);

    String message = JacksonVersion.problem(List.of(current, old)).orElseThrow();
    assertEquals(
        "jackson-core %d.%d.%d is on the class path, but mcp-echo needs 2.18 or a newer Jackson 2: let the application depend on com.fasterxml.jackson:jackson-bom of that version"
            .formatted(major, minor, patch),
        message);
  }

  @ParameterizedTest
  @CsvSource({"2,18,0", "2,18,2", "2,22,4", "2,30,0"})
  void trial_e07_aNewerOneWillDo(int major, int minor, int patch) {
    Version databind = version("jackson-databind", major, minor, patch);

    assertEquals(Optional.empty(), JacksonVersion.problem(List.of(databind)));
  }

  @Test
  void theOneOnTheClassPathIsFound() {
    assertEquals(Optional.empty(), JacksonVersion.problem());
  }

  private static Version version(String artifact, int major, int minor, int patch) {
    return new Version(major, minor, patch, null, "com.fasterxml.jackson.core", artifact);
  }
}
