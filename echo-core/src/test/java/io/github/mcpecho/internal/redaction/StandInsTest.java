package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where a value should be shows, if it is all of it. */
class StandInsTest {
  private static final List<String> PLACES =
      List.of(
          "Authorization: Bearer {}",
          "curl -H 'Authorization: Bearer {}' https://a.example",
          "api_key={}",
          "password={}&user=ann",
          "password: {}",
          "{\"api_key\": \"{}\"}",
          "<password>{}</password>",
          "--token {}",
          "see \"Authorization: Bearer {}\".",
          "{password={}, user=ann}");

  private final Redactor redactor = new Redactor(new byte[] {7});

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$DB_PASSWORD",
        "${DB_PASSWORD}",
        "%TOKEN%",
        "YOUR_TOKEN",
        "YOUR_API_KEY",
        "your-api-key-here",
        "MY_SECRET",
        "xxxxx",
        "********",
        "...",
        "[REDACTED]",
        "<redacted>",
        "***FILTERED***",
        "$(DB_PASSWORD)",
        "?",
        "$1",
        "process.env.DB_PASSWORD",
        "config.apiKey"
      })
  void itShows(String standIn) {
    for (String place : PLACES) {
      String text = place.replace("{}", standIn);
      assertEquals(text, redactor.text(text));
    }
    assertEquals("Bearer " + standIn, redactor.header("Authorization", "Bearer " + standIn));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{token}", "{api_key}", "<token>", "<YOUR-TOKEN>", "<your api key>"})
  void inBracketsItShowsToo(String standIn) {
    for (String text : List.of("Authorization: Bearer " + standIn, "token=" + standIn)) {
      assertEquals(text, redactor.text(text));
      String json = Json.object().put("note", text).toString();
      assertEquals(json, redactor.text(json));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer $ABC.real-hunter",
        "Authorization: Bearer $ABC.real-hunter",
        "password=$ABC.hunter",
        "password=$ABC|hunter",
        "password=$ABC,hunter",
        "password=f()hunter",
        "password=****hunter",
        "password=xxxxhunter",
        "Pwd={hunter};",
        "token=YOUR_TOKENhunter",
        "token=<token>hunter",
        "{\"password\": \"${A} hunter\"}",
        "password=[REDACTED]hunter",
        "password=[hunter]",
        "password=...hunter",
        "password=?hunter",
        "token=:hunter",
        "password=process.env.hunter",
        "password=config.password.hunter",
        "password=env:hunter",
        "--secret id=npmrc,hunter",
        "password=/etc/tls/hunter2",
        "password=/hunter/tls",
        "{\"password\":{\"type\":\"string\",\"default\":\"hunter\"}}",
        "{\"password\":{\"type\":\"string\",\"title\":\"hunter2\"}}",
        "password: must be hunter",
        "cookie: not hunter",
        "JAVA_TOOL_OPTIONS=-Dhunter",
        "http://hunter@h.example/",
        "redis://hunter@h.example/",
        "postgres://hunter2@db/x",
        "password: ${{ hunter }}",
        "password=$(echo hunter|base64)",
        "password=$(cat /run/x)hunter",
        "password=\"$(printf hunter)\"",
        "password = module.hunter",
        "password = local.hunter",
        "password = module.db.hunter",
        "password: !hunter",
        "password: !Ref hunter2",
        "password = input(\"hunter\")",
        "password = input(\"Password: \", \"hunter\")",
        "password = vault(\"hunter\")",
        "password = config.get(\"db\", \"hunter\")",
        "password = forms.CharField(\"hunter\")",
        "password = forms.CharField(initial=hunter2)",
        "password: files hunter",
        "password: files hunter systemd",
        "password=op://hunter2",
        "password=file:///etc/hunter2",
        "password = ./hunter",
        "password = ~/hunter",
        "password: (empty)hunter",
        "password: (hunter)",
        "secret: {password: hunter}",
        "webhook_url=https://h.example/hunter2",
        "token_url=https://bob:hunter2@h.example/",
        "jwks_uri=https://h.example/?token=hunter2",
        "AUTH_HEADER=Bearer hunter2xyz",
        "password: hunter2:1.2.3",
        "cookie: SameSite=Lax; hunter=2",
        "cookie: Secure; HttpOnly; hunter",
        "password: ~hunter",
        "INSERT INTO u (name, password) VALUES (?, 'hunter')",
        "password: $hunter",
        "password: ${DB_PASSWORD:-hunter}",
        "password: {{ hunter2 }}",
        "password: at least hunter",
        "password: must hunter",
        "password: keep hunter safe",
        "cookies: hunter",
        "secrets: hunter2",
        "password: {type: String, default: hunter}",
        "apiKey: {value: hunter, in: header}",
        "X-Api-Key: <hunter>",
        "password: BAD PASSWORD hunter2",
        "kms:hunter2decrypt",
        "token: expires in hunter",
        "password: {{ \"hunter\" | b64enc }}",
        "https://$USER:hunter@h.example/",
        "https://bob:$PASS.hunter@h.example/",
        "https://hunter2:$PASS@h.example/",
        "curl -u $USER:hunter https://a.example",
        "curl -u hunter2:$PASS https://a.example",
        "docker login -u bob -p ${PASS}hunter r.example",
        "password: invalid hunter",
        "password: not yet hunter",
        "password: required, hunter",
        "tokens: 1,234 in hunter",
        "token=token hunter",
        "token=tokenhunter, user=x",
        "call(token=hunter, user=x)",
        "print(\"Password: \"hunter\")",
        "<password>@hunter</password>",
        "--token <token>hunter",
        "--password <password>hunter</password>",
        "--token=<token> hunter2hunter2",
        "[--password hunter]",
        "self.token = hunter",
        "this.password = hunter;",
        "this.password = \"password1hunter\"",
        "password = decrypt(\"hunter\")",
        "password = os.getenv(\"DB_PASSWORD\", \"hunter\")",
        "password = System.getProperty(\"hunter\")",
        "password = Column(\"hunter\")",
        "secret: {key: hunter2}",
        "secret: {name: db, password: hunter}",
        "PGPASSWORD=hunter psql -h db",
        "PGPASSWORD=hunter2 psql",
        "PGPASSWORD=correct hunter battery",
        "printf(\"password: hunter\\n\")",
        "printf(\"password: %shunter\\n\")",
        "Token hunterhunterhunterhunter",
        "Bearer hunter",
        "kind: Secret\nmetadata:\n  name: x\nstringData:\n  a: hunter",
        "kind: Secret  \nmetadata:\n  annotations: {\"data\":{\"a\":\"hunter\"}}\ndata:\n  a: hunter",
        "token: identifier near hunter",
        "password: string, minLength hunter",
        "password: see hunter",
        "password for 'https://h': hunter",
        "$password = hunter;",
        "password: ((hunter2))",
        "password: 8hunter文字以上",
        "TOKEN=$(curl -u bob:hunter https://h)",
        "{\"headers\":{\"Authorization\":\"Bearer hunter2xyz\"}}",
        "{\"headers\":{\"Authorization\":\"Bearer ${input:token}hunter\"}}",
        "{\"headers\":{\"Authorization\":\"Bearer $TOKEN hunter\"}}",
        "{\"headers\":{\"Authorization\":\"Basic {{hunter2}}\"}}",
        "password=\"bearer hunter\"",
        "{\"password\":\"basic hunterhunter\"}",
        "proxy_set_header Authorization hunterhunter;",
        "proxy_set_header Authorization \"Basic hunterhunter\";",
        "proxy_set_header X-Api-Key $http_x_api_key/hunter;",
        "proxy_set_header X-Api-Key $hunter2;",
        "header_up Authorization {hunter2}",
        "http-request set-header Authorization %[str(hunter2)]",
        "{\"authorization_servers\":[\"https://bob:hunter2@auth.example.com\"]}",
        "AUTH_URL=https://bob:hunter@h.example/authorize",
        "AUTH_URL=https://h.example/authorize?token=hunter2",
        "VAULT_ADDR=https://bob:hunter@vault.example.com:8200",
        "PASSWORD_RESET_URL=https://example.com/reset/hunter2",
        "JWT_SECRET=https://example.com/hunter",
        "webhook_url=https://h.example/hunter2",
        "PUT /users/1/password hunter2xyz",
        "password HTTP/1.1hunter",
        "Token hunterHTTP/1.1x",
        "the secret is mounted hunter2 battery",
        "id-token: hunter",
        "password: writehunter",
        "NOTION_TOKEN: \"ntn_****hunter\"",
        "NOTION_TOKEN: \"hunterhunter_****\"",
        "\"secrets\": [\"hunter\",\"api_key\"]",
        "\"passwords\": [\"password\",\"hunter2\"]",
        "password = read_password(\"hunter\")",
        "token = get_token()hunter",
        "apiKey := flag.String(\"api-key\", \"hunter2\", \"API key of x\")",
        "password=${DB_PASSWORD:?missing}hunter",
        "password: Option<String> = hunter2",
        "password = crypt('hunter', gen_salt('bf'))",
        "req.Header.Set(\"Authorization\", \"Bearer hunter2\")",
        "string token = 1hunter;",
        "password = 12hunter;",
        "password: 1hunter;",
        "token = \"$NAMEhunter\"",
        "kong config.hide_credentials=hunter2",
        "secretKey: hunter",
        "secretKey: hunter-password2",
        "secrets:\\n  - a_key\\n  - hunter2",
        "password:\\n  hunter2 # x",
        "password: \\n hunter ok",
        "passwords:\\n  - hunterhunter\\n",
        "credentials:\\n  bob: hunterhunter\\n",
        "password:\\n  correct hunter battery",
        "password=$ABC\\nhunter",
        "password: ****\\nhunter",
        "passwordKey: db-hunter",
        "passwordKey: hunter-password2",
        "secretKey: hunter-password",
        "${DB_PASSWORD:hunter}",
        "PGPASSWORD: ?hunter",
        "AUTH_URL=https://h.example/hunter2",
        "VAULT_ADDR=https://h.example/hunter2",
        "WEBHOOK_ADDRESS=https://h.example/x/hunter2",
        "TOKEN=$(hunter)",
        "password: change_hunter",
        "password: replace-with-hunter",
        "password: TODOhunter",
        "password: !vaulthunter",
        "password: !Sub \"{{resolve:ssm:/db/x}}hunter\"",
        "cookie: path=/; sid=hunter2",
        "cookie: secure=hunter2",
        "auth = [\"basic\",\"hunter2\"]",
        "password = q(hunter)",
        "password = qw[hunter]",
        "password: 'Hunter', password: 'hunter'",
        "{\"password\":\"Hunterpassword\",\"x\":\"password hunter2xyz\"}",
        "spring.cloud.vault.authentication=LDAPhunter",
        "script-src 'self'; password=nonce-hunter",
        "\"token\": {\"$ref\": \"hunter2xyz\"}",
        "\"api_key\": {\"type\": \"string\", \"default\": \"hunter\"}",
        "password = os.getenv(\"X\", \"hunter\")",
        "password = os.environ.get(\"DB_PASSWORD\") or \"hunter\"",
        "api_key = config(\"API_KEY\", default=\"hunter\")",
        "password = config(default=\"hunter\")",
        "password = decrypt(\"hunter\")",
        "password = bcrypt.hash(\"hunter\", 10)",
        "password = String.from(\"hunter\")",
        "secret := []byte(\"hunter\")",
        "password = forms.CharField(initial=hunter2)",
        "password = click.prompt(\"Password\", default=\"hunter\")",
        "password = input(\"hunter\")",
        "password = get(\"user\", \"hunter\")",
        "password = keyring.set_password(\"svc\", \"hunter\")",
        "token = BuildConfig.hunter",
        "token = e.target.hunter",
        "password = one.hunter",
        "password = one.two.hunter",
        "password = hunter[2]x",
        "password = hunter(2)!",
        "secret = client.get_secret(\"hunter2xyz\").value",
        "get_secret_value(SecretId=\"hunter2\")",
        "token = request.getHeader(\"hunter\")",
        "token = headers[\"hunter\"]",
        "token = tokens[0].hunter2",
        "token: str = Depends(\"hunter\")",
        "password: data.hunter",
        "token: Bearer `hunter2`",
        "token = `hunter2 ${x}`",
        "password: required|hunter",
        "token: $(Hunter.hunter2)",
        "api_key: os.environ/hunter2",
        "\"auth\": {\"type\": \"basic\", \"pw\": \"hunter\"}",
        "\"auth\": {\"key\": \"hunter2xyz\"}",
        "\"auth\": {\"id\": {\"basic\": \"hunter\"}}",
        "\"auth\": {\"scopes\": [\"read\", \"hunter2\"]}",
        "token: {secret: {name: a, data: hunter}}",
        "\"keys\": [\"name\",\"hunter2\"]",
        "OPENAI_API_KEY: MY_KEY_hunter",
        "--secret=hunter-2",
        "COOKIE_SECRET=1hunter"
      })
  void whatOnlyBeginsSoIsHidden(String text) {
    String shown = redactor.text(text);
    assertFalse(shown.contains("hunter"), shown);
  }

  /** What stands around a secret tells which one it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PGPASSWORD=hunter psql -h db|PGPASSWORD=(hidden) psql -h db",
        "MYSQL_PWD=hunter2 mysqldump app|MYSQL_PWD=(hidden) mysqldump app",
        "cookies: 123|cookies: 123",
        "Password=hunter2;Server=h|Password=(hidden);Server=h",
        "password=hunter2&user=bob|password=(hidden)&user=bob",
        "export PASSWORD=hunter2; echo done|export PASSWORD=(hidden); echo done",
        "'kind: Secret\nmetadata:\n  name: db\ntype: Opaque\ndata:\n  p: aHVudGVy'"
            + "|'kind: Secret\nmetadata:\n  name: db\ntype: Opaque\ndata:\n  p: (hidden)'",
        "'kind: Secret\ndata:\n  p: aHVudGVy\n---\nkind: ConfigMap\ndata:\n  a: b'"
            + "|'kind: Secret\ndata:\n  p: (hidden)\n---\nkind: ConfigMap\ndata:\n  a: b'",
        "'kind: Secret  \ntype: Opaque\nstringData:\n  p: hunter'"
            + "|'kind: Secret  \ntype: Opaque\nstringData:\n  p: (hidden)'",
        "'kind: Secret  \nmetadata:\n  name: db\ntype: Opaque'"
            + "|'kind: Secret  \nmetadata:\n  name: db\ntype: Opaque'"
      })
  void itsSurroundingsShow(String text, String shown) {
    assertEquals(shown, redactor.text(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "W/\"33a64df551425fcc55e4d42a148795d9f25f89d4\"",
        "ETag: W/\"33a64df551425fcc55e4d42a148795d9f25f89d4\"",
        "{\"etag\":\"W/\\\"33a64df551425fcc55e4d42a148795d9f25f89d4\\\"\"}",
        "Vary: Authorization, Cookie",
        "< Vary: Authorization, Cookie\n< Accept: text/html, text/plain",
        "Access-Control-Allow-Headers: Authorization, Content-Type, X-Api-Key\n\na, b, c",
        "pass=1024 fail=3",
        "pass=1024 failed=3",
        "req_0af7651916cd43dd8448eb211c80319c",
        "trace_0af7651916cd43dd8448eb211c80319c",
        "sha_0af7651916cd43dd8448eb211c80319c",
        "build_0af7651916cd43dd8448eb211c80319c",
        "wordpress_logged_in_37f1b2c3d4e5f60718293a4b5c6d7e8f"
      })
  void whatIsNoSecretShows(String text) {
    assertEquals(text, redactor.text(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user=x pass=1024",
        "pass=1024",
        "pin=1024 fail=3",
        "W/0af7651916cd43dd8448eb211c80319c8448eb21",
        "\"0af7651916cd43dd8448eb211c80319c8448eb21\"",
        "zpka_0af7651916cd43dd8448eb211c80319c_8448eb21",
        "api_0af7651916cd43dd8448eb211c80319c",
        "https://a.example/app#0af7651916cd43dd8448eb211c80319c8448eb21",
        "see @0af7651916cd43dd8448eb211c80319c8448eb21",
        "password@0af7651916cd43dd8448eb211c80319c8448eb21",
        "https://files.example/o/r/0af7651916cd43dd8448eb211c80319c8448eb21/README.md",
        "https://h/0af7651916cd43dd8448eb211c80319c8448eb219c8448eb211c80319c8448eb",
        "secret://0af7651916cd43dd8448eb211c80319c8448eb219c8448eb211c80319c8448eb",
        "0x0af7651916cd43dd8448eb211c80319c8448eb219c8448eb211c80319c8448eb",
        "key 0x0af7651916cd43dd8448eb211c80319c8448eb219c8448eb211c80319c8448eb",
        "api_key=0x0af7651916cd43dd8448eb211c80319c8448eb21",
        "TWILIO_API_SECRET=SM0af7651916cd43dd8448eb211c80319c",
        "SK0af7651916cd43dd8448eb211c80319c",
        "https://raw.githubusercontent.com/o/r/0af7651916cd43dd8448eb211c80319c8448eb21/0af7651916cd43dd8448eb211c80319c8448eb21",
        "/nix/key/0af7651916cd43dd8448eb211c80319c8448eb21",
        "see svc_0af7651916cd43dd8448eb211c80319c.",
        "https://github.com/o/r/key/0af7651916cd43dd8448eb211c80319c8448eb21/README.md",
        "secret-0af7651916cd43dd8448eb211c80319c8448eb219c8448eb211c80319c8448eb.scope",
        "key 0af7651916cd43dd8448eb211c80319c8448eb219c8448eb211c80319c8448eb  app.tar.gz",
        "0af7651916cd43dd8448eb211c80319c8448eb219c8448eb211c80319c8448eb  is my key",
        "WEBSITE_KEY=0af7651916cd43dd8448eb211c80319c8448eb219c8448eb211c80319c8448eb",
        "gpg passphrase 0af7651916cd43dd8448eb211c80319c8448eb21",
        "{\"secretsum\": \"0af7651916cd43dd8448eb211c80319c8448eb21\"}",
        "API_KEY=0af7651916cd43dd8448eb211c80319c8448eb21"
      })
  void itsNeighboursAreHidden(String text) {
    String shown = redactor.text(text);
    assertFalse(shown.contains("1024") || shown.contains("8448eb21"), shown);
  }
}
