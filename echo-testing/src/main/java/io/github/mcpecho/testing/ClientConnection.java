package io.github.mcpecho.testing;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.protocol.McpHeaderNames;
import io.github.mcpecho.testing.EventStream.Framing;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A call and the way back to its client, for a {@link Behaviour} to do with as it likes. What is
 * beneath the behaviour, the setups of the server and then the working server, can answer in its
 * place ({@link #serve()}), or be asked what it would answer ({@link #serverAnswer()}). What is
 * written goes to the socket byte for byte, at once, and nothing is added but the headers for
 * {@link TestServerSettings#CORS_ORIGINS}, to a head without {@code Access-Control-Allow-Origin}.
 * For one call, and for one thread at a time.
 */
public final class ClientConnection {
  private final RecordedCall call;
  private final Wire wire;
  private final WorkingServer server;
  private final ServerState surroundings;
  private final Layer layer;
  private final Consumer<Rule> later;
  private Optional<Headers> served = Optional.empty();
  private Optional<ServerAnswer> asked = Optional.empty();
  private Optional<EventStream> stream = Optional.empty();
  private final Set<String> withheld = new LinkedHashSet<>();
  private final Asking asking;
  private boolean keptOpen;

  /** Whether what was asked is the answer of the working server, and nothing changed it. */
  private boolean unchanged;

  /** The connection of a call that has just come. */
  ClientConnection(RecordedCall call, Wire wire, WorkingServer server, ServerState surroundings) {
    this(
        call,
        wire,
        server,
        surroundings,
        new Layer(surroundings.rules().setups(), Headers.NONE, call.headers(), Optional.empty()));
  }

  private ClientConnection(
      RecordedCall call, Wire wire, WorkingServer server, ServerState surroundings, Layer layer) {
    this.call = call;
    this.wire = wire;
    this.server = server;
    this.surroundings = surroundings;
    this.layer = layer;
    this.asking = new Asking(this, surroundings.questions(), surroundings.closing());
    this.later = surroundings.rules().later();
  }

  private ClientConnection at(Layer other, Wire to) {
    var connection = new ClientConnection(call, to, server, surroundings, other);
    connection.withheld.addAll(withheld);
    return connection;
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
   * Returns what would be answered by what is beneath this behaviour, once it is; each time it is
   * asked the tool runs. From here on nothing that the client sends on this connection is read: the
   * tool ends when the client hangs up. Of a stream that is opened by a GET it has the head alone.
   *
   * @throws IOException if the client is gone, or what is beneath breaks the connection
   * @throws InterruptedException if the server is closed
   */
  public ServerAnswer serverAnswer() throws IOException, InterruptedException {
    return serverAnswer(layer.received(), message -> {});
  }

  /**
   * Returns the same as {@link #serverAnswer()}, and tells of each message before the response as
   * soon as it comes, while the tool runs.
   */
  public ServerAnswer serverAnswer(MessageSink live) throws IOException, InterruptedException {
    return serverAnswer(layer.received(), live);
  }

  /** Returns the same as {@link #serverAnswer()} if the call had come with these headers. */
  public ServerAnswer serverAnswer(Headers headers) throws IOException, InterruptedException {
    return serverAnswer(headers, message -> {});
  }

  private ServerAnswer serverAnswer(Headers headers, MessageSink live)
      throws IOException, InterruptedException {
    if (isOutermost() && !transports().answerElsewhere(this)) {
      stream.map(EventStream::connection).orElse(this).hearHangUp(this::hungUp);
    }
    var captured = new CapturedWire(wire, call.httpMethod().equals("GET"), live);
    Optional<Headers> reached;
    try {
      reached = at(layer.inside(headers, this::isGone), captured).answerBy(ClientConnection::serve);
    } catch (CapturedWire.StreamOpened e) {
      // Nothing was asked that could be sent again: to serve is to open it.
      return captured.answer();
    }
    if (reached.isPresent()) {
      Transports transports = setups();
      server.answer(
          transports.path(this), body(), transports.headers(this, headers), this::isGone, captured);
    }
    unchanged = reached.isPresent() || captured.isUnchanged();
    ServerAnswer real = captured.answer().with(reached.orElse(Headers.NONE));
    asked = Optional.of(real);
    if (unchanged && isOutermost()) {
      call.asked(real);
    }
    return real;
  }

  /** The client reads the response on the stream, and may come back to one that is remembered. */
  private boolean isGone() {
    if (!isOutermost()) {
      return layer.outer().get().getAsBoolean();
    }
    boolean returns = stream.filter(EventStream::isResumable).isPresent();
    HangUp heard = stream.map(EventStream::connection).orElse(this).wire.hangUp();
    return !returns && heard.closed().isDone() || call.cancelledAfter().isPresent();
  }

  private boolean isOutermost() {
    return layer.outer().isEmpty();
  }

  private void hearHangUp(Runnable told) {
    wire.hangUp().whenHeard(told);
  }

  /** A client that may come back to its stream has not cancelled anything. */
  private void hungUp() {
    if (stream.filter(EventStream::isResumable).isEmpty()) {
      call.fate().cancel();
    }
  }

  /**
   * Keeps these params of the call from what is beneath, such as {@code cursor}; before it is
   * asked.
   */
  public void withhold(String... params) {
    withheld.addAll(List.of(params));
  }

  private byte[] body() {
    return withheld.isEmpty() ? call.rawBody() : JsonRpcText.without(call.rawBody(), withheld);
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
    if (asked.isEmpty() && stream.isPresent()) {
      serverAnswer(stream.get());
    } else if (asked.isEmpty() && isOutermost() && !withheld.isEmpty()) {
      serverAnswer();
    }
    if (asked.isPresent()) {
      if (unchanged) {
        passOn();
      }
      answer(asked.get().with(served.get()));
      return Optional.empty();
    }
    Headers all = joined(layer.added(), served.get());
    if (layer.beneath().isEmpty()) {
      return Optional.of(all);
    }
    return at(layer.next(all), wire).answerBy(layer.beneath().get(0));
  }

  /** What is above may change the answer of the working server still. */
  private void passOn() {
    if (wire instanceof CapturedWire above) {
      above.unchanged();
    } else {
      call.outcome().served();
    }
  }

  static Headers joined(Headers first, Headers second) {
    var lines = new ArrayList<Header>();
    first.forEach(lines::add);
    second.forEach(lines::add);
    return Headers.of(lines);
  }

  /** Answers as what is beneath would have, see {@link #serverAnswer()}. */
  public void answer(ServerAnswer real) throws IOException, InterruptedException {
    boolean told = stream.isPresent();
    if (told ? real.isResponse() : real.mayStream() && !real.notifications().isEmpty()) {
      EventStream events = stream();
      for (byte[] notification : told ? List.<byte[]>of() : real.notifications()) {
        events.send(notification);
      }
      told(real.body());
      events.send(real.body());
      events.end();
    } else if (told) {
      // The head of a stream is gone already, and words are no event.
      stream().end();
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
    if (stream.isPresent() || status < 400 && transports().answerElsewhere(this)) {
      told(json);
      stream().send(json);
      stream().end();
    } else {
      write(status, HttpStatus.getMessage(status), headers, json);
    }
  }

  /** The stream may be that of another request; then the POST had its own answer before. */
  private void told(byte[] response) {
    if (isOutermost()) {
      call.responded(response);
      if (transports().answerElsewhere(this)) {
        complete();
      }
    }
  }

  /** Refuses a call in words, or answers it without any. */
  void refuse(int status, String why) throws IOException {
    Headers type =
        why.isEmpty() ? Headers.NONE : Headers.of("Content-Type", "text/plain; charset=utf-8");
    write(status, HttpStatus.getMessage(status), type, why.getBytes(StandardCharsets.UTF_8));
  }

  /** Tells the client something on the stream of the call, which this opens. */
  public void send(ServerNotification notification) throws IOException, InterruptedException {
    stream().send(notification.toJson());
  }

  /**
   * Asks the client something, and waits for its answer. Up to 2025-11-25 the request goes on the
   * stream of the call, which this opens, and the answer comes with another POST. In 2026-07-28 the
   * call is answered with {@code input_required}; once the client calls again with its answer, the
   * behaviour begins anew, and this returns.
   *
   * @throws IOException if the client is gone, or does not answer within 30 seconds
   * @throws InterruptedException if the server is closed
   */
  public ClientAnswer ask(ServerRequest request) throws IOException, InterruptedException {
    // The working server knows nothing of what a behaviour asked.
    withhold("inputResponses", "requestState");
    return asking.ask(request);
  }

  private void write(int status, String reason, Headers headers, byte[] body) throws IOException {
    Headers length =
        HttpStatus.hasNoBody(status)
            ? Headers.of("Connection", "close")
            : Headers.of("Content-Length", String.valueOf(body.length), "Connection", "close");
    writeHead(status, reason, joined(headers, length));
    complete();
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
      Transports transports = transports();
      EventStream opened = transports.open(this, new Framing(chunked, maxBytes));
      stream = Optional.of(opened);
      if (isOutermost() && transports.answerElsewhere(this)) {
        // The POST has its answer: that its connection closes now says nothing.
        opened.connection().hearHangUp(this::hungUp);
      }
    }
    return stream.get();
  }

  /**
   * Leaves it to this behaviour how the connection ends: {@link Sessions#closingAfterEvents} does
   * not close it. To be said before anything goes on {@link #stream()}.
   */
  public void keepOpen() {
    keptOpen = true;
  }

  boolean isKeptOpen() {
    return keptOpen;
  }

  /** Returns the session that what is beneath has given to the client, in whatever form. */
  Optional<String> givenSession() {
    return asked.flatMap(real -> real.headers().first(McpHeaderNames.SESSION_ID));
  }

  /** A layer that is asked for a value does not write on the transport. */
  private Transports transports() {
    return wire instanceof CapturedWire ? Transports.of(List.of()) : setups();
  }

  /** Returns those of the setups that have a say in where responses go. */
  Transports setups() {
    return Transports.of(surroundings.rules().setups());
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
    wire.head(status, reason, joined(headers, layer.added()));
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
    surroundings.closing().happens(new CompletableFuture<>(), time);
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
    if (surroundings.closing().happens(wire.hangUp().closed(), time)) {
      throw gone();
    }
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
    surroundings
        .closing()
        .happens(CompletableFuture.anyOf(client.closed(), client.silent()), Closing.FOR_EVER);
    throw gone();
  }

  private static EOFException gone() {
    return new EOFException("The client is gone");
  }

  /** Closes the connection in order (TCP FIN), after what was written. */
  public void close() throws IOException {
    wire.close();
  }

  /** Breaks the connection (TCP RST); what was written last may be lost. */
  public void reset() throws IOException {
    wire.reset();
  }

  /** The last byte is about to be sent, unless it is to a layer above, which may send others. */
  void complete() {
    if (isOutermost()) {
      call.complete();
    }
  }

  /** Nothing more is sent: whoever resumes the stream has not to wait for what was broken. */
  void over() {
    stream.ifPresent(EventStream::over);
  }

  Wire wire() {
    return wire;
  }
}
