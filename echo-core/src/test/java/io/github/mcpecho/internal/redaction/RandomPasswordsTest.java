package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of what a password manager makes is found, and how little of what people write. */
class RandomPasswordsTest {
  private static final int STRINGS = 1_000;
  private static final String ALPHANUMERIC =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final Redactor redactor = new Redactor(new byte[] {7});

  /** Symbols as Bitwarden, 1Password, KeePass and Firefox offer them. */
  @ParameterizedTest(name = "{1} of letters, digits and {0}: at most {2} of 1,000 show")
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "!@#$%^&*  | 20 | 60",
        "!@#$%^&*  | 24 | 15",
        "!@#$%^&*  | 32 | 2",
        "!@#$^*()-_+.~ | 24 | 40",
        "!@#$^*()-_+.~ | 32 | 6",
        "!@.-_*  | 24 | 60",
        "!#$%&()*+,-./:;<=>?@[]^_`{}~  | 32 | 120"
      },
      delimiter = '|')
  void mostRandomPasswordsAreHidden(String symbols, int length, int most) {
    var random = new Random(20_261_128);
    String alphabet = ALPHANUMERIC + symbols;
    var shown = new ArrayList<String>();
    for (int i = 0; i < STRINGS; i++) {
      var password = new StringBuilder();
      random.ints(length, 0, alphabet.length()).forEach(c -> password.append(alphabet.charAt(c)));
      String text = redactor.text("the value u=" + password + " was sent");
      if (sharesSeven(password.toString(), text)) {
        shown.add(password.toString());
      }
    }
    assertTrue(shown.size() <= most, shown.size() + ": " + shown);
  }

  private static boolean sharesSeven(String secret, String text) {
    for (int i = 0; i + 7 <= secret.length(); i++) {
      if (text.contains(secret.substring(i, i + 7))) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/#/users/42/orders?sort=-date&page=3#top",
        "https://example.com/watch?v=dQw4w9WgXcQ&list=PL12&t=4s#Kommentare",
        "application/json;q=0.9,text/event-stream,*/*;q=0.8",
        "^https?://[a-z0-9.-]+\\.example\\.com(:[0-9]{1,5})?(/.*)?$",
        "^[A-Z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$",
        "(*UTF8)^/api/v[0-9]+/(users|groups)/[^/]+$",
        "${HOME}/.m2/repository/**/*.jar:!target/**",
        "arn:aws:iam::123456789012:role/Admin#Session@Dev$Latest",
        "Max.Mustermann+Test42@Mail.Example-Host.org",
        "jane@example.com,john@example.com,Max42@example.com",
        "a=1&b=2&c%5B%5D=3&d=%7B%22x%22%3A1%7D",
        "SELECT*FROM`Users`WHERE`Id`=42#comment",
        "io.github.Echo$Inner$1Builder@4f3a2b1c",
        "github.com/Owner/Repo/blob/main/README.md#L10-L20!important",
        "@scope/package-name@^1.2.3||~2.0.0-rc.1",
        "tcp://127.0.0.1:8080|udp://[::1]:53|unix:///run/x.sock",
        "#!/usr/bin/env$IFS'bash'",
        "Wow!!!That#is$really%great^stuff&more*fun",
        "foo@bar.com!host!user%relay@gateway#1",
        "2026-11-28T06:51:13.123Z|INFO|main|[http-nio-8080-exec-1]|Started!"
      })
  void whatPeopleWriteStays(String text) {
    assertEquals(text, redactor.text(text));
  }
}
