package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.http.Header;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A request of the doctor's own making. Host and the length of the body are added when it is sent,
 * and what the user gave for the origin that it goes to, unless it is {@link #anonymous}.
 *
 * @param headers in the order they are sent in, a line each
 * @param chunked whether the body is sent in chunks instead of with its length
 * @param anonymous whether credentials of the user are left out
 * @param patience how long the whole exchange may take, if not as long as any other
 * @param enough the event after which a stream is read no further
 */
public record Request(
    String method,
    URI uri,
    List<Header> headers,
    byte[] body,
    boolean chunked,
    boolean anonymous,
    Optional<Duration> patience,
    Predicate<Answer.Event> enough) {

  public Request {
    headers = List.copyOf(headers);
  }

  /** Returns a request without headers and body. */
  public static Request of(String method, URI uri) {
    return new Request(
        method, uri, List.of(), new byte[0], false, false, Optional.empty(), event -> false);
  }

  /** Returns the same with one more header line. */
  public Request with(String name, String value) {
    return with(List.of(new Header(name, value)));
  }

  /** Returns the same with more header lines. */
  public Request with(List<Header> more) {
    var all = new ArrayList<>(headers);
    all.addAll(more);
    return new Request(method, uri, all, body, chunked, anonymous, patience, enough);
  }

  /** Returns the same with this header line in the place of those of its name. */
  public Request replacing(String name, String value) {
    var others = new ArrayList<>(headers);
    others.removeIf(line -> line.name().equalsIgnoreCase(name));
    others.add(new Header(name, value));
    return new Request(method, uri, others, body, chunked, anonymous, patience, enough);
  }

  /** Returns whether it has a header line of this name, of the doctor's own making. */
  boolean has(String name) {
    return headers.stream().anyMatch(line -> line.name().equalsIgnoreCase(name));
  }

  /** Returns the same for another URL. */
  public Request to(URI other) {
    return new Request(method, other, headers, body, chunked, anonymous, patience, enough);
  }

  /** Returns the same with this body. */
  public Request withBody(byte[] bytes) {
    return new Request(method, uri, headers, bytes, chunked, anonymous, patience, enough);
  }

  /** Returns the same with its body in chunks. */
  public Request inChunks() {
    return new Request(method, uri, headers, body, true, anonymous, patience, enough);
  }

  /** Returns the same without the user's credentials. */
  public Request withoutCredentials() {
    return new Request(method, uri, headers, body, chunked, true, patience, enough);
  }

  /** Returns the same with another time that it may take. */
  public Request within(Duration time) {
    return new Request(method, uri, headers, body, chunked, anonymous, Optional.of(time), enough);
  }

  /** Returns the same; a stream of events is read to the first that is this. */
  public Request until(Predicate<Answer.Event> event) {
    return new Request(method, uri, headers, body, chunked, anonymous, patience, event);
  }

  /** Returns whether the same bytes are sent to the same place, with as much time or as little. */
  boolean isSame(Request other) {
    return method.equals(other.method)
        && uri.equals(other.uri)
        && headers.equals(other.headers)
        && Arrays.equals(body, other.body)
        && chunked == other.chunked
        && patience.isPresent() == other.patience.isPresent()
        && anonymous == other.anonymous;
  }

  /** Method and URL only: the rest may hold secrets. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }
}
