package io.github.mcpecho.standalone;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP request under construction from the notation of the table. */
public final class RequestText {
  private static final Pattern REPEATED = Pattern.compile("⟨(\\d+)×(.*?)⟩");
  private static final Pattern VERB = Pattern.compile("[A-Z]+|post|⟨[0-9]+×[A-Z]⟩");
  private static final Pattern TARGET = Pattern.compile("/|\\*|http:");
  private static final String CHANGE = ";(?= (?:\\+?[A-Za-z][A-Za-z0-9 -]*:|-[A-Za-z]))";
  private static final String KEY = "io.modelcontextprotocol/";
  private static final Map<String, String> NAMES =
      Map.of(
          "$META",
          "\"_meta\":{\"$VERSION\":\"2026-07-28\",\"$CAPABILITIES\":{}}",
          "$VERSION",
          KEY + "protocolVersion",
          "$CAPABILITIES",
          KEY + "clientCapabilities",
          "$CLIENT",
          KEY + "clientInfo",
          "$LOGLEVEL",
          KEY + "logLevel");

  private final List<String> lines = new ArrayList<>();
  private String requestLine = "POST /mcp HTTP/1.1";
  private byte[] body = {};

  private RequestText() {}

  public static RequestText of(String request, String body, int port) {
    var text = new RequestText();
    text.body = decode(body);
    text.set("Host: 127.0.0.1:" + port);
    text.set("Connection: close");
    text.set("Content-Length: " + text.body.length);
    text.set("Content-Type: application/json");
    String rest = request.replace("$PORT", String.valueOf(port));
    if (rest.startsWith("\"")) {
      int end = rest.indexOf('"', 1);
      text.requestLine = rest.substring(1, end);
      rest = rest.substring(end + 1).stripLeading();
    }
    String[] parts = rest.split(CHANGE);
    text.start(new ArrayList<>(List.of(parts[0].strip().split(" +"))));
    for (int i = 1; i < parts.length; i++) {
      text.change(parts[i].stripLeading());
    }
    return text;
  }

  public byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    writeLine(bytes, requestLine);
    for (String line : lines) {
      writeLine(bytes, line);
    }
    writeLine(bytes, "");
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static void writeLine(ByteArrayOutputStream bytes, String line) {
    bytes.writeBytes(decode(line));
    bytes.writeBytes(new byte[] {'\r', '\n'});
  }

  private void start(List<String> words) {
    if (VERB.matcher(words.get(0)).matches()) {
      String verb = words.remove(0);
      String path = TARGET.matcher(words.get(0)).lookingAt() ? words.remove(0) : "/mcp";
      requestLine = verb + " " + path + " HTTP/1.1";
    }
    String kind = words.get(0);
    if (kind.equals("bare")) {
      return;
    }
    set("Accept: application/json, text/event-stream");
    if (kind.equals("modern")) {
      set("MCP-Protocol-Version: 2026-07-28");
      setUnlessAbsent("Mcp-Method", words.subList(1, Math.min(2, words.size())));
      setUnlessAbsent("Mcp-Name", words.subList(Math.min(2, words.size()), words.size()));
    } else if (!kind.equals("legacy")) {
      set("MCP-Protocol-Version: " + kind);
    }
  }

  private void setUnlessAbsent(String name, List<String> words) {
    String value = String.join(" ", words);
    if (!value.isEmpty() && !value.equals("-")) {
      set(name + ": " + value);
    }
  }

  private void change(String change) {
    switch (change.charAt(0)) {
      case '+' -> lines.add(change.substring(1));
      case '-' -> remove(change.substring(1).strip());
      default -> set(change);
    }
  }

  private void set(String line) {
    remove(line.substring(0, line.indexOf(':')));
    lines.add(line);
  }

  private void remove(String name) {
    lines.removeIf(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1));
  }

  private static byte[] decode(String notation) {
    String text = notation.replace("$META", NAMES.get("$META"));
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      text = text.replace(name.getKey(), name.getValue());
    }
    text =
        REPEATED
            .matcher(text)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        match.group(2).repeat(Integer.parseInt(match.group(1)))));
    var bytes = new ByteArrayOutputStream(text.length());
    int from = 0;
    for (int at = text.indexOf("\\x"); at >= 0; at = text.indexOf("\\x", from)) {
      bytes.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
      from = at + 4;
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
