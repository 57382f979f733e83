package io.github.mcpecho.testing.oauth;

import static io.github.mcpecho.testing.CallMatcher.anyRequest;

import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.CallMatcher;
import io.github.mcpecho.testing.ClientConnection;
import io.github.mcpecho.testing.McpEchoServer;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * A way to refuse a call that brings no acceptable token, see {@link Challenges}: a behaviour for
 * rules, or what a {@link ProtectedResource} is challenging with. Immutable.
 */
public final class Challenge implements Behaviour {
  private final String name;
  private final Function<Refusal, HttpAnswer> refusal;
  private final MetadataPlacement publication;

  Challenge(String name, Function<Refusal, HttpAnswer> refusal, MetadataPlacement publication) {
    this.name = name;
    this.refusal = refusal;
    this.publication = publication;
  }

  /** Returns the name by which {@link Challenges#named} knows it, such as {@code no-metadata}. */
  public String name() {
    return name;
  }

  /** Refuses the call, whether or not it brings a token. */
  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    refuse(Refusal.of(client, new Urls(client.endpoint()))).send(client);
  }

  /**
   * Answers requests for metadata of the resource as a server would that challenges so, until the
   * server is reset. A {@link ProtectedResource} that is challenging so does that by itself.
   */
  public void publishOn(McpEchoServer server) {
    var metadata = new ResourceMetadata(new Urls(server.uri()), List.of(), false);
    publication
        .pages()
        .apply(metadata)
        .forEach((path, page) -> server.on(asked(path)).then(client -> send(page, client)));
  }

  private static CallMatcher asked(String path) {
    return anyRequest()
        .to(path)
        .and("GET or OPTIONS", call -> call.httpMethod().matches("GET|OPTIONS"));
  }

  private static void send(HttpAnswer page, ClientConnection client)
      throws IOException, InterruptedException {
    boolean preflight = client.call().httpMethod().equals("OPTIONS");
    (preflight ? HttpAnswer.allowing("GET, OPTIONS") : page).send(client);
  }

  HttpAnswer refuse(Refusal occasion) {
    return refusal.apply(occasion);
  }

  MetadataPlacement publication() {
    return publication;
  }

  @Override
  public String toString() {
    return name;
  }
}
