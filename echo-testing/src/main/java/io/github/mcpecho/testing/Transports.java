package io.github.mcpecho.testing;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.testing.EventStream.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the responses of a server go, by those of its setups that have a say in it. */
record Transports(List<Transport> all) {
  private static final String EITHER = "application/json, text/event-stream";

  static Transports of(List<Behaviour> setups) {
    return new Transports(
        setups.stream().filter(Transport.class::isInstance).map(Transport.class::cast).toList());
  }

  EventStream open(ClientConnection client, Framing framing)
      throws IOException, InterruptedException {
    for (Transport transport : all) {
      Optional<EventStream> stream = transport.open(client, framing.chunked(), framing.maxBytes());
      if (stream.isPresent()) {
        return stream.get();
      }
    }
    return EventStream.open(client, framing);
  }

  /** Returns the stream on which the client of a call listens all the time, if it has one. */
  Optional<EventStream> standing(ClientConnection client) {
    return all.stream().flatMap(transport -> transport.standing(client).stream()).findFirst();
  }

  /** Returns whether Streamable HTTP has the endpoint. */
  boolean leaveEndpoint() {
    return all.stream().noneMatch(Transport::takesEndpoint);
  }

  /** Returns whether the response to a call is not the answer to its POST. */
  boolean answerElsewhere(ClientConnection client) {
    return all.stream().anyMatch(transport -> transport.answersElsewhere(client));
  }

  /**
   * Returns the path at which the working server answers a call: where a transport has a path of
   * its own for messages, the endpoint.
   */
  String path(ClientConnection client) {
    return answerElsewhere(client) ? client.endpoint().getPath() : client.call().path();
  }

  /**
   * Returns the headers with which the working server is asked: what a client accepts as the answer
   * to its POST says nothing of what it reads elsewhere.
   */
  Headers headers(ClientConnection client, Headers received) {
    if (!answerElsewhere(client)) {
      return received;
    }
    var lines = new ArrayList<Header>();
    received.forEach(lines::add);
    lines.removeIf(line -> line.name().equalsIgnoreCase("Accept"));
    lines.add(new Header("Accept", EITHER));
    return Headers.of(lines);
  }
}
