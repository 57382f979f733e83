package io.github.mcpecho.testing.faults;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.testing.ClientConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The real answer, {@code real}, with more headers or after some time. The connection stays open as
 * it would without. Immutable.
 */
public final class RealAnswer implements NamedBehaviour {
  static final RealAnswer UNCHANGED = new RealAnswer(List.of(), Duration.ZERO);

  private final List<Header> headers;
  private final Duration delay;

  private RealAnswer(List<Header> headers, Duration delay) {
    this.headers = List.copyOf(headers);
    this.delay = delay;
  }

  /** Has one header line more, beside those that it has anyway. */
  public RealAnswer withHeader(String headerName, String value) {
    var more = new ArrayList<>(headers);
    more.add(Requirements.header(headerName, value));
    return new RealAnswer(more, delay);
  }

  /**
   * Comes after this time; the tool runs after it too.
   *
   * @param newDelay at most ten minutes
   */
  public RealAnswer delayed(Duration newDelay) {
    return new RealAnswer(headers, Requirements.bounded(newDelay));
  }

  @Override
  public String name() {
    return "real";
  }

  @Override
  public void answer(ClientConnection client) throws InterruptedException {
    client.pause(delay);
    client.serve(Headers.of(headers));
  }

  @Override
  public String toString() {
    return name()
        + headers.stream().map(one -> " " + one.name()).collect(Collectors.joining())
        + (delay.isZero() ? "" : " after " + delay.toMillis() + " ms");
  }
}
