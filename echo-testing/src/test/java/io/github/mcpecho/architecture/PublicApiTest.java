package io.github.mcpecho.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The API is what {@code api.txt} of each module lists, and names nothing else of ours. */
class PublicApiTest {
  /** Run with {@code -Dapi.write} to write the list anew, and look at what it changes. */
  @ParameterizedTest
  @EnumSource
  void theListHoldsEveryPublicTypeAndMember(Artifact artifact) throws IOException {
    Path list = artifact.module().resolve("api.txt");
    String api = listing(artifact);
    if (System.getProperty("api.write") != null) {
      Files.writeString(list, api);
    }
    assertEquals(
        Files.readString(list),
        api,
        list + " lists another API: if that is meant, run this test with -Dapi.write");
  }

  @ParameterizedTest
  @EnumSource
  void noSignatureNamesATypeThatUsersMayNotName(Artifact artifact) {
    assertEquals(
        List.of(),
        PublicType.of(artifact).stream().flatMap(type -> type.leaks().stream()).toList());
  }

  private static String listing(Artifact artifact) {
    List<PublicType> types = PublicType.of(artifact);
    long count = types.stream().filter(PublicType::isTopLevel).count();
    return types.stream()
        .map(PublicType::listing)
        .collect(Collectors.joining("\n", "# " + count + " public types\n\n", ""));
  }
}
