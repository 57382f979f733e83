package io.github.mcpecho.doctor;

import java.util.function.Predicate;

/** What a check cannot do without. */
enum Need {
  /** Something answers in HTTP. */
  HTTP("the URL does not answer", Examination::isReached),
  /** A handshake of MCP has worked. */
  MCP("no handshake of MCP has worked", examination -> examination.conversation().isPresent()),
  /** What is asked is answered, since no session is lost before. */
  SESSIONS(
      "sessions get lost, so each answer is left to chance",
      examination -> !examination.isLeftToChance()),
  /** The far end is mcp-echo, and says what arrived. */
  ECHO(
      "the far end does not say what arrives: put mcp-echo in the place of the server",
      examination -> examination.farEnd().isPresent()),
  /** A call without anything unusual arrives there. */
  PLAIN(
      "a call without anything unusual gets no report to compare with",
      examination -> examination.plainArrival().isPresent()),
  /** There is another way to the same server. */
  DIRECT(
      "there is no URL past the proxies: --direct URL",
      examination -> examination.order().direct.isPresent()),
  /** The user gave a credential. */
  TOKEN(
      "there is no token: --header 'Authorization: Bearer …'",
      examination -> examination.order().authorization().isPresent()),
  /** The user named the origin of a page. */
  ORIGIN(
      "no page is named: --origin https://app.example.com",
      examination -> examination.order().origin.isPresent()),
  /** The user allows it to take so long. */
  IDLE(
      "it takes as long as it tests: --idle 5m", examination -> !examination.order().idle.isZero()),
  /** There is time for more than the most important. */
  TIME("it is left out with --quick", examination -> !examination.order().quick);

  private final String missing;
  private final Predicate<Examination> met;

  Need(String missing, Predicate<Examination> met) {
    this.missing = missing;
    this.met = met;
  }

  boolean isMet(Examination examination) {
    return met.test(examination);
  }

  /** Returns what to say where it is not met. */
  String missing() {
    return missing;
  }
}
