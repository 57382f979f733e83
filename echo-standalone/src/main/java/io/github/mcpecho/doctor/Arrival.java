package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the far end says of a request that arrived there.
 *
 * @param report of {@code printHeader}
 * @param local this end of the connection that the request was sent on
 */
record Arrival(JsonNode report, InetSocketAddress local) {
  static Optional<Arrival> of(Reply reply) {
    JsonNode report = reply.report();
    return report.path("headers").isArray()
        ? reply.answer().map(Answer::local).map(local -> new Arrival(report, local))
        : Optional.empty();
  }

  /** One header line; the value is redacted there. */
  record Line(String name, String value, Optional<String> fingerprint) {}

  /** Returns the lines in the order in which they arrived. */
  List<Line> lines() {
    return StreamSupport.stream(report.path("headers").spliterator(), false)
        .map(
            line ->
                new Line(
                    line.path("name").asText(),
                    line.path("value").asText(),
                    Optional.of(line.path("fingerprint").asText()).filter(f -> !f.isEmpty())))
        .toList();
  }

  List<Line> lines(String name) {
    return lines().stream().filter(line -> line.name().equalsIgnoreCase(name)).toList();
  }

  List<String> values(String name) {
    return lines(name).stream().map(Line::value).toList();
  }

  /** Returns the request as the far end has got it, values redacted. */
  CallContext context() {
    Headers headers =
        Headers.of(lines().stream().map(line -> new Header(line.name(), line.value())).toList());
    return new CallContext(
        "POST", "/", protocol(), headers, CallContext.Connection.LOOPBACK, Instant.now());
  }

  boolean has(String name) {
    return !lines(name).isEmpty();
  }

  boolean hasAny(Stream<String> names) {
    return names.anyMatch(this::has);
  }

  /** Returns path and query of the request line, the query redacted. */
  String target() {
    return report.at("/connection/request/target").asText();
  }

  /** Returns such as {@code HTTP/1.0}. */
  String protocol() {
    return report.at("/connection/request/protocol").asText();
  }

  /** Returns the port of the peer that the far end was connected by. */
  int peerPort() {
    return report.at("/connection/container/remotePort").asInt();
  }

  String instance() {
    return report.path("instance").asText();
  }

  /** Returns which server began a call that took two rounds, empty if it took one. */
  String begunBy() {
    return report.path("begunBy").asText();
  }

  /** Returns the names in the order in which they were sent, nothing if that is not known. */
  Optional<List<String>> order() {
    return report.path("order").asText().equals("as_sent")
        ? Optional.of(lines().stream().map(Line::name).toList())
        : Optional.empty();
  }

  /** Returns a member of the {@code _meta} that arrived. */
  JsonNode meta(String name) {
    return report.path("message").path("meta").path(name);
  }

  /**
   * Returns whether somebody stands between: the far end was connected by another port than the one
   * that the request left from.
   */
  boolean isProxied() {
    return peerPort() != 0 && peerPort() != local.getPort();
  }
}
