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
        "<member><name>password</name><value><string>{}</string></value></member>",
        "<methodCall><params><param><value><struct><member>\n<name>api_token</name>\n"
            + "<value>{}</value></member></struct></value></param></params></methodCall>",
        "tok={}",
        "\"pass\" \"word\": {}",
        "'pass' . 'word' => '{}'",
        "\"pass\" + \"word\" : \"{}\"",
        "your PIN is {}",
        "OTP: {}",
        "one-time password: {}",
        "heslo: {}",
        "has\u0142o={}",
        "\u043f\u0430\u0440\u043e\u043b\u044c: {}",
        "\u5bc6\u7801\uff1a{}",
        "\u30d1\u30b9\u30ef\u30fc\u30c9\u306f{}",
        "salasana: {}",
        "C: AUTH LOGIN {}",
        "login: admin/{}",
        "credentials: bob/{}",
        "log in as root/{}",
        "https://a.example/reset/token/{}?step=2",
        "/api/key/{}/usage",
        "[\"-p\",\"{}\"]",
        "args: ['-p', '{}']",
        "command: [redis-cli, -a, {}]",
        "command:\n  - redis-cli\n  - -a\n  - {}",
        "machine h password {} login bob",
        "bob : EAP \"{}\"",
        "user bob password {}",
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
        "var limit int = 1024",
        "login(request, \"home\")",
        "login(self.request, 'admin/index')",
        "login page: admin/users/42",
        "the login form is at https://login.example/authorize?x=1",
        "GPIO pin 1234 is an input",
        "set pin 1234 high",
        "the key is ctrl+alt+f12",
        "the key is user_id_2",
        "the map key is orders:2024",
        "{\"ParameterKey\":\"InstanceType\",\"ParameterValue\":\"t3.micro\"}",
        "{\"OptionKey\":\"Region\"}",
        "telegraf-influx.conf -t name",
        "my-keyvault-viewer --value name",
        "gzip -P name",
        "[\"-p\", \"8080:80\"]",
        "[\"mkdir\", \"-p\", \"data\"]",
        "/oauth/token/introspect",
        "/keys/rsa-2048",
        "docs/tokens/issuers.tsv",
        "password manager",
        "Password strength",
        "username and password required"
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
