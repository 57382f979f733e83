package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mask reaches as far as the secret: past brackets, signs, calls, and the first of several. */
class ReachOfMasksTest {
  private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int SHOWN = 7;

  private final Redactor redactor = new Redactor(new byte[] {7});

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEBUG auth headers={Authorization=[Bearer {}], Accept=[*/*]}",
        "map[Authorization:[Bearer {}] Accept:[*/*]]",
        "{authorization=[Basic {}], host=[x]}",
        "Authorization: [Bearer {}]",
        "Authorization=(Bearer {})",
        "Authorization=<Bearer {}>",
        "'Authorization':'Bearer '+'{}'",
        "auth=HTTPBasicAuth('bob', '{}')",
        "auth=HTTPDigestAuth(\"bob\", \"{}\")",
        "setBasicAuth(\"bob\",\"{}\")",
        "new UsernamePasswordToken(\"bob\", \"{}\")",
        "client.login(\"bob\",\"{}\")",
        ".auth(\"bob\",\"{}\")",
        "Credentials.basic(\"bob\", \"{}\")",
        "auth: ['bob','{}']",
        "mysql_connect('h','bob','{}')",
        "encoder.matches(\"{}\",h)",
        "bcrypt.hash(\"{}\",10)",
        "openvpn --auth-user-pass bob {}",
        "pulumi config set --secret dbPassword {}",
        "wpa-psk ascii 0 {}",
        "sasl_passwd: [smtp.x]:587 bob:{}",
        "postgres://u:p@{}@db/app",
        "postgres://u:p@ss:{}/x@db/app",
        "passwords:\n  bob: {}\n  eve: {}",
        "password:\n  - {}",
        "secret:\n  value: {}",
        "password = \"conc\" + \"{}\"",
        "try password Winter2024x or {}",
        "{\"ParameterKey\":\"DBPassword\",\"ParameterValue\":\"{}\"}",
        "{\"OptionName\":\"DB_PASSWORD\",\"Value\":\"{}\"}",
        "{\"field\":\"password\",\"input\":\"{}\"}",
        "password -> {}",
        "password \u2192 {}",
        "password - {}",
        "password \u2013 {}",
        "password?: string = \"{}\"",
        "var password string = \"{}\"",
        "passwd {}",
        "pass phrase: {}",
        "Login: bob Pass: {}",
        "login: bob / {}",
        "a1 LOGIN bob {}",
        "the password for bob is {}",
        "password of user bob = {}",
        "changed password from {} to Other2025y",
        "use {} as the password",
        "password authentication failed, tried \"{}\"",
        "das Passwort f\u00fcr bob ist {}",
        "pasword: {}",
        "passwrd={}"
      })
  void noPartOfTheSecretIsShown(String form) {
    for (int seed = 0; seed < 20; seed++) {
      String secret = made(new Random(seed));
      String text = redactor.text(form.replace("{}", secret));
      for (int i = 0; i + SHOWN <= secret.length(); i++) {
        assertFalse(text.contains(secret.substring(i, i + SHOWN)), secret + ": " + text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept=[application/json, text/event-stream]",
        "map[Accept:[*/*] Host:[mcp.example.com]]",
        "changed password from the settings page",
        "user_session handler2 failed",
        "password - see the manual",
        "the password for the database is required",
        "login(page)",
        "use the same name as the service",
        "passwords:\n  expired: 3\n",
        "var limit int = 1024"
      })
  void whatStandsThereOtherwiseIsShown(String text) {
    assertEquals(text, redactor.text(text));
  }

  /** Letters and digits, as people make them up. */
  private static String made(Random random) {
    var secret = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return secret.append(1000 + random.nextInt(9000)).append('x').toString();
  }
}
