package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of what is random is found, and how little of what is not. */
class RandomRunsTest {
  private static final int STRINGS = 2_000;

  @ParameterizedTest(name = "{1} of {0}: at most {2} of 2,000 pass")
  @CsvSource({
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, 16, 90",
    "abcdefghijklmnopqrstuvwxyz0123456789, 16, 110",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, 16, 110",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, 18, 25",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, 20, 8",
    "abcdefghijklmnopqrstuvwxyz, 24, 100",
    "abcdefghijklmnopqrstuvwxyz, 32, 20",
    "abcdefghijklmnopqrstuvwxyz, 40, 4",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ, 32, 20",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ, 24, 12",
    "abcdefghijklmnopqrstuvwxyz0123456789, 24, 6",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, 24, 3",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_, 32, 1",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/, 32, 2",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567, 32, 2"
  })
  void mostOfWhatIsRandomIsFound(String alphabet, int length, int most) {
    var random = new Random(20_260_728);
    int passed = 0;
    for (int i = 0; i < STRINGS; i++) {
      var text = new StringBuilder();
      random.ints(length, 0, alphabet.length()).forEach(c -> text.append(alphabet.charAt(c)));
      passed += RandomRuns.isIn(text.toString()) ? 0 : 1;
    }
    assertTrue(passed <= most, passed + " passed");
  }

  @Test
  void oneNameOfAClassInAThousandIsTakenForRandomAtMost() throws IOException {
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
    List<String> names;
    try (Stream<Path> files = Files.walk(modules)) {
      names =
          files
              .filter(file -> file.toString().endsWith(".class"))
              .map(file -> file.subpath(2, file.getNameCount()).toString())
              .map(name -> name.replace(".class", "").replace('/', '.'))
              .toList();
    }
    List<String> random = names.stream().filter(RandomRuns::isIn).toList();
    assertTrue(names.size() > 10_000, names.size() + " classes");
    assertTrue(random.size() * 1_000 <= names.size(), random.size() + ": " + random);
  }

  /** Words without a gap, where they are longest. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        "Kraftfahrzeughaftpflichtversicherung Rechtsschutzversicherungsgesellschaften",
        "pneumonoultramicroscopicsilicovolcanoconiosis antidisestablishmentarianism",
        "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas",
        "hottentottensoldatententententoonstellingsterrein zandzeepsodemineraalwatersteenstralen",
        "Konstantinopolitanischerdudelsackpfeifergeselle flaggstångsknoppsförgyllare",
        "precipitevolissimevolmente anticonstitutionnellement electroencefalografistas",
        "konstantynopolitanczykowianeczka megszentsegtelenithetetlensegeskedeseitekert",
        "Muvaffakiyetsizlestiricilestiriveremeyebileceklerimizdenmissinizcesine",
        "honorificabilitudinitatibus floccinaucinihilipilification",
        "sayonaraarigatougozaimashitawatashiwakaerimasu"
      })
  void noWordIsTakenForRandom(String words) {
    assertEquals(words, new Redactor(new byte[] {7}).text(words));
  }
}
