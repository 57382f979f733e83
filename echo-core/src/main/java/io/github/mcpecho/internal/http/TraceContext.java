package io.github.mcpecho.internal.http;

import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the two fields of <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>.
 * What is wrong with one is said in words that quote nothing of it.
 */
public final class TraceContext {
  private static final Pattern VERSION = Pattern.compile("[0-9a-f]{2}(?:-.*)?", Pattern.DOTALL);
  private static final Pattern PARTS =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
  private static final int LENGTH = 55;
  private static final Pattern NOTHING = Pattern.compile("0+");

  /** Level 2 of the recommendation; it takes in every key of level 1. */
  private static final Pattern MEMBER =
      Pattern.compile("([a-z0-9][a-z0-9_*/@-]{0,255})=[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");

  private static final int MOST_MEMBERS = 32;

  private TraceContext() {}

  /** Returns the id of the trace, nothing if the field has to be ignored. */
  public static Optional<String> traceId(String parent) {
    return fault(parent).isPresent() ? Optional.empty() : Optional.of(parent.substring(3, 35));
  }

  /** Returns the id of the trace if somebody keeps it (its flag "sampled"). */
  public static Optional<String> sampledTraceId(String parent) {
    return traceId(parent).filter(id -> (Character.digit(parent.charAt(LENGTH - 1), 16) & 1) == 1);
  }

  /** Returns why a traceparent has to be ignored (§3.2.2; §3.2.4 for later versions). */
  public static Optional<String> fault(String parent) {
    if (!VERSION.matcher(parent).matches()) {
      return Optional.of("it does not begin with a version, two of 0-9a-f and a hyphen");
    }
    if (parent.startsWith("ff")) {
      return Optional.of("version ff is invalid");
    }
    var head = PARTS.matcher(parent.substring(0, Math.min(LENGTH, parent.length())));
    if (!head.matches()) {
      return Optional.of(
          parent.chars().anyMatch(c -> c >= 'A' && c <= 'F')
              ? "it has upper-case letters"
              : "it is not version, 32, 16 and 2 of 0-9a-f, with hyphens between");
    }
    if (NOTHING.matcher(head.group(2)).matches()) {
      return Optional.of("the trace id is all zeros");
    }
    if (NOTHING.matcher(head.group(3)).matches()) {
      return Optional.of("the parent id is all zeros");
    }
    if (parent.length() > LENGTH) {
      if (parent.startsWith("00")) {
        return Optional.of("version 00 has four fields, and more follows");
      }
      if (parent.charAt(LENGTH) != '-') {
        return Optional.of("a later version goes on after a hyphen");
      }
    }
    return Optional.empty();
  }

  /** Returns why a tracestate may be dropped as a whole (§3.3.1). */
  public static Optional<String> stateFault(String state) {
    var keys = new HashSet<String>();
    for (String part : state.split(",", -1)) {
      String member = part.strip();
      if (member.isEmpty()) {
        continue;
      }
      var pair = MEMBER.matcher(member);
      if (!pair.matches()) {
        return Optional.of("a member is not key=value");
      }
      if (!keys.add(pair.group(1))) {
        return Optional.of("a key stands in it twice");
      }
      if (keys.size() > MOST_MEMBERS) {
        return Optional.of("it has more than " + MOST_MEMBERS + " members");
      }
    }
    return Optional.empty();
  }
}
