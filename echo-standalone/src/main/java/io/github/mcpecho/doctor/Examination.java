package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.intermediaries.Intermediaries;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Exchanges;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.doctor.exchange.Result;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import io.github.mcpecho.report.FindingKind;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What checks share: the way out, what is known of the far end so far. Not thread-safe. */
final class Examination {
  /** Of the time for one answer, who takes more than one part of so many is late. */
  private static final int LATE = 4;

  /** An examination of a server that is not mcp-echo sends about so many. */
  private static final int USUAL_REQUESTS = 50;

  private final Order order;
  private final Exchanges exchanges;
  private final Shown shown;
  private final Map<ProtocolVersion, Handshake> handshakes = new HashMap<>();
  private Optional<Examination> past = Optional.empty();
  private List<Document> documents = List.of();
  private Optional<Document> metadata = Optional.empty();
  private Optional<Result> withoutToken = Optional.empty();
  private Optional<Optional<FarEnd>> farEnd = Optional.empty();
  private Optional<Reply> plain = Optional.empty();
  private Optional<Optional<Diagnosis.Located>> stranger = Optional.empty();
  private Optional<Reply> list = Optional.empty();
  private Optional<Optional<Finding>> afterHandshake = Optional.empty();
  private boolean losesSessions;
  private Optional<Duration> listTime = Optional.empty();
  private boolean isBlind;

  Examination(Order order, Exchanges exchanges) {
    this(order, exchanges, Shown.of(order));
  }

  private Examination(Order order, Exchanges exchanges, Shown shown) {
    this.order = order;
    this.exchanges = exchanges;
    this.shown = shown;
  }

  /** Returns the examination of the same server past the proxies, if there is a URL for it. */
  Optional<Examination> past() {
    if (past.isEmpty()) {
      past = order.past().map(there -> new Examination(there, exchanges, shown));
    }
    return past;
  }

  Order order() {
    return order;
  }

  URI uri() {
    return order.uri;
  }

  /** Returns the URL as people may see it. */
  String shownUrl() {
    return shown.url(order.uri.toString());
  }

  Exchanges exchanges() {
    return exchanges;
  }

  Shown shown() {
    return shown;
  }

  Result send(Request request) {
    return exchanges.send(request);
  }

  Reply ask(Request request) {
    return Reply.of(send(request));
  }

  /** Sends at once, where each answer takes its time, what checks will send one by one. */
  void ahead(List<Request> requests) {
    if (!order.quick && isLeisurely()) {
      exchanges.ahead(requests);
    }
  }

  /** Returns whether each answer takes its time, so that asking one by one takes long. */
  boolean isLeisurely() {
    List<Duration> times =
        Stream.concat(handshakes.values().stream().map(Handshake::reply), list.stream())
            // What is refused is refused before the work.
            .filter(Reply::isResult)
            .flatMap(reply -> reply.http().took().stream())
            .toList();
    // One may be late by accident.
    boolean isUsual = times.size() > 1 || exchanges.fastest().filter(this::isLong).isPresent();
    return !times.isEmpty() && isUsual && times.stream().allMatch(this::isLong);
  }

  private boolean isLong(Duration time) {
    return time.compareTo(order.leisurely) > 0;
  }

  /** Returns the handshake of a revision, which is made once. */
  Handshake handshake(ProtocolVersion revision) {
    if (!handshakes.containsKey(revision)) {
      boolean isAll = !order.quick && (order.legs.isEmpty() || order.legs.contains(Leg.PROTOCOL));
      greet(
          isAll && isLeisurely() && !isSlow()
              ? Stream.of(ProtocolVersion.values())
                  .filter(one -> !handshakes.containsKey(one))
                  .toList()
              : List.of(revision));
    }
    return handshakes.get(revision);
  }

  private void greet(List<ProtocolVersion> revisions) {
    boolean tells = handshakes.values().stream().noneMatch(Handshake::isSilent);
    if (revisions.size() > 1) {
      ahead(revisions.stream().map(one -> Messages.handshake(order.uri, one)).toList());
    }
    List<Handshake> greeted =
        revisions.stream().map(one -> Handshake.of(one, greet(one), this)).toList();
    // Where each answer counts, the end of the first handshake does.
    tells &= revisions.size() == 1 || !isSlow();
    if (tells) {
      ahead(greeted.stream().flatMap(one -> one.end().stream()).toList());
    }
    for (Handshake one : greeted) {
      handshakes.put(one.asked(), tells ? one.ended() : one);
    }
  }

  /** Who answers late is asked for the newest revision while it answers something else. */
  private Result greet(ProtocolVersion revision) {
    Result result =
        handshakes.isEmpty()
            ? greetFirst(Messages.handshake(order.uri, revision))
            : exchanges.send(Messages.handshake(order.uri, revision));
    boolean isFirst = !revision.isModern() && handshakes.isEmpty();
    if (isFirst && !isBlind && isLate(Reply.of(result))) {
      exchanges.begin(Messages.handshake(order.uri, ProtocolVersion.V2026_07_28));
    }
    return result;
  }

  /** Who may have to start is given time, unless it opens a stream for whatever comes. */
  private Result greetFirst(Request handshake) {
    exchanges.begin(handshake);
    if (!exchanges.isOver(handshake, order.patience.dividedBy(LATE))) {
      Optional<Result> stream = MethodLoss.streamForAll(this);
      if (stream.isPresent() && !exchanges.isOver(handshake, order.patience.dividedBy(2))) {
        isBlind = true;
        return stream.get();
      }
    }
    return exchanges.send(handshake);
  }

  /** Returns whether a stream without events is opened for whatever comes, by GET and by POST. */
  boolean isBlind() {
    return isBlind;
  }

  /** Returns whether an answer takes longer than a person likes to wait. */
  boolean isLate(Duration time) {
    return time.multipliedBy(LATE).compareTo(order.patience) > 0;
  }

  /** Returns whether answers come so slowly that there is no time for all checks. */
  boolean isSlow() {
    return Stream.concat(exchanges.fastest().stream(), listTime.stream())
            .filter(this::isLate)
            .anyMatch(this::isTooLongForAll)
        || isTooLongForAll(exchanges.gap())
        // Nothing is won by asking at once.
        || exchanges
            .inTurn()
            .map(time -> time.multipliedBy(2))
            .filter(this::isTooLongForAll)
            .isPresent();
  }

  private boolean isTooLongForAll(Duration each) {
    return each.multipliedBy(USUAL_REQUESTS).compareTo(order.timeout) > 0;
  }

  boolean isReached() {
    return first().reply().answer().isPresent();
  }

  /** Returns who answers in the place of a server of MCP, and what is wrong with that. */
  Optional<Diagnosis.Located> stranger() {
    if (stranger.isEmpty()) {
      stranger = Optional.of(Stranger.of(this));
    }
    return stranger.get();
  }

  /** Returns whether the first handshake was made, whatever came of it. */
  boolean hasBegun() {
    return !handshakes.isEmpty();
  }

  /** Returns whether a handshake has worked, of those that were made. */
  boolean hasConversed() {
    return handshakes.values().stream().anyMatch(one -> one.conversation().isPresent());
  }

  /** Returns the handshake that every examination begins with. */
  Handshake first() {
    return handshake(ProtocolVersion.V2025_11_25);
  }

  /** Returns whether a token is asked for by the first message after a handshake that works. */
  boolean asksForTokenLater() {
    return conversation().isPresent() && list().asksForToken();
  }

  /** Returns the first message of a client that has no token. */
  Request greetingWithoutToken() {
    return Messages.handshake(order.uri, ProtocolVersion.V2025_11_25).withoutCredentials();
  }

  /** Returns the answer to a client that has no token. */
  Optional<Answer> withoutToken() {
    if (withoutToken.isEmpty()) {
      withoutToken =
          Optional.of(
              order.headers.isEmpty()
                  ? (asksForTokenLater() ? list() : first().reply()).http()
                  : exchanges.send(greetingWithoutToken()));
    }
    return withoutToken.get().answer();
  }

  /**
   * Returns whether the token that was given is denied, where a client without gets a challenge.
   */
  boolean deniesToken() {
    return order.authorization().isPresent()
        && first().reply().status() == 403
        && withoutToken()
            .filter(answer -> answer.status() == 401)
            .flatMap(Challenge::of)
            .isPresent();
  }

  /**
   * Returns the 401 to a client that has no token, unless it is of a login in front: whose that is,
   * is said when the URL is reached.
   */
  Optional<Answer> refusal() {
    return withoutToken()
        .filter(answer -> answer.status() == 401)
        .filter(answer -> AnswererJudge.known(answer).isEmpty() && !AnswererJudge.isLogin(answer));
  }

  /** Returns what comes from the places where clients look for the resource metadata. */
  List<Document> documents() {
    if (documents.isEmpty()) {
      documents =
          MetadataCheck.places(order.uri, refusal().flatMap(Challenge::of)).stream()
              .map(url -> Document.get(this, url).having("resource", "authorization_servers"))
              .toList();
    }
    return documents;
  }

  /**
   * Returns whether the headers that were given let a client in, where nothing offers a login: MCP
   * leaves open how clients are authorized.
   */
  boolean isLetInByHand() {
    return !order.headers.isEmpty()
        && conversation().isPresent()
        && !list().asksForToken()
        && !list().asksForTokenInWords()
        && documents().stream().noneMatch(Document::isJson);
  }

  /** Returns the first answer to the request that every server answers which knows its client. */
  Reply list() {
    if (list.isEmpty()) {
      list = Optional.of(talk().send(talk().toolsList()));
      if (!isSlow() && isLate(list.get())) {
        // What is late once may only begin.
        Reply again = talk().send(talk().toolsList());
        listTime = again.http().took();
      }
    }
    return list.get();
  }

  private boolean isLate(Reply reply) {
    return reply.http().took().filter(this::isLate).isPresent();
  }

  /** Returns what meets all messages after the handshake, if none of them is answered. */
  Optional<Finding> afterHandshake() {
    if (afterHandshake.isEmpty()) {
      afterHandshake = Optional.of(AfterHandshake.of(this));
    }
    return afterHandshake.get();
  }

  /** Returns the same, if somebody has asked for it. */
  Optional<Finding> knownAfterHandshake() {
    return afterHandshake.flatMap(Function.identity());
  }

  void loseSessions() {
    losesSessions = true;
  }

  /** Returns whether each further answer is left to chance, since the session of it may be lost. */
  boolean isLeftToChance() {
    return losesSessions && conversation().filter(talk -> !talk.revision().isModern()).isPresent();
  }

  /** Returns a conversation in the newest revision that works. */
  Optional<Conversation> conversation() {
    return isReached() && !isBlind
        ? handshake(ProtocolVersion.V2026_07_28)
            .conversation()
            .or(() -> first().conversation())
            .or(this::earlier)
        : Optional.empty();
  }

  /** Who refuses what it does not know may speak an earlier revision. */
  private Optional<Conversation> earlier() {
    return handshakes.values().stream()
        .flatMap(one -> one.conversation().stream())
        .max(Comparator.comparing(Conversation::revision));
  }

  /** Returns the conversation of a check that cannot do without, {@link Need#MCP}. */
  Conversation talk() {
    return conversation().orElseThrow();
  }

  /** Returns the far end of a check that cannot do without, {@link Need#ECHO}. */
  FarEnd echo() {
    return farEnd().orElseThrow();
  }

  /** Returns the far end if it says what arrives there. */
  Optional<FarEnd> farEnd() {
    if (farEnd.isEmpty()) {
      farEnd = Optional.of(conversation().flatMap(talk -> FarEnd.of(talk, list())));
    }
    return farEnd.get();
  }

  void learn(Document resourceMetadata) {
    metadata = Optional.of(resourceMetadata);
  }

  Optional<Document> metadata() {
    return metadata;
  }

  /** Returns how a request without anything unusual arrives at the far end. */
  Optional<Arrival> plainArrival() {
    return plainReply().flatMap(Arrival::of);
  }

  /** Returns the answer of the far end to a request without anything unusual. */
  Optional<Reply> plainReply() {
    if (plain.isEmpty()) {
      plain = farEnd().map(end -> end.call(FarEnd.PRINT_HEADER, Messages.NOTHING));
    }
    return plain;
  }

  /** Returns what was seen of a kind, with the fix for the product that betrays itself there. */
  Finding advised(FindingKind kind, String evidence) {
    Finding finding = kind.found(evidence);
    return plainArrival()
        .map(arrival -> Intermediaries.advised(arrival.context(), finding))
        .orElse(finding);
  }
}
