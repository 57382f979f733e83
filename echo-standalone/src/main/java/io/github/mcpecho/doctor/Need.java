package io.github.mcpecho.doctor;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a check cannot do without. */
enum Need {
  /** Something answers in HTTP. */
  HTTP("the URL does not answer", Examination::isReached),
  /** Who answers may be a server of MCP: whatever another one says of a leg is not of this way. */
  SERVER(
      "nobody answers there as a server of MCP does",
      examination -> examination.isReached() && examination.stranger().isEmpty()),
  /** A handshake of MCP has worked. */
  MCP("no handshake of MCP has worked", examination -> examination.conversation().isPresent()),
  /** Something is answered after the handshake too. */
  ANSWERS(
      "nothing is answered after the handshake",
      examination -> examination.afterHandshake().isEmpty()),
  /** No token is missing after the handshake. */
  ALLOWED(
      "a token is asked for after the handshake",
      "--header 'Authorization: Bearer …'",
      examination -> !examination.asksForTokenLater()),
  /** What is asked is answered, since no session is lost before. */
  SESSIONS(
      "sessions get lost, so each answer is left to chance",
      examination -> !examination.isLeftToChance()),
  /** The far end is mcp-echo, and says what arrived. */
  ECHO(
      "the far end does not say what arrives",
      "mcp-echo in the place of the server",
      examination -> examination.farEnd().isPresent()),
  /** A call without anything unusual arrives there. */
  PLAIN(
      "a call without anything unusual gets no report to compare with",
      examination -> examination.plainArrival().isPresent()),
  /** There is another way to the same server. */
  DIRECT(
      "there is no URL past the proxies",
      "--direct URL",
      examination -> examination.order().direct.isPresent()),
  /** The user gave a credential. */
  TOKEN(
      "there is no token",
      "--header 'Authorization: Bearer …'",
      examination -> examination.order().authorization().isPresent()),
  /** The user named the origin of a page. */
  ORIGIN(
      "no page is named",
      "--origin https://app.example.com",
      examination -> examination.order().origin.isPresent()),
  /** The user allows it to take so long. */
  IDLE(
      "it takes as long as it tests",
      "--idle 5m",
      examination -> !examination.order().idle.isZero()),
  /** There is time for more than the most important. */
  TIME("it takes many requests", "no --quick", examination -> !examination.order().quick),
  /** An answer comes so soon that the time is enough for many. */
  SPEED(
      "answers come so slowly that the time is not enough",
      "a longer --timeout",
      examination -> !examination.isSlow());

  private final String missing;
  private final String takes;
  private final Predicate<Examination> met;

  Need(String missing, Predicate<Examination> met) {
    this(missing, "", met);
  }

  Need(String missing, String takes, Predicate<Examination> met) {
    this.missing = missing;
    this.takes = takes;
    this.met = met;
  }

  /** Returns what the user can give so that more is looked at, each once. */
  static List<String> takes(List<Diagnosis.Unchecked> unchecked) {
    Set<String> why = unchecked.stream().map(Diagnosis.Unchecked::why).collect(Collectors.toSet());
    return Arrays.stream(values())
        .filter(need -> !need.takes.isEmpty() && why.contains(need.missing()))
        .map(need -> need.takes)
        .toList();
  }

  /** Returns whether it is for the user to give it, whoever answers. */
  boolean isOfUser() {
    return EnumSet.of(DIRECT, TOKEN, ORIGIN, IDLE, TIME).contains(this);
  }

  boolean isMet(Examination examination) {
    return met.test(examination);
  }

  /** Returns what to say where it is not met. */
  String missing() {
    return takes.isEmpty() ? missing : missing + ": " + takes;
  }
}
