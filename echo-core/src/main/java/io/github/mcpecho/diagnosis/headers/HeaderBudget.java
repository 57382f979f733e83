package io.github.mcpecho.diagnosis.headers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.diagnosis.report.Section;
import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The size of the request head, as HTTP/1.1 writes it, against the limits of well-known servers.
 *
 * @param total bytes of request line, header lines and the empty line
 * @param largest at most five lines, the largest first
 */
record HeaderBudget(int total, List<HeaderLine> largest) {
  private static final int KIB = 1_024;
  private static final List<Integer> LIMITS = List.of(4 * KIB, 8 * KIB, 16 * KIB, 32 * KIB);
  private static final int SHOWN = 5;

  static HeaderBudget of(CallContext context, List<HeaderLine> lines) {
    int requestLine =
        context.method().length() + context.target().length() + context.protocol().length() + 4;
    int total = requestLine + 2;
    for (HeaderLine line : lines) {
      total += line.bytes();
    }
    var largest = new ArrayList<>(lines);
    largest.sort(Comparator.comparingInt(HeaderLine::bytes).reversed());
    return new HeaderBudget(total, largest.subList(0, Math.min(SHOWN, largest.size())));
  }

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    if (total > 16 * KIB) {
      findings.add(found(HeaderFinding.HEADERS_TOO_LARGE));
    } else if (total > 8 * KIB) {
      findings.add(found(HeaderFinding.HEADERS_VERY_LARGE));
    } else if (total > 4 * KIB) {
      findings.add(found(HeaderFinding.HEADERS_LARGE));
    }
    if (!largest.isEmpty() && largest.get(0).bytes() > 8 * KIB) {
      findings.add(
          HeaderFinding.HEADER_LINE_TOO_LONG.found(
              largest.get(0).name() + " takes " + largest.get(0).bytes() + " bytes in one line.",
              ""));
    }
    return findings;
  }

  Section.Builder section() {
    return Section.titled("size", "📏 Header Size")
        .text("Total: " + total + " bytes")
        .text("Largest: " + largestText())
        .text("Of common limits: " + limitsText())
        .value(toJson());
  }

  private String limitsText() {
    return LIMITS.stream()
        .map(limit -> percentOf(limit) + "% of " + limit / KIB + " KiB")
        .collect(Collectors.joining(", "));
  }

  private long percentOf(int limit) {
    return total * 100L / limit;
  }

  private String largestText() {
    return largest.stream()
        .map(line -> line.name() + " " + line.bytes())
        .collect(Collectors.joining(", "));
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("totalBytes", total);
    ArrayNode lines = json.putArray("largest");
    largest.forEach(
        line -> lines.add(Json.object(2).put("name", line.name()).put("bytes", line.bytes())));
    ArrayNode limits = json.putArray("limits");
    LIMITS.forEach(
        limit -> limits.add(Json.object(2).put("bytes", limit).put("percent", percentOf(limit))));
    return json;
  }

  private Finding found(HeaderFinding kind) {
    return kind.found(
        "The request head has " + total + " bytes, the largest lines: " + largestText() + ".", "");
  }
}
