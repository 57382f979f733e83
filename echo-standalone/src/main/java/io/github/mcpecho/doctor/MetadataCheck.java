package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.mcp.Authorization;
import io.github.mcpecho.report.Finding;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the challenge leads: the resource metadata, and the authorization servers behind it. */
final class MetadataCheck extends Check {
  private static final int MOST_SERVERS = 3;

  private static final String LET_IN =
      "Let /.well-known/oauth-protected-resource and what is below it be read without a token: take"
          + " the path out of what asks for one.";

  private static final String ANSWER_THERE =
      "Answer 200 with the metadata at /.well-known/oauth-protected-resource and below it: not all"
          + " clients follow a redirect there.";

  MetadataCheck() {
    super(
        Leg.AUTHORIZATION,
        "the resource metadata and its authorization servers",
        Need.HTTP,
        Need.SERVER,
        Need.TIME);
  }

  /** Where the challenge leads is known at once to who gives no header. */
  @Override
  void begin(Examination examination) {
    if (examination.order().headers.isEmpty()) {
      examination.ahead(
          places(examination.uri(), examination.refusal().flatMap(Challenge::of)).stream()
              .flatMap(url -> Document.uri(url).stream())
              .map(uri -> Document.request(examination, uri))
              .toList());
    }
  }

  @Override
  void run(Examination examination, Notes notes) {
    Optional<Answer> refusal = examination.refusal();
    List<Document> documents = examination.documents();
    for (Document document : documents) {
      // Nobody looks for it who was not refused: a page there misleads no client.
      if (document.isPage() && refusal.isPresent()) {
        notes.found(notMetadata(document, examination));
      }
    }
    Optional<Document> metadata = documents.stream().filter(Document::isJson).findFirst();
    if (metadata.isPresent()) {
      examination.learn(metadata.get());
      judge(examination, metadata.get(), scopes(refusal, metadata.get()), notes);
    } else if (refusal.isPresent()
        && notes.lacks(DoctorFinding.AUTHORIZATION_NOT_BEARER)
        && notes.lacks(DoctorFinding.AUTHORIZATION_BY_HAND)) {
      noteMissing(documents, examination, notes);
    }
  }

  /** Where clients look instead is no help then, and what they cannot read is the cause. */
  private static void noteMissing(List<Document> documents, Examination examination, Notes notes) {
    DoctorFinding unnamed = DoctorFinding.AUTHORIZATION_CHALLENGE_WITHOUT_METADATA;
    DoctorFinding malformed = DoctorFinding.AUTHORIZATION_CHALLENGE_MALFORMED;
    DoctorFinding kind = DoctorFinding.AUTHORIZATION_METADATA_MISSING;
    String named = notes.lacks(unnamed) ? "" : "; the challenge names none";
    String evidence =
        documents.stream()
                .map(document -> document.described(examination))
                .collect(Collectors.joining("; "))
            + named
            + asOf20250326(examination);
    notes.withdraw(unnamed);
    Optional<Finding> unread = notes.first(malformed);
    notes.withdraw(malformed);
    notes.found(
        unread
            .map(
                challenge ->
                    kind.found(
                        "A token is asked for, clients cannot read where the challenge says that"
                            + " its metadata is, and there is none where they look else.",
                        challenge.evidence() + "; " + evidence,
                        challenge.fix()))
            .orElseGet(() -> kind.found(kind.meaning(), evidence, fixOfMissing(documents))));
  }

  private static String fixOfMissing(List<Document> documents) {
    return documents.stream().anyMatch(Document::asksForToken)
        ? LET_IN
        : documents.stream().anyMatch(Document::isRedirected)
            ? ANSWER_THERE
            : DoctorFinding.AUTHORIZATION_METADATA_MISSING.fix();
  }

  private static Finding notMetadata(Document document, Examination examination) {
    DoctorFinding kind = DoctorFinding.AUTHORIZATION_METADATA_NOT_JSON;
    String evidence = document.described(examination);
    return document.result().answer().filter(Reply::isAnyJson).isPresent()
        ? kind.found(
            "Where metadata belongs, JSON of another kind comes with a status of success.",
            evidence,
            "Write the metadata as an object with resource and authorization_servers, no"
                + " envelope around it, and encoded once; or answer 404.")
        : kind.found(evidence);
  }

  /** Clients of 2025-03-26 look for the authorization server at the origin of the URL itself. */
  private static String asOf20250326(Examination examination) {
    Document document =
        Document.get(
            examination, origin(examination.uri()) + AuthorizationServerJudge.METADATA_PATH);
    return document.isJson()
        ? "; clients of 2025-03-26 find an authorization server, those of later revisions do not"
        : "";
  }

  static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** What the challenge names, then the two well-known places (RFC 9728 §3.1). */
  static Set<String> places(URI uri, Optional<Challenge> challenge) {
    String origin = origin(uri);
    String path = uri.getRawPath().equals("/") ? "" : uri.getRawPath();
    var places = new LinkedHashSet<String>();
    challenge
        .map(Challenge::metadata)
        .filter(url -> Document.uri(url).isPresent())
        .ifPresent(places::add);
    places.add(origin + Authorization.METADATA_PATH + path);
    places.add(origin + Authorization.METADATA_PATH);
    return places;
  }

  /** What a client asks for: the challenge comes first (MCP authorization: scope selection). */
  private static List<String> scopes(Optional<Answer> refusal, Document metadata) {
    return refusal
        .flatMap(Challenge::of)
        .map(Challenge::scopes)
        .filter(scopes -> !scopes.isEmpty())
        .orElseGet(() -> metadata.texts("scopes_supported"));
  }

  private void judge(Examination examination, Document metadata, List<String> scopes, Notes notes) {
    int before = notes.count();
    String resource = metadata.text("resource");
    if (!isOf(resource, examination.uri().toString())) {
      notes.found(
          DoctorFinding.AUTHORIZATION_RESOURCE_OTHER,
          "%s, the URL is %s"
              .formatted(
                  resource.isEmpty()
                      ? metadata.said("resource", examination.shown())
                      : "resource is " + examination.shown().url(resource),
                  examination.shownUrl()));
    }
    List<String> servers = metadata.texts("authorization_servers");
    JsonNode listed = metadata.json().path("authorization_servers");
    boolean isOfIssuers = servers.stream().allMatch(url -> Document.uri(url).isPresent());
    if (!listed.isMissingNode() && !(listed.isArray() && isOfIssuers)) {
      notes.found(
          DoctorFinding.AUTHORIZATION_SERVERS_MISSING.found(
              "The metadata names no list of authorization servers: clients read an array of URLs"
                  + " there.",
              metadata.said("authorization_servers", examination.shown()),
              "Write authorization_servers as an array of issuers, also if there is one, each as"
                  + " text and a whole URL."));
    } else if (servers.isEmpty()) {
      notes.found(DoctorFinding.AUTHORIZATION_SERVERS_MISSING, metadata.described(examination));
    }
    String methods = "bearer_methods_supported";
    ResultForm.objection("resource metadata", metadata.json())
        .ifPresent(why -> notes.found(DoctorFinding.AUTHORIZATION_MEMBER_MISTYPED, why));
    if (metadata.json().path(methods).isArray() && !metadata.texts(methods).contains("header")) {
      notes.found(
          DoctorFinding.AUTHORIZATION_BEARER_METHODS, metadata.said(methods, examination.shown()));
    }
    if (metadata.isHiddenFromPage(examination)) {
      notes.found(DoctorFinding.AUTHORIZATION_METADATA_CORS, metadata.described(examination));
    }
    var judge = new AuthorizationServerJudge(examination, scopes, notes);
    judge.judge(
        servers.stream().filter(url -> Document.uri(url).isPresent()).limit(MOST_SERVERS).toList());
    notes.fineUnlessFound(
        before, leg(), "the metadata names this URL and a sound authorization server");
  }

  /** The URL of clients may have a query; a resource should have none (RFC 9728 §1.2). */
  private static boolean isOf(String resource, String url) {
    int query = url.indexOf('?');
    return withPath(resource).equals(withPath(url))
        || query > 0 && withPath(resource).equals(withPath(url.substring(0, query)));
  }

  /** No path is the same as a slash (RFC 3986 §6.2.3); else nothing is (RFC 9728 §3.3). */
  private static String withPath(String url) {
    return url.matches("https?://[^/]+") ? url + "/" : url;
  }
}
