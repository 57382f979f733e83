package io.github.mcpecho.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of words only, whose names stand in another cell, element, attribute or line. */
class PairedValuesTest {
  private final Redactor redactor = new Redactor(new byte[] {7});

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<param-name>x.password</param-name><param-value>{}</param-value>",
        "<context-param>\n  <param-name>db.password</param-name>\n  <description>the one of the"
            + " database, as its administrator has set it when it was made for the first time and"
            + " nobody has changed it since</description>\n  <param-value>{}</param-value>",
        "<env-entry-name>dbPassword</env-entry-name><env-entry-type>java.lang.String"
            + "</env-entry-type><env-entry-value>{}</env-entry-value>",
        "<setting name=\"SmtpPassword\" serializeAs=\"String\">\n  <value>{}</value>",
        "<add key=\"SmtpPassword\" value=\"{}\"/>",
        "<add value=\"{}\" key=\"SmtpPassword\"/>",
        "<add key='Password' lockItem='true' value='{}' />",
        "<entry key=\"db.password\">{}</entry>",
        "<string name=\"user_password\">{}</string>",
        "| password | {} |",
        "| user | ann |\n|---|---|\n| password | {} |",
        "| **Password** | {} |\r\n",
        "| `db_password` | {} |",
        "**Password:**\n{}",
        "**Password:** {}",
        "**Password**: {}",
        "`password`: {}",
        "<b>Password:</b> {}",
        "<tr><th>Password</th><td>{}</td></tr>",
        "<tr><td><b>Password:</b></td><td><code>{}</code></td></tr>",
        "<table><tr><th>User</th><th>Password</th></tr><tr><td>ann</td><td>{}</td></tr></table>",
        "<dl><dt>User<dd>ann<dt>Password<dd>{}</dl>",
        "<dt>Passphrase</dt>\n<dd>{}</dd>",
        "USER PASSWORD CITY\nann {} Bern",
        "user     password       city\nann      {}   Bern\nbob      {}   Rome",
        "NAME        DB PASSWORD    LAST SEEN   AGE\nann smith   {}         1m          5d\n"
            + "bob                        2m          6d",
        "NAME     PASSWORD\nann      {}\n\nann      orange",
        "Key        Value\n---        -----\npassword   {}\nuser       ann",
        "SELECT '{}' AS password",
        "select N'{}' as [user_password]",
        "SELECT 'it''s', \"{}\" AS `password`",
        "MERGE INTO u USING (SELECT 'ann' AS name, '{}' AS password FROM dual) s ON (1 = 1)",
        "Password\n{}\n",
        "Username\nann\nPassword\r\n{}\r\nRemember me",
        "# Passphrase\n{}"
      })
  void theValueIsHiddenAndItsNameShows(String form) {
    for (String word : List.of("correcthorse", "swordfish", "Monkey")) {
      String text = form.replace("{}", word);
      assertEquals(form.replace("{}", "(hidden)"), redactor.text(text));
      String json = Json.object().put("note", text).toString();
      for (String shown : List.of(redactor.text(json), redactor.header("x-note", json))) {
        assertFalse(shown.contains(word), shown);
        assertTrue(shown.matches("(?is).*pass(word|phrase).*"), shown);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<param-name>contextConfigLocation</param-name><param-value>/WEB-INF/x.xml</param-value>",
        "<param-name>password</param-name><param-value>${DB_PASSWORD}</param-value>",
        "<setting name=\"Host\"><value>mail</value></setting>",
        "<add key=\"SmtpHost\" value=\"mail.example\"/>",
        "<env-entry-name>limit</env-entry-name><env-entry-type>java.lang.Integer</env-entry-type>",
        "the token is <token>.",
        "| password | required |",
        "| token | string | yes |",
        "| password | city |\n|---|---|",
        "+-------+-------+\n| token | value |\n+-------+-------+",
        "Username\nPassword\nEmail",
        "Password\nrequired",
        "Authorization\nContent-Type",
        "the password\nof the user",
        "Password\n\nhunter is a word",
        "**Note:** hunter",
        "<tr><th>Password</th><td>required</td></tr>",
        "<tr><th>Password</th><td>&lt;token></td></tr>",
        "<tr><td>User</td><td>ann</td></tr>",
        "<table><tr><th>Name</th><th>City</th></tr><tr><td>ann</td><td>Bern</td></tr></table>",
        "<dt>Token<dd>expired",
        "NAME   TOKEN    AGE\necho   <none>   5d",
        "NAME   SECRETS   AGE\necho   1         5d",
        "NAME      READY   STATUS    RESTARTS   AGE\necho-1    1/1     Running   0          5d",
        "Use a token.  Then go\nto the  next page",
        "INVALID TOKEN\nplease retry",
        "Pass  Fail\n12345    3",
        "token   string   required\nname    string   optional",
        "SELECT max(password) AS password FROM users",
        "SELECT NULL AS password, u.token AS token FROM u",
        "SELECT 'ann' AS name",
        "known as password"
      })
  void whatIsNoneOfThemStays(String text) {
    assertEquals(text, redactor.text(text));
    String json = Json.object().put("note", text).toString();
    assertEquals(json, redactor.text(json));
  }
}
