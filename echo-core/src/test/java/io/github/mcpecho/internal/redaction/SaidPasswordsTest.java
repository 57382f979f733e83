package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords of words only, in sentences, which nothing but a name and a verb tell of. */
class SaidPasswordsTest {
  private static final List<String> WORDS =
      List.of("correcthorse", "Swordfish", "monkey", "letmein", "dragon-heart", "éclair");

  private final Redactor redactor = new Redactor(new byte[] {7});

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the password is {}",
        "The password was {}.",
        "my passphrase is {}, as always",
        "the password is now {}",
        "password for ann is {}",
        "the password for the wiki is: {}",
        "the admin password is `{}` and the user is root",
        "The PIN is {}",
        "your secret is {}!",
        "the token is {}",
        "our pass phrase was {}",
        "changed the password to {} today",
        "please set your password to {}",
        "set the password to \"{}\"",
        "mein Passwort ist {}",
        "la contraseña es {}",
        "le mot de passe est {}",
        "the password is **{}**",
        "password+is+{}",
        "enable secret {}",
        "enable password {}\nhostname r1",
        "user default on >{} ~* +@all",
        "user ann off resetkeys >{}",
        "ACL SETUSER ann reset on >{}",
        "wpa_passphrase Home {}",
        "wpa_passphrase \"My home\" {}",
        "ldap.bindCredentials={}",
        "bind_credential: {}"
      })
  void aWordIsHidden(String form) {
    for (String word : words(form.hashCode())) {
      String text = form.replace("{}", word);
      String json = Json.object().put("note", text).toString();
      for (String shown :
          List.of(
              redactor.text(text),
              redactor.header("x-note", "a (" + text),
              redactor.text(json),
              redactor.text(Json.object().put("inner", json).toString()))) {
        assertFalse(shown.contains(word), shown);
        assertTrue(shown.contains("(hidden)"), shown);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "heslo je {}",
        "hasło to {}",
        "lösenordet är {}",
        "adgangskoden er {}",
        "salasana on {}",
        "parola este {}",
        "kata sandi adalah {}",
        "mật khẩu là {}"
      })
  void aWordOfAsciiIsHiddenWhereOthersHaveAccents(String form) {
    for (String word : words(form.hashCode())) {
      if (word.chars().allMatch(c -> c < 0x80)) {
        String shown = redactor.text(form.replace("{}", word));
        assertFalse(shown.contains(word), shown);
      }
    }
  }

  /** Those above, and some of letters at random, which no table can have. */
  private static List<String> words(int seed) {
    var random = new Random(seed);
    var words = new ArrayList<>(WORDS);
    for (int length = 6; length < 15; length++) {
      words.add(
          random
              .ints(length, 'a', 'z' + 1)
              .mapToObj(Character::toString)
              .collect(Collectors.joining()));
    }
    return words;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          my passphrase is correct horse             | my passphrase is (hidden)
          my passphrase is correct horse, not wrong  | my passphrase is (hidden), not wrong
          the password is correct horse battery in x | the password is (hidden) in x
          the password is hunter (see the wiki)      | the password is (hidden) (see the wiki)
          the password is 482139                     | the password is (hidden)
          the password is "my dog", ok               | the password is "(hidden)", ok
          """)
  void theWordsOfAPhraseAreHiddenUpToWhatIsNone(String text, String shown) {
    assertEquals(shown, redactor.text(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The password is required, and so is the user name.",
        "the password is too short",
        "the password is stored in the vault",
        "the password is case-sensitive.",
        "the password was never set",
        "your password is about to expire",
        "reset the password to continue",
        "The passphrase is optional",
        "the passphrase is never stored",
        "the pin is 12",
        "the token is 1024 bytes long",
        "The token is not a JWT",
        "The token is an access token of Entra ID",
        "the token is meant for another resource",
        "the token is bound to its client; the secret is hashed",
        "the token was issued by https://a.example",
        "the token is signed with RS256",
        "the token is malformed",
        "the secret is \"missing\"",
        "the password is correct.",
        "the password is wrong because of a typo",
        "the password is $DB_PASSWORD",
        "the token is <token>",
        "das Passwort ist falsch",
        "el token es inválido, la contraseña es incorrecta",
        "le mot de passe est trop court",
        "enable secret scanning",
        "enable password authentication",
        "user default on the server > all",
        "the compass is magnetic"
      })
  void whatIsSaidOfAPasswordStays(String text) {
    assertEquals(text, redactor.text(text));
    String json = Json.object().put("note", text).toString();
    assertEquals(json, redactor.text(json));
  }

  @Test
  void everyGroupOfPlainWordsHasAReason() {
    for (String[] row : TsvResource.rows(PlainWords.class, "plain-words.tsv")) {
      assertEquals(2, row.length, row[0]);
      assertEquals(row[1].toLowerCase(Locale.ROOT), row[1]);
    }
  }
}
