package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.internal.protocol.McpHeaderNames;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which answers contradict what has passed before, and which of them did not come again when the
 * request did: those say nothing of the request. Used by one thread.
 */
public final class Repeats {
  private static final Doubt CLOSED = new Doubt("connection closed", false, false, false, false);

  /** How often in a row all servers but the sound one may answer, and that is still no accident. */
  private static final double RARE = 0.001;

  /** By which servers refuse a session that they do not know. */
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 404);

  private static final Set<String> MAY_BE_EMPTY = Set.of("OPTIONS", "DELETE");
  private static final Pattern INTERNAL_ERROR = Pattern.compile("\"code\"\\s*+:\\s*+-32603\\b");

  private final String home;
  private final Set<String> passed = new HashSet<>();
  private final List<Doubt> disproved = new ArrayList<>();
  private final List<Doubt> disprovedAtOnce = new ArrayList<>();
  private boolean isLetIn;

  Repeats(URI home) {
    this.home = target(home);
  }

  /**
   * What speaks against judging an answer.
   *
   * @param what came, for people
   * @param isOfAHop whether a hop says by it that nobody is there just now
   * @param isPutOff whether the answer says when to come again
   * @param isRefusal whether the server says by it that the request is wrong, and not the server
   * @param hasSession whether the request was of a session
   */
  record Doubt(
      String what, boolean isOfAHop, boolean isPutOff, boolean isRefusal, boolean hasSession) {
    boolean isOfSession() {
      return isRefusal && hasSession;
    }
  }

  /** Remembers that something at this URL answers soundly. */
  void pass(URI uri, Answer answer) {
    passed.add(target(uri));
    isLetIn |= answer.isSuccess() && home.equals(target(uri));
  }

  /** Returns what is doubtful about the answer to a request; nothing if it is to be judged. */
  Optional<Doubt> doubt(Request request, Result result) {
    boolean isKnown = home.equals(target(request.uri())) || passed.contains(target(request.uri()));
    if (result instanceof Failure failure) {
      return failure.trouble() == Trouble.CLOSED && isKnown
          ? Optional.of(CLOSED)
          : Optional.empty();
    }
    return result
        .answer()
        .filter(answer -> isUnavailable(answer) ? isKnown || !passed.isEmpty() : isKnown)
        .filter(answer -> isOdd(request, answer))
        .map(
            answer ->
                new Doubt(
                    what(answer),
                    isUnavailable(answer),
                    RetryAfter.of(result).isPresent(),
                    REFUSALS.contains(answer.status()),
                    request.has(McpHeaderNames.SESSION_ID)));
  }

  private static String what(Answer answer) {
    if (isInternalError(answer)) {
      return "error -32603";
    }
    return answer.status() == 200 ? "an empty answer" : "status " + answer.status();
  }

  private boolean isOdd(Request request, Answer answer) {
    return isUnavailable(answer)
        || answer.status() == 500
        || isOfNobody(answer)
        || isEmpty(request, answer)
        || isInternalError(answer)
        || answer.status() == 401 && isLetIn && !request.anonymous();
  }

  /** A server of MCP answers with a body, or says by its status that there is none. */
  private static boolean isEmpty(Request request, Answer answer) {
    return answer.status() == 200
        && answer.body().length == 0
        && answer.end() == Answer.End.COMPLETE
        && !MAY_BE_EMPTY.contains(request.method());
  }

  /** Returns whether it is a status by which a hop speaks for a server behind it. */
  static boolean isUnavailable(Answer answer) {
    return answer.status() >= 502 && answer.status() <= 504;
  }

  /** JSON-RPC 2.0 §5.1: of the server, and not of what it was asked. */
  private static boolean isInternalError(Answer answer) {
    return INTERNAL_ERROR.matcher(answer.text()).find();
  }

  /** A server of MCP says in JSON-RPC that it does not know a session or a method. */
  private static boolean isOfNobody(Answer answer) {
    return answer.status() == 404 && !answer.text().contains("jsonrpc");
  }

  /** Remembers answers that did not come again, and whether the next was sound without a wait. */
  void disprove(List<Doubt> doubts, boolean atOnce) {
    disproved.addAll(doubts);
    if (atOnce) {
      disprovedAtOnce.addAll(doubts);
    }
  }

  /**
   * Returns how often a session was refused that is known when its request comes again: another
   * server answers then. Where what has no session is refused in that way too, a server is broken.
   */
  public int lostSessions() {
    return disproved.stream().anyMatch(one -> one.isRefusal() && !one.hasSession())
        ? 0
        : (int) disproved.stream().filter(Doubt::isOfSession).count();
  }

  private List<Doubt> failures(List<Doubt> all) {
    return lostSessions() == 0 ? all : all.stream().filter(one -> !one.isOfSession()).toList();
  }

  /** Returns whether anything has not come again when its request did. */
  boolean anyDisproved() {
    return !disproved.isEmpty();
  }

  /** Returns whether any request has failed that passed when it came again, with its session. */
  public boolean any() {
    return count() > 0;
  }

  /**
   * Returns whether so many failures in a row may be an accident, where so many of all requests
   * fail by accident.
   */
  boolean isAccident(int inARow, int sent) {
    return Math.pow((double) disproved.size() / Math.max(1, sent), inARow) > RARE;
  }

  /** Returns how often a request has failed that passed when it came again. */
  public int count() {
    return failures(disproved).size();
  }

  /** Returns what they met, for people. */
  public String met() {
    return met(failures(disproved));
  }

  /** Returns what the sessions met that {@link #lostSessions} counts, for people. */
  public String metBySessions() {
    return met(disproved.stream().filter(Doubt::isOfSession).toList());
  }

  private static String met(List<Doubt> doubts) {
    var all = new TreeSet<String>();
    doubts.forEach(one -> all.add(one.what()));
    return String.join(" or ", all) + " at first, and not when sent again";
  }

  /** Returns whether all of them were told by a hop that nobody is there just now. */
  public boolean areOfAHop() {
    return failures(disproved).stream().allMatch(Doubt::isOfAHop);
  }

  /** Returns whether all of them were put off, by who has too much to do. */
  public boolean arePutOff() {
    return failures(disproved).stream().allMatch(Doubt::isPutOff);
  }

  /** Returns whether more than one in five of so many requests failed, and passed at once after. */
  public boolean areMany(int sent) {
    return failures(disprovedAtOnce).size() * 5 > sent;
  }

  private static String target(URI uri) {
    return Contacts.origin(uri) + " " + uri.getRawPath();
  }
}
