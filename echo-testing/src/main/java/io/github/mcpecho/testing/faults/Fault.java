package io.github.mcpecho.testing.faults;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.EventStream;
import io.github.mcpecho.testing.ServerAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Breaks the connection within the real answer, wherever that goes: with {@link HttpSse} the stream
 * of the client. Calls that have no JSON-RPC response are answered as always, except at {@link
 * Stage#BEFORE_HEADERS} and by {@link #randomBytes}.
 *
 * <p>To write nothing and close is {@code close(Stage.BEFORE_HEADERS)}.
 */
public final class Fault {
  private static final int MOST_RANDOM_BYTES = 65_536;

  private Fault() {}

  /**
   * Breaks the connection (TCP RST) at this stage of a chunked stream of events: {@code reset}. The
   * client must not take silence for a response that may still come, also when the status said 200;
   * modelcontextprotocol/python-sdk#1811.
   */
  public static NamedBehaviour reset(Stage stage) {
    return at(stage, "reset", ClientConnection::reset);
  }

  /**
   * Closes the connection (TCP FIN) at this stage of a chunked stream of events: {@code close}. The
   * last chunk does not come, so the body is incomplete (RFC 9112 §8), and an event without its end
   * is to be discarded (HTML §9.2.6). Clients are known to hang;
   * modelcontextprotocol/python-sdk#1577 and #3441.
   */
  public static NamedBehaviour close(Stage stage) {
    return at(stage, "close", ClientConnection::close);
  }

  /**
   * Says nothing more from this stage of a chunked stream of events on, until the client hangs up
   * or the server is closed: {@code stall}. A client without a timeout of its own hangs;
   * anthropics/claude-code#69593.
   */
  public static NamedBehaviour stall(Stage stage) {
    return at(stage, "stall", ClientConnection::stall);
  }

  /**
   * Writes a chunked stream with the whole response, then {@code ZZ} where the size of the next
   * chunk should be, and closes: {@code malformed-chunk}. The body is incomplete (RFC 9112 §7.1).
   */
  public static NamedBehaviour malformedChunk() {
    return new LabelledBehaviour(
        "malformed-chunk", within(Stage.AFTER_RESULT, client -> client.write("ZZ\r\n")));
  }

  /**
   * Writes the real answer as JSON with its true Content-Length, stops in the middle and closes:
   * {@code truncated-body}. What came is incomplete (RFC 9112 §8), even where it looks like JSON.
   */
  public static NamedBehaviour truncatedBody() {
    return json(
        "truncated-body", "", (client, body) -> client.write(Arrays.copyOf(body, body.length / 2)));
  }

  /**
   * Writes the real answer as JSON, so many bytes at a time: {@code dribble}. A client that limits
   * the time between two bytes and not the whole waits long.
   *
   * @param bytes at least 1
   * @param interval before each further piece, at most ten minutes
   */
  public static NamedBehaviour dribble(int bytes, Duration interval) {
    Requirements.atLeast(1, bytes, "bytes");
    Requirements.bounded(interval);
    return json(
        "dribble",
        bytes + " each " + interval.toMillis() + " ms",
        (client, body) -> {
          for (int from = 0; from < body.length; from += bytes) {
            if (from > 0) {
              client.stall(interval);
            }
            client.write(Arrays.copyOfRange(body, from, Math.min(body.length, from + bytes)));
          }
        });
  }

  /**
   * Writes random bytes, the same each time, where the status line should be, and closes: {@code
   * random-bytes}.
   *
   * @param number 1 to 65,536
   */
  public static NamedBehaviour randomBytes(int number) {
    byte[] bytes = new byte[Requirements.between(1, MOST_RANDOM_BYTES, number, "bytes")];
    new Random(number).nextBytes(bytes);
    return new LabelledBehaviour(
        "random-bytes", String.valueOf(number), client -> client.write(bytes));
  }

  private static NamedBehaviour at(Stage stage, String name, Behaviour fault) {
    return new LabelledBehaviour(
        name, stage.toString(), stage == Stage.BEFORE_HEADERS ? fault : within(stage, fault));
  }

  private static Behaviour within(Stage stage, Behaviour fault) {
    return client -> {
      client.keepOpen();
      ServerAnswer real = client.serverAnswer(message -> sendLive(client, message, stage, fault));
      boolean listens = client.call().httpMethod().equals("GET") && real.isStream();
      if (real.mayStream()) {
        begin(client, real, stage);
        happen(fault, client);
      } else if (listens && stage == Stage.AFTER_HEADERS) {
        happen(fault, client);
      } else {
        client.serve();
      }
    };
  }

  private static void sendLive(
      ClientConnection client, byte[] message, Stage stage, Behaviour fault)
      throws IOException, InterruptedException {
    if (stage != Stage.AFTER_HEADERS) {
      client.stream().send(message);
    }
    if (stage == Stage.AFTER_FIRST_EVENT) {
      happen(fault, client);
      throw new EOFException("The fault has happened");
    }
  }

  private static void begin(ClientConnection client, ServerAnswer real, Stage stage)
      throws IOException, InterruptedException {
    EventFormat format = EventFormat.USUAL;
    EventStream stream = client.stream();
    if (stage != Stage.AFTER_HEADERS) {
      stream.send(real.body(), id -> stage.of(format.event(id, real.body())));
    }
  }

  /** On the connection that the stream is on, which ends with it. */
  private static void happen(Behaviour fault, ClientConnection client)
      throws IOException, InterruptedException {
    ClientConnection connection = client.stream().connection();
    fault.answer(connection);
    connection.close();
  }

  private static NamedBehaviour json(String name, String settings, BodyWriter writer) {
    return new LabelledBehaviour(
        name,
        settings,
        ResponseBehaviour.toAny(
            (client, real) -> {
              byte[] body = real.body();
              client.writeHead(
                  real.status(),
                  HttpStatus.getMessage(real.status()),
                  Headers.of(
                      "Content-Type", "application/json",
                      "Content-Length", String.valueOf(body.length),
                      "Connection", "close"));
              writer.write(client, body);
            }));
  }

  @FunctionalInterface
  private interface BodyWriter {
    void write(ClientConnection client, byte[] body) throws IOException, InterruptedException;
  }
}
