package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MediaType;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An answer, as it came. All text in it is from the far end, and not redacted.
 *
 * @param version such as {@code HTTP/1.1}
 * @param malformed what is wrong with how its head is written, so that some clients refuse it
 * @param body what was read of it, without framing and coding
 * @param unreadable why nobody can read the body, if its coding is not the one that is said
 * @param end why nothing more was read
 * @param events of a stream of events, in the order in which they came
 * @param local this end of the connection
 */
public record Answer(
    String version,
    int status,
    Headers headers,
    Optional<String> malformed,
    byte[] body,
    Optional<String> unreadable,
    End end,
    List<Event> events,
    Timing timing,
    Optional<Tls> tls,
    InetSocketAddress local)
    implements Result {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Why an answer was not read further. */
  public enum End {
    /** It is whole. */
    COMPLETE,
    /** What was waited for has come. */
    ENOUGH,
    /** It is longer than is read. */
    TOO_LONG,
    /** It took longer than is waited. */
    TOO_SLOW,
    /** The connection ended before it was whole. */
    CUT,
    /** It is said to be in chunks, and what came is none. */
    BROKEN
  }

  /**
   * An event of a stream (HTML standard, server-sent events).
   *
   * @param name {@code message} unless it is said
   * @param data of all its data lines
   * @param after the time since the request was sent
   */
  public record Event(String name, String data, Duration after) {
    /** Comes with the head of every stream, before what is sent in it. */
    public static final Event OPEN = new Event("open", "", Duration.ZERO);
  }

  /**
   * How long it took, each since the step before.
   *
   * @param connect TCP
   * @param handshake TLS, zero without
   * @param firstByte from the request to the first byte of the answer
   * @param whole from the request to the end of the answer
   */
  public record Timing(Duration connect, Duration handshake, Duration firstByte, Duration whole) {}

  /** Returns the body as text, without a byte order mark. */
  public String text() {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** Returns whether the body begins with one (RFC 8259 §8.1: it must not). */
  public boolean hasByteOrderMark() {
    return new String(body, 0, Math.min(3, body.length), StandardCharsets.UTF_8)
        .equals(BYTE_ORDER_MARK);
  }

  /** Returns whether the body is said to be of this type. */
  public boolean is(String mediaType) {
    return is(mediaType, headers);
  }

  static boolean is(String mediaType, Headers headers) {
    return headers
        .first("Content-Type")
        .flatMap(MediaType::parse)
        .filter(type -> type.is(mediaType))
        .isPresent();
  }

  /** Returns whether the status is one of success. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns whether the status sends the client elsewhere. */
  public boolean isRedirect() {
    return status >= 300 && status < 400 && status != 304;
  }

  /** Status only: the rest may hold secrets. */
  @Override
  public String toString() {
    return version + " " + status;
  }
}
