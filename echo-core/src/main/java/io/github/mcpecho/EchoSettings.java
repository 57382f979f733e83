package io.github.mcpecho;

import io.github.mcpecho.diagnosis.urls.PublicUrl;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.settings.Setting;
import io.github.mcpecho.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What can be set of a server, wherever it runs. */
public final class EchoSettings {
  public static final Setting<ProtocolVersion> PROTOCOL_VERSION =
      Setting.choice(
              "MCP_PROTOCOL_VERSION",
              Arrays.stream(ProtocolVersion.values()).filter(one -> !one.isModern()).toList(),
              "the revision that a client is offered that initializes with an unknown one")
          .unset("the newest that is served");

  public static final Setting<Set<ProtocolVersion>> PROTOCOL_VERSIONS =
      Setting.choices(
              "MCP_PROTOCOL_VERSIONS_SUPPORTED",
              List.of(ProtocolVersion.values()),
              "the revisions that are served, separated by commas")
          .unset("all");

  public static final Setting<List<String>> TOOLS =
      Setting.list("MCP_ECHO_TOOLS", "the tools that are served").unset("all");

  public static final Setting<List<String>> DISABLED_TOOLS =
      Setting.list("MCP_ECHO_DISABLED_TOOLS", "tools that are not served");

  public static final Setting<Set<String>> SERVES =
      Setting.choices(
              "MCP_ECHO_SERVES",
              List.of("tools", "prompts", "resources", "completions", "subscriptions"),
              "what is served of the protocol, and declared: nothing else is there")
          .unset("all");

  public static final Setting<Integer> PAGE_SIZE =
      Setting.number(
          "MCP_ECHO_PAGE_SIZE",
          1_000,
          1,
          10_000,
          "tools, prompts, resources or templates that are listed at once; a client asks for more by"
              + " the cursor that it gets");

  public static final Setting<Integer> MAX_SUBSCRIPTIONS =
      Setting.number(
          "MCP_ECHO_MAX_SUBSCRIPTIONS",
          100,
          0,
          10_000,
          "clients that may listen to changes at once (subscriptions/listen); more are refused (503)."
              + " Each is one of the requests that are served at once");

  public static final Setting<Duration> SUBSCRIPTION_TIMEOUT =
      Setting.seconds(
          "MCP_ECHO_SUBSCRIPTION_TIMEOUT",
          3_600,
          1,
          86_400,
          "seconds that a client may listen to changes until it has to ask anew");

  public static final Setting<String> PUBLIC_URL =
      Setting.text(
              "MCP_ECHO_PUBLIC_URL",
              "the URL that clients use: authContext compares it with what a request gives away, and"
                  + " tokens have to be for this audience")
          .where(
              EchoSettings::isUrl,
              "a URL such as https://mcp.example.com/mcp, without user, query and fragment");

  public static final Setting<List<String>> AUDIENCES =
      Setting.list(
              "MCP_ECHO_AUDIENCES",
              "what a token may name as its audience beside the URL of this server, separated by"
                  + " commas, such as the client id of its app registration")
          .where(
              list -> list.stream().allMatch(one -> one.matches("[!-~]{1,2048}")),
              "identifiers such as api://mcp, in printable ASCII without blanks");

  public static final Setting<Path> JWKS_FILE =
      Setting.path(
          "MCP_ECHO_JWKS_FILE",
          "JWK set of public keys that bearerDecode and the challenge mode verify signatures with");

  public static final Setting<Boolean> CHALLENGE =
      Setting.flag(
          "MCP_ECHO_CHALLENGE", false, "challenge mode: ask for an access token, as a rehearsal");

  public static final Setting<List<String>> CHALLENGE_SCOPES =
      Setting.list(
              "MCP_ECHO_CHALLENGE_SCOPES",
              "scopes that a token needs, all of them; separated by commas or blanks")
          // RFC 6749 §3.3, and short enough for the header of an answer.
          .where(
              list -> String.join(" ", list).matches("[\\s!#-\\[\\]-~]{0,1024}"),
              "printable ASCII without quotation marks and backslashes, 1024 characters in all");

  public static final Setting<List<String>> AUTHORIZATION_SERVERS =
      Setting.list(
              "MCP_ECHO_AUTHORIZATION_SERVERS",
              "issuers that the resource metadata lists, separated by commas; if there are any, a"
                  + " JWT has to be from one of them")
          .where(
              list -> list.stream().allMatch(EchoSettings::isUrl),
              "URLs such as https://auth.example.com, without user, query and fragment");

  public static final Setting<String> KEY =
      Setting.secret(
              "MCP_ECHO_KEY",
              "servers that share it show equal fingerprints, and continue each other's calls")
          .where(key -> key.length() >= 16, "at least 16 characters")
          .unset("random");

  public static final Setting<String> INSTANCE =
      Setting.text(
              "MCP_ECHO_INSTANCE",
              "what printHeader and healthProbe call this server, such as the name of its pod")
          .where(
              name -> name.matches("[A-Za-z0-9._:-]{1,64}"), "at most 64 letters, digits and ._:-")
          .unset("random");

  public static final Setting<Boolean> MASK_PERSONAL =
      Setting.flag(
          "MCP_ECHO_MASK_PERSONAL",
          false,
          "show names, e-mail addresses, groups and client addresses as fingerprints, like secrets");

  public static final Setting<Duration> TOOL_TIMEOUT =
      Setting.seconds(
          "MCP_ECHO_TOOL_TIMEOUT", 60, 1, 3_600, "seconds that a tool may run until interrupted");

  public static final Setting<Duration> MAX_IDLE_PROBE =
      Setting.seconds(
          "MCP_ECHO_MAX_IDLE_PROBE",
          25,
          1,
          600,
          "seconds that requestTiming may stream and be silent, in all; if set, it may run longer"
              + " than MCP_ECHO_TOOL_TIMEOUT for that");

  /** A call with its {@code _meta} is nested eight deep. */
  public static final Setting<Integer> MAX_JSON_DEPTH =
      Setting.number(
          "MCP_ECHO_MAX_JSON_DEPTH", Json.DEFAULT_MAX_DEPTH, 8, 1_000, "nesting of a message");

  /** These settings, none of which is set. */
  public static final Settings DEFAULTS =
      Settings.of(
          List.of(
              PROTOCOL_VERSION,
              PROTOCOL_VERSIONS,
              TOOLS,
              DISABLED_TOOLS,
              SERVES,
              PAGE_SIZE,
              MAX_SUBSCRIPTIONS,
              SUBSCRIPTION_TIMEOUT,
              PUBLIC_URL,
              AUDIENCES,
              JWKS_FILE,
              CHALLENGE,
              CHALLENGE_SCOPES,
              AUTHORIZATION_SERVERS,
              KEY,
              INSTANCE,
              MASK_PERSONAL,
              TOOL_TIMEOUT,
              MAX_IDLE_PROBE,
              MAX_JSON_DEPTH));

  private EchoSettings() {}

  private static boolean isUrl(String text) {
    try {
      PublicUrl.of(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
