package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as publishers of software print them, and recovery codes. */
class GroupedKeysTest {
  private static final int KEYS = 1_000;

  private final Redactor redactor = new Redactor(new byte[] {7});

  @ParameterizedTest(name = "{0} groups of {1} of {2}: at most {3} of 1,000 show")
  @CsvSource({
    "4, 4, ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, 25",
    "4, 4, ABCDEFGHIJKLMNOPQRSTUVWXYZ, 80",
    "4, 4, abcdefghijklmnopqrstuvwxyz0123456789, 80",
    "4, 4, 23456789ABCDEFGHJKLMNPQRSTUVWXYZ, 15",
    "5, 5, ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, 5",
    "5, 5, BCDFGHJKMPQRTVWXY2346789, 2",
    "4, 6, ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, 2",
    "3, 5, ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, 25"
  })
  void trial_s02_keysInGroupsAreHidden(int groups, int length, String alphabet, int most) {
    var random = new Random(20_261_128);
    var shown = new ArrayList<String>();
    for (int i = 0; i < KEYS; i++) {
      String key =
          IntStream.range(0, groups)
              .mapToObj(group -> group(random, alphabet, length))
              .collect(Collectors.joining("-"));
      String text = redactor.text("the value u=" + key + ", was sent");
      assertTrue(text.startsWith("the value u=") && text.endsWith(", was sent"), text);
      if (text.contains(key.substring(0, 7))) {
        shown.add(key);
      }
    }
    assertTrue(shown.size() <= most, shown.size() + ": " + shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K7QX-2MZP-9VTR-W4HB",
        "lic-K7QX-2MZP-9VTR-W4HB",
        "K7QX_2MZP_9VTR_W4HB",
        "VK7JG-NPHTM-C97JM-9MPGT-3V66T",
        "k7qx-2mzp-9vtr-w4hb",
        "xkqw-zpvt-rmjh-bgdf"
      })
  void trial_s02_aKeyIsHiddenWhateverStandsAround(String key) {
    String secret = key.substring(key.length() - 14);
    for (String text : new String[] {key, "(" + key + ")", "/a/" + key + "/b", "x=" + key + "&y"}) {
      assertFalse(redactor.text(text).contains(secret.substring(0, 7)), redactor.text(text));
    }
  }

  private static String group(Random random, String alphabet, int length) {
    return random
        .ints(length, 0, alphabet.length())
        .mapToObj(c -> alphabet.substring(c, c + 1))
        .collect(Collectors.joining());
  }
}
