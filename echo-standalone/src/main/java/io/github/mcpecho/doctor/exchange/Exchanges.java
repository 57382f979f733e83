package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.internal.http.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/**
 * The one way out. Every request of an examination goes through here, and every bound is held here:
 * how many, how long, how much is read, to whom, and with which headers of the user. No redirect is
 * followed. Used by one thread.
 */
public final class Exchanges implements AutoCloseable {
  /** What the doctor speaks, as ALPN calls it. */
  private static final String HTTP_1 = "http/1.1";

  private static final String HTTP_2 = "h2";
  private static final int MOST_PAUSES = 5;

  /** What takes so many times as long as another is not as that by accident. */
  private static final int MUCH_SLOWER = 4;

  private static final int USUAL_REPEATS = 2;
  private static final int MOST_REPEATS = 4;

  /** A wait that may be asked for again and again. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final String NOT_STEADY = "the same request passes, and then it does not";
  private static final String LIMITED = "the far end answers 429: too many requests";

  private final Contacts contacts;
  private final Bounds bounds;
  private final SSLContext trust;
  private final Names names;
  private final URI home;
  private final long start = System.nanoTime();
  private final ScheduledThreadPoolExecutor watch =
      new ScheduledThreadPoolExecutor(1, UnderWay.daemons("mcp-echo-doctor-watch"));
  private final UnderWay underWay = new UnderWay();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final List<TooManyRequests> limits = new ArrayList<>();
  private final Set<Optional<Origin>> closed = new HashSet<>();
  private final AtomicLong alone = new AtomicLong();
  private final AtomicLong slowest = new AtomicLong();
  private final AtomicLong fastest = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger timed = new AtomicInteger();
  private final Repeats repeats;
  private final Pace pace;
  private Duration waited = Duration.ZERO;
  private boolean hasWaitedLong;
  private boolean isLimitedForLong;
  private int sent;
  private int sentAgain;

  /**
   * Begins an examination; its time runs from now on.
   *
   * @param home the URL that the user named
   */
  public Exchanges(URI home, Contacts contacts, Bounds bounds, SSLContext trust, Names names) {
    this.home = home;
    this.contacts = contacts;
    this.bounds = bounds;
    this.trust = trust;
    this.names = names;
    this.repeats = new Repeats(home);
    this.pace = new Pace(bounds.pause().dividedBy(4), bounds.pause().multipliedBy(2));
    watch.setRemoveOnCancelPolicy(true);
  }

  /**
   * Sends a request on a connection of its own, and returns what became of it, after it was tried
   * again as {@link #sendUntilSteady} does. Who is told that it was one too many waits a moment,
   * tries once more, and sends the rest more slowly.
   *
   * @throws BoundReachedException if the examination has cost what it may cost, or the far end
   *     takes no more
   */
  public Result send(Request request) {
    Optional<Origin> origin = Contacts.origin(request.uri());
    if (closed.contains(origin)) {
      throw new BoundReachedException(LIMITED);
    }
    Result result = sendUntilSteady(request);
    Optional<TooManyRequests> limit = TooManyRequests.of(result);
    if (limit.isEmpty()) {
      return result;
    }
    limits.add(limit.get());
    pace.slowDown();
    boolean isPatient = limits.size() <= MOST_PAUSES;
    if (isPatient && waits(limit.get())) {
      Result second = sendAgain(request);
      if (TooManyRequests.of(second).isEmpty()) {
        return second;
      }
    }
    closed.add(origin);
    isLimitedForLong |= isPatient;
    throw new BoundReachedException(LIMITED);
  }

  /**
   * Tries again what contradicts what has passed: of several servers one may fail, and by 503 some
   * refuse one request too many. The first time it is tried at once, and later after a moment where
   * a hop says that nobody is there. Who says when to come again is believed. Returns also that it
   * was one too many.
   *
   * @throws BoundReachedException as {@link #send(Request)} does, and where no answer is to be
   *     judged, since so many come by accident
   */
  public Result sendUntilSteady(Request request) {
    var early = new ArrayList<Repeats.Doubt>();
    Result result = first(request, early);
    var doubts = new ArrayList<Repeats.Doubt>();
    int most = repeats.anyDisproved() ? MOST_REPEATS : USUAL_REPEATS;
    boolean isAtOnce = true;
    Optional<Repeats.Doubt> doubt = repeats.doubt(request, result);
    while (doubt.isPresent()) {
      doubts.add(doubt.get());
      Optional<Duration> told = RetryAfter.of(result);
      if (doubts.size() > (isTimeOut(result) ? 1 : most)
          || told.isPresent() && !waits(told.get())) {
        return judged(result, doubts.size());
      }
      if (told.isEmpty() && doubts.size() > 1 && doubt.get().isOfAHop()) {
        sleep(bounds.pause());
        isAtOnce = false;
      }
      isAtOnce &= told.isEmpty();
      result = sendAgain(request);
      doubt = repeats.doubt(request, result);
    }
    if (result.answer().isPresent()) {
      repeats.pass(request.uri(), result.answer().get());
      repeats.disprove(early, true);
      repeats.disprove(doubts, isAtOnce);
    }
    return result;
  }

  /** What comes so late that a hop gave up to wait takes too long to be asked for often. */
  private boolean isTimeOut(Result result) {
    return result.took().filter(whole -> whole.compareTo(SHORT) > 0 && !isShort(whole)).isPresent();
  }

  private Result judged(Result result, int sentInARow) {
    if (repeats.isAccident(sentInARow, sent)) {
      throw new BoundReachedException(NOT_STEADY);
    }
    return result;
  }

  private boolean waits(TooManyRequests limit) {
    if (limit.retryAfter().isPresent()) {
      return RetryAfter.parse(limit.retryAfter().get()).filter(this::waits).isPresent();
    }
    sleep(bounds.pause().multipliedBy(2));
    return true;
  }

  /** Waits as long as an answer says, a long time once; returns false where none is left for it. */
  private boolean waits(Duration told) {
    boolean isLong = told.compareTo(SHORT) > 0;
    if (isLong && (hasWaitedLong || told.multipliedBy(2).compareTo(left()) > 0)) {
      return false;
    }
    hasWaitedLong |= isLong;
    waited = waited.plus(told);
    sleep(told);
    return true;
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BoundReachedException("it was interrupted");
    }
  }

  private Result sendOnce(Request request) {
    count();
    return exchange(request, true);
  }

  /** What was sent before is not counted twice, within reason. */
  private Result sendAgain(Request request) {
    if (sentAgain < bounds.requests()) {
      sentAgain++;
    }
    return sendOnce(request);
  }

  /**
   * Sends these while others go on: who sends the same later gets the answer, unless that may be
   * owed to so many requests at once.
   */
  public void ahead(List<Request> requests) {
    var results = new ArrayList<CompletableFuture<Result>>();
    for (Request request : requests) {
      count();
      CompletableFuture<Result> result = underWay.start(() -> amongOthers(request));
      underWay.add(request, result, false);
      results.add(result);
    }
    underWay.group(results);
  }

  /** Returns how long each answer takes, if those that were asked for at once came one by one. */
  public Optional<Duration> inTurn() {
    return Optional.of(Duration.ofNanos(alone.get())).filter(underWay::isInTurn);
  }

  /** Sends what takes long while others go on: who sends the same later gets what became of it. */
  public void begin(Request request) {
    underWay.add(request, started(request), true);
  }

  /** Waits so long for the answer to what was begun, and returns whether it is there or lost. */
  public boolean isOver(Request begun, Duration time) {
    return underWay.isOver(begun, time(time));
  }

  private CompletableFuture<Result> started(Request request) {
    count();
    return underWay.start(() -> exchange(request, true));
  }

  /** Who answers one by one is late for several at once, and is asked for the rest so. */
  private Result amongOthers(Request request) {
    Duration slowest = slowest();
    boolean isLate = slowest.compareTo(SHORT) > 0;
    if (isLate
        && fastest()
            .filter(one -> one.multipliedBy(MUCH_SLOWER).compareTo(slowest) < 0)
            .isPresent()) {
      throw new BoundReachedException("it answers one by one");
    }
    return exchange(request, false);
  }

  /**
   * What is refused of several at once is sent again when the others are over.
   *
   * @param doubts gets what speaks against an answer that is owed to nobody else
   */
  private Result first(Request request, List<Repeats.Doubt> doubts) {
    Optional<UnderWay.Begun> known = underWay.take(request);
    boolean isAlone = known.map(UnderWay.Begun::alone).orElse(true) && underWay.isOver();
    Optional<Result> result =
        known.isPresent() ? known.flatMap(UnderWay.Begun::outcome) : Optional.of(sendOnce(request));
    boolean isLong = known.map(UnderWay.Begun::alone).orElse(true);
    if (result.filter(any -> isAlone || isJudged(request, any, isLong)).isPresent()) {
      return result.get();
    }
    underWay.await();
    result
        .flatMap(any -> repeats.doubt(request, any))
        .filter(Repeats.Doubt::isRefusal)
        .ifPresent(doubts::add);
    result.flatMap(TooManyRequests::of).ifPresent(this::slowDown);
    return sendAgain(request);
  }

  /** Returns whether an answer is not owed to others that were sent meanwhile. */
  private boolean isJudged(Request request, Result result, boolean isLong) {
    boolean isWhole = result.answer().isPresent() && !result.isUnfinished();
    boolean isDoubtful =
        repeats.doubt(request, result).isPresent() || TooManyRequests.of(result).isPresent();
    return isLong ? !isDoubtful || isTimeOut(result) : isWhole && !isDoubtful;
  }

  /** Who counts requests is asked for the rest one by one. */
  private void slowDown(TooManyRequests limit) {
    limits.add(limit);
    pace.slowDown();
    underWay.forget();
    waits(limit);
  }

  /**
   * Sends requests at the same time, each on a connection of its own, and returns what became of
   * them, in their order; see {@link #send(Request)}.
   */
  public List<Result> sendTogether(List<Request> requests) {
    List<CompletableFuture<Result>> running = requests.stream().map(this::started).toList();
    return IntStream.range(0, requests.size())
        .mapToObj(i -> steady(requests.get(i), UnderWay.joined(running.get(i))))
        .toList();
  }

  private Result steady(Request request, Result result) {
    return repeats.doubt(request, result).isPresent() ? judged(result, 1) : result;
  }

  private Result exchange(Request request, boolean isCounted) {
    Connected connected = connect(request.uri());
    if (connected.wire().isEmpty()) {
      return connected.failures().get(0);
    }
    try (Wire wire = connected.wire().get()) {
      return exchange(request, wire, isCounted);
    }
  }

  /** Sends a request on a connection that is open; see {@link #send(Request)}. */
  public Result send(Request request, Wire wire) {
    count();
    return exchange(request, wire, true);
  }

  private Result exchange(Request request, Wire wire, boolean isCounted) {
    List<Header> given =
        contacts.headers(request.uri()).stream()
            .filter(header -> !request.anonymous() || !Contacts.isCredential(header))
            .toList();
    Duration patience = request.patience().orElseGet(this::usualPatience);
    Duration time = time(patience);
    Result result = wire.exchange(request, given, time);
    if (!result.isUnfinished()) {
      result
          .answer()
          .filter(answer -> !Repeats.isUnavailable(answer))
          .ifPresent(answer -> learn(answer.timing().whole()));
      return result;
    }
    // Whoever has answered before is not judged by a wait that this examination ended itself.
    boolean isOver = time.compareTo(patience) < 0 && slowest.get() > 0;
    if (isCounted && request.patience().isEmpty() && !(isOver && isShort(time))) {
      unfinished.incrementAndGet();
    }
    if (isOver) {
      throw over();
    }
    return result;
  }

  /** Who has not answered yet may have to start first, and who took longer may do so again. */
  private Duration usualPatience() {
    Duration half = bounds.total().dividedBy(2);
    boolean isKnown = slowest.get() > 0 && slowest.get() < bounds.each().toNanos();
    return !isKnown && unfinished.get() == 0 && half.compareTo(bounds.each()) > 0
        ? half
        : bounds.each();
  }

  private void learn(Duration whole) {
    alone.compareAndSet(0, whole.toNanos());
    slowest.accumulateAndGet(whole.toNanos(), Math::max);
    fastest.accumulateAndGet(whole.toNanos(), Math::min);
    timed.incrementAndGet();
  }

  /** Returns how long the slowest answer took, zero before the first. */
  public Duration slowest() {
    return Duration.ofNanos(slowest.get());
  }

  /** Returns how long the fastest of several answers took; nothing after one of them. */
  public Optional<Duration> fastest() {
    return timed.get() > 1 ? Optional.of(Duration.ofNanos(fastest.get())) : Optional.empty();
  }

  /** Returns whether a sound answer may take as long, after those that have come. */
  private boolean isShort(Duration time) {
    return time.toNanos() < MUCH_SLOWER * slowest.get();
  }

  private BoundReachedException over() {
    return new BoundReachedException(
        "the " + bounds.total().toSeconds() + " s of this examination are over");
  }

  /**
   * A connection, or why there is none.
   *
   * @param failures of the addresses that were tried before
   */
  public record Connected(Optional<Wire> wire, List<Failure> failures) {
    public Connected {
      failures = List.copyOf(failures);
    }

    static Connected not(Trouble trouble, String detail) {
      return new Connected(Optional.empty(), List.of(new Failure(trouble, detail)));
    }
  }

  /** Connects to the host of a URL. */
  public Connected connect(URI uri) {
    return connect(uri, trust, List.of(HTTP_1));
  }

  /** Connects as a client does that knows HTTP/2 too, to see which is chosen. */
  public Connected connectOfferingHttp2(URI uri) {
    return connect(uri, trust, List.of(HTTP_2, HTTP_1));
  }

  /**
   * Returns every fault of the certificates for which a connection was refused, that first which
   * every client meets; the same failure if it is of another kind.
   */
  public List<Failure> faults(URI uri, Failure refused) {
    if (!refused.trouble().isOfCertificate()) {
      return List.of(refused);
    }
    var certificates = new ShownCertificates();
    Connected looked = connect(uri, certificates.looking(), List.of(HTTP_1));
    looked.wire().ifPresent(Wire::close);
    return certificates.faults(refused, looked.failures(), Instant.now());
  }

  private Connected connect(URI uri, SSLContext trusted, List<String> protocols) {
    if (Contacts.origin(uri).isEmpty() || uri.getHost() == null) {
      return Connected.not(Trouble.NOT_ALLOWED, "not a URL with a host");
    }
    Optional<String> never = contacts.objection(uri);
    if (never.isPresent()) {
      return Connected.not(Trouble.NOT_ALLOWED, never.get());
    }
    var failures = new ArrayList<Failure>();
    try {
      for (InetSocketAddress address : addresses(uri)) {
        Optional<String> objection = objection(uri, address.getAddress());
        if (objection.isPresent()) {
          return Connected.not(Trouble.NOT_ALLOWED, objection.get());
        }
        Connected opened =
            Wire.open(uri, address, trusted, watch, bounds.bytes(), time(bounds.each()), protocols);
        if (opened.wire().isPresent()) {
          return new Connected(opened.wire(), failures);
        }
        failures.addAll(opened.failures());
      }
    } catch (UnknownHostException e) {
      return Connected.not(Trouble.NAME_UNKNOWN, uri.getHost());
    }
    return new Connected(Optional.empty(), failures);
  }

  private Optional<String> objection(URI uri, InetAddress address) throws UnknownHostException {
    return contacts.isNamed(uri)
        ? Optional.empty()
        : Contacts.objection(address, addresses(home).get(0).getAddress());
  }

  /**
   * Returns the addresses that a client would try for a URL, in the order of the resolver.
   *
   * @throws UnknownHostException if there is none, or none is found in time
   */
  public List<InetSocketAddress> addresses(URI uri) throws UnknownHostException {
    if (contacts.connectTo().isPresent() && Contacts.origin(uri).equals(Contacts.origin(home))) {
      return List.of(contacts.connectTo().get());
    }
    boolean secure = uri.getScheme().equalsIgnoreCase("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    // The JDK's look-up knows no time limit of its own.
    CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
    var thread = new Thread(() -> lookUp(uri.getHost(), found), "mcp-echo-doctor-names");
    thread.setDaemon(true);
    thread.start();
    try {
      InetAddress[] all = found.get(time(bounds.each()).toMillis(), TimeUnit.MILLISECONDS);
      return List.of(all).stream().map(address -> new InetSocketAddress(address, port)).toList();
    } catch (ExecutionException | TimeoutException e) {
      throw new UnknownHostException(uri.getHost());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BoundReachedException("it was interrupted");
    }
  }

  private void lookUp(String host, CompletableFuture<InetAddress[]> found) {
    try {
      found.complete(names.addresses(host));
    } catch (UnknownHostException e) {
      found.completeExceptionally(e);
    }
  }

  private void count() {
    sleep(pace.untilNext());
    time(bounds.each());
    if (sent - sentAgain >= bounds.requests()) {
      throw new BoundReachedException(
          "all " + bounds.requests() + " requests of this examination were sent");
    }
    sent++;
    pace.send();
  }

  private Duration left() {
    return bounds.total().minusNanos(System.nanoTime() - start);
  }

  /** Returns this time, or what is left of the whole. */
  private Duration time(Duration wanted) {
    Duration left = left();
    if (left.compareTo(Duration.ofMillis(1)) < 0) {
      throw over();
    }
    return left.compareTo(wanted) < 0 ? left : wanted;
  }

  /** Returns how many answers did not come, or not to their end, though nobody waits for longer. */
  public int unfinished() {
    return unfinished.get();
  }

  /** Returns the answers that refused a request as one too many, in their order. */
  public List<TooManyRequests> limits() {
    return List.copyOf(limits);
  }

  /** Returns whether a request that was one too many is so after a wait too. */
  public boolean isLimitedForLong() {
    return isLimitedForLong;
  }

  /** Returns what was tried again, and did not come again. */
  public Repeats repeats() {
    return repeats;
  }

  /** Returns, for people, how long was waited because answers asked for it; empty if it was not. */
  public String saysWaited() {
    return waited.isZero()
        ? ""
        : "; waited " + Math.max(1, waited.toSeconds()) + " s, as Retry-After says";
  }

  /** Returns the time from one request to the next, zero unless the far end counts them. */
  public Duration gap() {
    return pace.gap();
  }

  /** Returns the same for people; empty if no pace was borne. */
  public String saysGap() {
    return gap().isZero() || !closed.isEmpty()
        ? ""
        : "; then one every " + gap().toMillis() + " ms at most";
  }

  /** Returns how many requests were sent. */
  public int sent() {
    return sent;
  }

  @Override
  public void close() {
    underWay.close();
    // What nobody waits for any more is cut off when its time is over.
    watch.shutdown();
  }
}
