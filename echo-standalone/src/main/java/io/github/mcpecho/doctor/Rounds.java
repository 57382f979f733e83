package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.BoundReachedException;
import io.github.mcpecho.doctor.exchange.Exchanges;
import io.github.mcpecho.doctor.exchange.Repeats;
import io.github.mcpecho.doctor.exchange.TooManyRequests;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Goes through all checks in order, as far as the bounds allow: each after those that it builds on,
 * and streams late, since a silent one is begun before and watched meanwhile.
 */
final class Rounds {
  private static final List<Check> CHECKS =
      List.of(
          new ReachCheck(),
          new RevisionsCheck(),
          new SessionCheck(),
          new ClientsCheck(),
          new MethodsCheck(),
          new VersionsCheck(),
          new ChallengeCheck(),
          new AnyTokenCheck(),
          new MetadataCheck(),
          new TokenCheck(),
          new HeaderSizesCheck(),
          new HeadersCheck(),
          new GivenHeadersCheck(),
          new AuthorizationCheck(),
          new BodyCheck(),
          new ChunksCheck(),
          new TargetCheck(),
          new InventedHeadersCheck(),
          new AnswersCheck(),
          new ListsCheck(),
          new TooLargeCheck(),
          new OwnUrlCheck(),
          new AgentsCheck(),
          new BodyInspectionCheck(),
          new BrowserCheck(),
          new ContentCheck(),
          new OfferCheck(),
          new ReplicasCheck(),
          new ContinuedCallCheck(),
          new StreamsCheck(),
          new ManyStreamsCheck(),
          new HangUpCheck(),
          new SilenceCheck(),
          new LongStreamCheck(),
          new StreamEndCheck(),
          new VerbsCheck(),
          new TimeCheck(),
          new DirectCheck());

  /** So many a client sends before it has called a handful of tools. */
  private static final int FEW_REQUESTS = 15;

  private final Order order;
  private final Consumer<String> progress;
  private final Notes notes = new Notes();
  private final Map<Check, List<FindingKind>> wrong = new LinkedHashMap<>();
  private final Set<Need> begun = EnumSet.noneOf(Need.class);
  private boolean isOver;

  Rounds(Order order, Consumer<String> progress) {
    this.order = order;
    this.progress = progress;
  }

  Diagnosis walk() {
    long start = System.nanoTime();
    try (var exchanges =
        new Exchanges(order.uri, order.contacts(), order.bounds(), trust(), order.names)) {
      var examination = new Examination(order, exchanges);
      order.legs.forEach(leg -> refuseInVain(leg, examination));
      // Of a way that nobody is reached on nothing else can be said.
      List<Check> checks =
          CHECKS.stream()
              .filter(check -> check.leg() == Leg.REACH || isAsked(check.leg()))
              .toList();
      for (Check check : checks) {
        for (Need need : List.of(Need.MCP, Need.ECHO)) {
          if (check.needs().contains(need) && begun.add(need)) {
            checks.stream()
                .filter(one -> one.needs().contains(Need.ECHO) == (need == Need.ECHO))
                .forEach(one -> attempt(one, () -> begin(one, examination)));
          }
        }
        attempt(check, () -> run(check, examination));
      }
      explainSilence(checks, examination);
      if (isAsked(Leg.DIRECT)) {
        examination.past().ifPresent(there -> new Blame(there, notes, progress).find(wrong));
      }
      examination.knownAfterHandshake().ifPresent(notes::found);
      checkLimits(examination, exchanges);
      checkRepeats(exchanges);
      checkSilence(examination, exchanges);
      return new Diagnosis(
          examination.shownUrl(),
          farEnd(examination),
          notes.merged(),
          notes.fine(),
          notes.unchecked(),
          notes.clients(),
          exchanges.sent(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private boolean isAsked(Leg leg) {
    return order.legs.isEmpty() || order.legs.contains(leg);
  }

  /** Where checks found nothing because nobody spoke to them, that is what is wrong. */
  private void explainSilence(List<Check> checks, Examination examination) {
    boolean isSilent =
        !isAsked(Leg.PROTOCOL)
            && checks.stream().anyMatch(check -> check.needs().contains(Need.SESSIONS))
            && notes.kindsSince(0).isEmpty()
            && !examination.hasConversed();
    if (isSilent) {
      var revisions = new RevisionsCheck();
      attempt(revisions, () -> run(revisions, examination));
    }
  }

  /** Whoever asks for a leg and looks at nothing of it would take that for a leg without fault. */
  private static void refuseInVain(Leg leg, Examination examination) {
    List<Optional<Need>> given =
        CHECKS.stream()
            .filter(check -> check.leg() == leg)
            .map(check -> missing(check.needs().stream().filter(Need::isOfUser), examination))
            .toList();
    if (given.stream().allMatch(Optional::isPresent)) {
      throw new IllegalStateException(
          "Nothing of " + leg + " can be looked at: " + given.get(0).orElseThrow().missing());
    }
  }

  private static void begin(Check check, Examination examination) {
    if (missing(check, examination).isEmpty()) {
      check.begin(examination);
    }
  }

  private static Optional<Need> missing(Check check, Examination examination) {
    return missing(check.needs().stream(), examination);
  }

  private static Optional<Need> missing(Stream<Need> needs, Examination examination) {
    return needs.sorted().filter(need -> !need.isMet(examination)).findFirst();
  }

  private void run(Check check, Examination examination) {
    Optional<Need> missing = missing(check, examination);
    if (missing.isPresent()) {
      notes.unchecked(check.leg(), check.name(), missing.get().missing());
      return;
    }
    progress.accept(check.leg().title() + ": " + check.name());
    int before = notes.findings().size();
    check.run(examination, notes);
    wrong.put(check, notes.kindsSince(before));
  }

  private void attempt(Check check, Runnable step) {
    try {
      step.run();
    } catch (BoundReachedException e) {
      isOver = true;
      notes.unchecked(check.leg(), check.name(), e.getMessage());
    }
  }

  /** Where nothing but the refusal was seen, it is what breaks the way. */
  private void checkLimits(Examination examination, Exchanges exchanges) {
    List<TooManyRequests> limits = exchanges.limits();
    if (limits.isEmpty()) {
      return;
    }
    String evidence =
        examination
            .shown()
            .evidence(
                limits.size()
                    + " of "
                    + exchanges.sent()
                    + " requests, "
                    + limits
                        .get(limits.size() - 1)
                        .retryAfter()
                        .map("Retry-After: "::concat)
                        .orElse("without Retry-After")
                    + exchanges.saysWaited()
                    + exchanges.saysGap());
    if (examination.hasBegun()) {
      notes.found(
          exchanges.isLimitedForLong() && exchanges.sent() < FEW_REQUESTS
              ? DoctorFinding.REPLICAS_RATE_LIMIT_LOW
              : DoctorFinding.REPLICAS_RATE_LIMITED,
          evidence);
    } else {
      notes.found(DoctorFinding.REACH_TOO_MANY_REQUESTS, evidence);
    }
  }

  /** What passed when it came again says nothing of the request. */
  private void checkRepeats(Exchanges exchanges) {
    Repeats repeats = exchanges.repeats();
    if (repeats.lostSessions() > 0) {
      notes.withdraw(DoctorFinding.PROTOCOL_SESSIONS);
      notes.foundOnce(
          DoctorFinding.PROTOCOL_SESSION_LOST,
          "%s of %s requests: %s"
              .formatted(repeats.lostSessions(), exchanges.sent(), repeats.metBySessions()));
    }
    if (!notes.lacks(DoctorFinding.PROTOCOL_SESSION_LOST)) {
      notes.withdraw(DoctorFinding.PROTOCOL_NOTIFICATION_REFUSED);
    }
    if (!repeats.any()) {
      return;
    }
    String evidence =
        "%s of %s requests: %s%s"
            .formatted(repeats.count(), exchanges.sent(), repeats.met(), exchanges.saysWaited());
    DoctorFinding kind =
        repeats.arePutOff()
            ? DoctorFinding.REPLICAS_PUT_OFF
            : repeats.areOfAHop() && !repeats.areMany(exchanges.sent())
                ? DoctorFinding.REPLICAS_SOME_UNAVAILABLE
                : DoctorFinding.REPLICAS_SOME_FAIL;
    notes.found(kind, evidence);
  }

  /** Whoever keeps others waiting until their time is over is not fine, though nothing was seen. */
  private void checkSilence(Examination examination, Exchanges exchanges) {
    boolean isWrong =
        notes.findings().stream().anyMatch(one -> one.finding().severity() == Severity.ERROR);
    if (!isOver || isWrong || !exchanges.limits().isEmpty()) {
      return;
    }
    if (exchanges.unfinished() > 0) {
      String evidence =
          Words.count(exchanges.unfinished(), "answer")
              + " did not come to the end, until the time was over";
      notes.found(
          examination.hasConversed() ? DoctorFinding.PROTOCOL_SILENT : DoctorFinding.REACH_SILENT,
          evidence);
    } else if (examination.hasConversed()) {
      TimeCheck.checkFirst(examination, DoctorFinding.TIME_SLOW, "then the time was over", notes);
    } else {
      String evidence = "no handshake has worked, until the time was over";
      notes.found(DoctorFinding.REACH_SILENT, evidence);
    }
  }

  /** The bounds may have been reached before anybody asked who is there. */
  private static Optional<String> farEnd(Examination examination) {
    try {
      return examination.conversation().map(Conversation::server);
    } catch (BoundReachedException e) {
      return Optional.empty();
    }
  }

  private SSLContext trust() {
    try {
      return order.trust.isPresent() ? order.trust.get() : SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has TLS", e);
    }
  }
}
