package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.redaction.Redactor;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a header that the caller sent, or meant to send.
 *
 * @param name in lower case, redacted
 * @param fingerprints of the values that arrived, in order; passwords have none, and are not
 *     compared
 * @param finding what is wrong, if something is
 */
record ExpectedHeader(
    String name, Status status, List<String> fingerprints, Optional<Finding> finding) {
  /** What arrived of a header. */
  enum Status {
    PRESENT("✅"),
    ABSENT("❌"),
    EMPTY("⚠️"),
    DUPLICATED("⚠️"),
    DIFFERENT("❌");

    private final String sign;

    Status(String sign) {
      this.sign = sign;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Compares what is expected with what arrived.
   *
   * @param expect an array of names, or an object of names and fingerprints
   */
  static List<ExpectedHeader> compare(JsonNode expect, Headers headers, Redactor redactor) {
    var compared = new ArrayList<ExpectedHeader>();
    if (expect.isObject()) {
      for (Map.Entry<String, JsonNode> member : expect.properties()) {
        compared.add(
            of(member.getKey(), Optional.of(member.getValue().asText()), headers, redactor));
      }
    } else {
      expect.forEach(name -> compared.add(of(name.asText(), Optional.empty(), headers, redactor)));
    }
    return compared;
  }

  /** Returns the line for people. */
  String toText() {
    String arrived =
        fingerprints.isEmpty() ? "" : ", fingerprint " + String.join(", ", fingerprints);
    return status.sign + " " + name + ": " + status.text() + arrived;
  }

  /** Returns the line for programs. */
  ObjectNode toJson() {
    ObjectNode json = Json.object().put("name", name).put("status", status.text());
    var list = json.putArray("fingerprints");
    fingerprints.forEach(list::add);
    return json;
  }

  private static ExpectedHeader of(
      String name, Optional<String> fingerprint, Headers headers, Redactor redactor) {
    List<String> values = headers.all(name);
    List<String> arrived =
        values.stream()
            .map(value -> redactor.headerFingerprint(name, value))
            .flatMap(Optional::stream)
            .toList();
    Status status = status(values, arrived, fingerprint);
    String shown = redactor.name(name);
    return new ExpectedHeader(
        shown,
        status,
        arrived,
        finding(status, shown, values.size(), arrived, fingerprint, similar(name, headers)));
  }

  private static Status status(
      List<String> values, List<String> arrived, Optional<String> fingerprint) {
    if (values.isEmpty()) {
      return Status.ABSENT;
    }
    if (values.size() > 1) {
      return Status.DUPLICATED;
    }
    if (values.get(0).isEmpty()) {
      return Status.EMPTY;
    }
    return arrived.stream().allMatch(value -> fingerprint.orElse(value).equalsIgnoreCase(value))
        ? Status.PRESENT
        : Status.DIFFERENT;
  }

  private static Optional<Finding> finding(
      Status status,
      String name,
      int times,
      List<String> arrived,
      Optional<String> wanted,
      String similar) {
    return switch (status) {
      case PRESENT -> Optional.empty();
      case ABSENT ->
          Optional.of(
              HeaderFinding.HEADER_EXPECTED_ABSENT.found(
                  name + " did not reach this server on this hop.", similar));
      case EMPTY ->
          Optional.of(
              HeaderFinding.HEADER_EXPECTED_EMPTY.found(name + " arrived without a value.", ""));
      case DUPLICATED ->
          Optional.of(
              HeaderFinding.HEADER_EXPECTED_DUPLICATED.found(
                  name + " arrived " + times + " times.",
                  arrived.isEmpty() ? "" : "fingerprints " + String.join(", ", arrived)));
      case DIFFERENT ->
          Optional.of(
              HeaderFinding.HEADER_EXPECTED_DIFFERENT.found(
                  name + " arrived with another value.",
                  "fingerprint " + arrived.get(0) + ", expected " + wanted.orElse("")));
    };
  }

  private static String similar(String name, Headers headers) {
    String folded = name.replace('_', '-');
    for (Header header : headers) {
      if (header.name().replace('_', '-').equalsIgnoreCase(folded)) {
        return "the same name arrived with "
            + (header.name().indexOf('_') >= 0 ? "underscores" : "hyphens");
      }
    }
    return "";
  }
}
