package io.github.mcpecho.testing.script;

import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.faults.Sse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Reads how a stream of events differs: members that are true, or a number. */
final class SseReader {
  private static final Map<String, UnaryOperator<Sse>> FLAGS = new LinkedHashMap<>();
  private static final Map<String, BiFunction<Sse, Integer, Sse>> NUMBERS = new LinkedHashMap<>();

  static {
    FLAGS.put("no-space-after-colon", Sse::noSpaceAfterColon);
    FLAGS.put("no-event-field", Sse::noEventField);
    FLAGS.put("crlf", Sse::crlf);
    FLAGS.put("cr", Sse::cr);
    FLAGS.put("bom", Sse::bom);
    FLAGS.put("until-close", Sse::untilClose);
    FLAGS.put("multi-line-data", Sse::multiLineData);
    FLAGS.put("empty-data-priming", Sse::emptyDataPriming);
    FLAGS.put("unknown-event", Sse::unknownEvent);
    FLAGS.put("wrong-id", Sse::wrongId);
    FLAGS.put("no-terminator", Sse::noTerminator);
    FLAGS.put("second-response", Sse::secondResponse);
    FLAGS.put("result-then-hang", Sse::resultThenHang);
    NUMBERS.put("split-at-byte", Sse::splitAtByte);
    NUMBERS.put("comment-keep-alive", Sse::commentKeepAlive);
    NUMBERS.put("notification-flood", Sse::notificationFlood);
    NUMBERS.put("close-before-result", Sse::closeBeforeResult);
    NUMBERS.put("oversize-line", Sse::oversizeLine);
    NUMBERS.put("oversize-event", Sse::oversizeEvent);
  }

  /** The first stands in the place of what the second would change. */
  private static final List<List<String>> EXCLUSIVE =
      List.of(
          List.of("crlf", "cr"),
          List.of("oversize-line", "oversize-event"),
          List.of("oversize-line", "wrong-id"),
          List.of("oversize-line", "no-terminator"),
          List.of("oversize-line", "second-response"),
          List.of("oversize-event", "wrong-id"),
          List.of("oversize-event", "no-terminator"),
          List.of("oversize-event", "second-response"));

  private SseReader() {}

  static Behaviour read(ScriptObject members) {
    Sse sse = Sse.framing();
    var given = new HashSet<String>();
    for (Map.Entry<String, UnaryOperator<Sse>> flag : FLAGS.entrySet()) {
      if (members.flag(flag.getKey())) {
        sse = flag.getValue().apply(sse);
        given.add(flag.getKey());
      }
    }
    for (Map.Entry<String, BiFunction<Sse, Integer, Sse>> number : NUMBERS.entrySet()) {
      int value = members.number(number.getKey()).orElse(-1);
      if (value >= 0) {
        sse = number.getValue().apply(sse, value);
        given.add(number.getKey());
      }
    }
    for (List<String> pair : EXCLUSIVE) {
      if (given.containsAll(pair)) {
        throw members.invalid(pair.get(1), "left out where there is \"" + pair.get(0) + "\"");
      }
    }
    return sse;
  }
}
