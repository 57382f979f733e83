package io.github.mcpecho.testing;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.testing.EventStream.Framing;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A call and the way back to its client, for a {@link Behaviour} to do with as it likes. What is
 * beneath the behaviour, the setups of the server and then the working server, can answer in its
 * place ({@link #serve()}), or be asked what it would answer ({@link #serverAnswer()}). What is
 * written goes to the socket byte for byte, at once, and nothing is added. For one call, and for
 * one thread at a time.
 */
public final class ClientConnection {
  private final RecordedCall call;
  private final Wire wire;
  private final ServerState surroundings;
  private final List<Behaviour> beneath;
  private final Headers added;
  private final Headers asking;
  private final Consumer<Rule> later;
  private Optional<Headers> served = Optional.empty();
  private Optional<ServerAnswer> asked = Optional.empty();
  private Optional<EventStream> stream = Optional.empty();

  /** The connection of a call that has just come. */
  ClientConnection(RecordedCall call, Wire wire, ServerState surroundings) {
    this(call, wire, surroundings, surroundings.rules().setups(), Headers.NONE, call.headers());
  }

  private ClientConnection(
      RecordedCall call,
      Wire wire,
      ServerState surroundings,
      List<Behaviour> beneath,
      Headers added,
      Headers asking) {
    this.call = call;
    this.wire = wire;
    this.surroundings = surroundings;
    this.beneath = beneath;
    this.added = added;
    this.asking = asking;
    this.later = surroundings.rules().later();
  }

  /** Returns the call. */
  public RecordedCall call() {
    return call;
  }

  /** Returns the URI of the server's MCP endpoint, wherever the call went. */
  public URI endpoint() {
    return surroundings.endpoint().get();
  }

  /**
   * Returns what is beneath this behaviour would answer, once it has; each time it is asked the
   * tool runs. From here on nothing that the client sends on this connection is read: the tool ends
   * when the client hangs up.
   *
   * @throws IOException if the client is gone, or what is beneath breaks the connection
   * @throws InterruptedException if the server is closed
   */
  public ServerAnswer serverAnswer() throws IOException, InterruptedException {
    return serverAnswer(asking, message -> {});
  }

  /**
   * Returns the same as {@link #serverAnswer()}, and tells of each message before the response as
   * soon as it comes, while the tool runs.
   */
  public ServerAnswer serverAnswer(MessageSink live) throws IOException, InterruptedException {
    return serverAnswer(asking, live);
  }

  /** Returns the same as {@link #serverAnswer()} if the call had come with these headers. */
  public ServerAnswer serverAnswer(Headers headers) throws IOException, InterruptedException {
    return serverAnswer(headers, message -> {});
  }

  private ServerAnswer serverAnswer(Headers headers, MessageSink live)
      throws IOException, InterruptedException {
    var captured = new CapturedWire(presence(), live);
    var inside = new ClientConnection(call, captured, surroundings, beneath, Headers.NONE, headers);
    Optional<Headers> reached = inside.answerBy(ClientConnection::serve);
    ServerAnswer real =
        reached.isPresent()
            ? surroundings.server().ask(call, headers, presence(), live).with(reached.get())
            : captured.answer();
    asked = Optional.of(real);
    return real;
  }

  /** The client reads the response on the stream, if that is elsewhere. */
  private HangUp presence() {
    return stream.map(EventStream::connection).orElse(this).wire.hangUp();
  }

  /**
   * Answers the call by a behaviour, and by what is beneath if that lets it.
   *
   * @return what the working server's answer has beside its own headers, if it is to answer
   */
  Optional<Headers> answerBy(Behaviour behaviour) throws IOException, InterruptedException {
    behaviour.answer(this);
    if (served.isEmpty()) {
      return Optional.empty();
    }
    if (stream.isPresent() && asked.isEmpty()) {
      serverAnswer(stream.get());
    }
    if (asked.isPresent()) {
      answer(asked.get().with(served.get()));
      return Optional.empty();
    }
    Headers all = joined(added, served.get());
    if (beneath.isEmpty()) {
      return Optional.of(all);
    }
    return new ClientConnection(
            call, wire, surroundings, beneath.subList(1, beneath.size()), all, asking)
        .answerBy(beneath.get(0));
  }

  private static Headers joined(Headers first, Headers second) {
    var lines = new ArrayList<Header>();
    first.forEach(lines::add);
    second.forEach(lines::add);
    return Headers.of(lines);
  }

  /** Answers as what is beneath would have, see {@link #serverAnswer()}. */
  public void answer(ServerAnswer real) throws IOException, InterruptedException {
    if (real.mayStream() && (stream.isPresent() || !real.notifications().isEmpty())) {
      boolean told = stream.isPresent();
      EventStream events = stream();
      for (byte[] notification : told ? List.<byte[]>of() : real.notifications()) {
        events.send(notification);
      }
      events.send(real.body());
      events.end();
    } else if (real.mayStream()) {
      respond(200, real.headers(), real.body());
    } else {
      write(real.status(), real.reason(), real.headers(), real.body());
    }
  }

  /**
   * Answers with a JSON-RPC response, on the transport that is spoken: on the stream if the call
   * has one, else as JSON.
   *
   * @param status the HTTP status, where it is the answer to the POST
   */
  public void respond(int status, byte[] json) throws IOException, InterruptedException {
    respond(status, Headers.of("Content-Type", "application/json"), json);
  }

  private void respond(int status, Headers headers, byte[] json)
      throws IOException, InterruptedException {
    boolean elsewhere = transports().anyMatch(transport -> transport.answersElsewhere(this));
    if (stream.isPresent() || elsewhere && status < 400) {
      stream().send(json);
      stream().end();
    } else {
      write(status, HttpStatus.getMessage(status), headers, json);
    }
  }

  private void write(int status, String reason, Headers headers, byte[] body) throws IOException {
    Headers length =
        HttpStatus.hasNoBody(status)
            ? Headers.of("Connection", "close")
            : Headers.of("Content-Length", String.valueOf(body.length), "Connection", "close");
    writeHead(status, reason, joined(headers, length));
    write(body);
  }

  /** Returns the stream of events on which the response goes, and opens it the first time. */
  public EventStream stream() throws IOException, InterruptedException {
    return stream(Framing.USUAL.chunked(), Framing.USUAL.maxBytes());
  }

  /**
   * Returns the stream of events on which the response goes. If it is not open yet and is the
   * answer to the POST, it is framed so:
   *
   * @param chunked whether its bits are chunks; else the body ends where the connection does
   * @param maxBytes longer bits are cut at
   */
  public EventStream stream(boolean chunked, int maxBytes)
      throws IOException, InterruptedException {
    if (stream.isEmpty()) {
      for (Transport transport : transports().toList()) {
        if (stream.isEmpty()) {
          stream = transport.open(this);
        }
      }
    }
    if (stream.isEmpty()) {
      stream = Optional.of(EventStream.open(this, new Framing(chunked, maxBytes)));
    }
    return stream.get();
  }

  /** A layer that is asked for a value does not write on the transport. */
  private Stream<Transport> transports() {
    return wire instanceof CapturedWire
        ? Stream.empty()
        : surroundings.rules().setups().stream()
            .filter(Transport.class::isInstance)
            .map(Transport.class::cast);
  }

  /**
   * Starts a rule for calls that come after this one, as {@link McpEchoServer#on} does. It goes
   * before the rules of the test, until {@link McpEchoServer#reset} or until a hundred newer ones
   * of this kind have come; if the reset came while the behaviour ran, there is no such rule.
   */
  public RuleDraft later(CallMatcher matcher) {
    return new RuleDraft(later, matcher);
  }

  /** Returns a number from 1 that this server has not given before, to make an id of. */
  public long newNumber() {
    return surroundings.numbers().incrementAndGet();
  }

  /**
   * Lets what is beneath answer, once the behaviour returns: the setups of the server, then the
   * working server. If it was asked already, its last answer is sent. Nothing may be written then,
   * but on {@link #stream()}.
   *
   * @param headers that the answer has beside its own
   */
  public void serve(Headers headers) {
    served = Optional.of(headers);
  }

  /** Lets what is beneath answer as always, once the behaviour returns. */
  public void serve() {
    serve(Headers.NONE);
  }

  /** Writes status line and header lines, with the empty line after them. */
  public void writeHead(int status, String reason, Headers headers) throws IOException {
    wire.head(status, reason, joined(headers, added));
  }

  /** Writes this text in UTF-8. */
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes these bytes. */
  public void write(byte[] bytes) throws IOException {
    wire.write(bytes);
  }

  /**
   * Waits, and leaves the connection alone, so that the working server can answer after it. Whether
   * the client is still there is not looked at.
   *
   * @throws InterruptedException if the server is closed meanwhile
   */
  public void pause(Duration time) throws InterruptedException {
    await(surroundings.closed(), time);
    checkOpen();
  }

  /**
   * Waits for this time, however long connections may be silent, or until the client closes the
   * connection. From then on nothing that the client sends is read: for behaviours that write the
   * answer themselves.
   *
   * @throws IOException if the client closes it
   * @throws InterruptedException if the server is closed
   */
  public void stall(Duration time) throws IOException, InterruptedException {
    endIf(await(CompletableFuture.anyOf(wire.hangUp().closed(), surroundings.closed()), time));
  }

  /**
   * Says nothing more, until the client closes the connection, which is idle for ten minutes at
   * most, or the server is closed. Nothing that the client sends meanwhile is read.
   *
   * @throws IOException if the client closes it
   * @throws InterruptedException if the server is closed
   */
  public void stall() throws IOException, InterruptedException {
    HangUp client = wire.hangUp();
    CompletableFuture.anyOf(client.closed(), client.silent(), surroundings.closed()).join();
    endIf(true);
  }

  private void endIf(boolean ended) throws IOException, InterruptedException {
    if (ended) {
      checkOpen();
      throw new EOFException("The client is gone");
    }
  }

  private void checkOpen() throws InterruptedException {
    if (surroundings.closed().isDone()) {
      throw new InterruptedException("The server is closed");
    }
  }

  private static boolean await(CompletableFuture<?> event, Duration time)
      throws InterruptedException {
    try {
      event.get(time.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes the connection in order (TCP FIN), after what was written. */
  public void close() throws IOException {
    wire.close();
  }

  /** Breaks the connection (TCP RST); what was written last may be lost. */
  public void reset() throws IOException {
    wire.reset();
  }

  Wire wire() {
    return wire;
  }
}
