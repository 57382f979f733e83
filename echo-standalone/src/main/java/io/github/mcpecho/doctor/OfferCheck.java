package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.EchoSettings;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes through of prompts, resources, completion and errors: each is asked of the far end,
 * and of a server of the same version that nothing stands before.
 */
final class OfferCheck extends Check {
  /** What, method, params, where the answer holds what has to be equal. */
  private static final List<String[]> ROWS = TsvResource.rows(OfferCheck.class, "offer.tsv");

  OfferCheck() {
    super(Leg.CONTENT, "prompts, resources, completion, errors", Need.ECHO, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    FarEnd end = examination.echo();
    if (!notes.lacks(DoctorFinding.CONTENT_CALL_REFUSED)) {
      unchecked("the tools that are listed cannot be called", notes);
      return;
    }
    if (!end.isOfThisVersion()) {
      unchecked("the far end is another version than this program", notes);
      return;
    }
    int before = notes.count();
    var own = new OwnServer(end.conversation().revision());
    var missing = new ArrayList<String>();
    var changed = new ArrayList<String>();
    for (String[] row : ROWS) {
      ObjectNode params = (ObjectNode) Messages.JSON.parse(row[2]);
      JsonNode expected = own.ask(row[1], params).at(row[3]);
      Reply reply = ask(row[1], params, end);
      JsonNode got = reply.message().map(message -> message.at(row[3])).orElse(Json.object());
      boolean isPart = reply.result().has("nextCursor");
      if (!expected.isMissingNode() && !isPart && !contains(got, expected)) {
        boolean refused = !row[3].startsWith("/error") && !reply.isResult();
        (refused || got.isMissingNode() ? missing : changed)
            .add(refused ? row[0] + ": " + reply.problem(examination.shown()) : row[0]);
      }
    }
    if (!missing.isEmpty() && end.isSet(EchoSettings.SERVES)) {
      notes.unchecked(leg(), String.join(", ", missing), "the far end was told not to serve all");
      missing.clear();
    }
    notes.foundAny(DoctorFinding.CONTENT_OFFER_MISSING, String.join("; ", missing));
    notes.foundAny(DoctorFinding.CONTENT_OFFER_CHANGED, String.join(", ", changed));
    notes.fineUnlessFound(before, leg(), "prompts, resources, completion and errors come through");
  }

  /** A gateway that names tools anew may name prompts so too, or leave them as they are. */
  private static Reply ask(String method, ObjectNode params, FarEnd end) {
    Reply reply = end.conversation().ask(method, named(params, end));
    return reply.isResult() || end.prefix().isEmpty()
        ? reply
        : end.conversation().ask(method, params);
  }

  private static ObjectNode named(ObjectNode params, FarEnd end) {
    ObjectNode named = params.deepCopy();
    if (params.path("name").isTextual()) {
      named.put("name", end.prefix() + params.path("name").asText());
    }
    if (params.at("/ref/name").isTextual()) {
      named.withObjectProperty("ref").put("name", end.prefix() + params.at("/ref/name").asText());
    }
    return named;
  }

  /**
   * A list may hold more than is expected; of its elements, names and texts have to be there. Of an
   * object the members have to be there: what they hold depends on what the far end was told.
   */
  private static boolean contains(JsonNode got, JsonNode expected) {
    if (expected.isObject()) {
      return expected.properties().stream().allMatch(member -> got.has(member.getKey()));
    }
    if (!expected.isArray()) {
      return got.equals(expected);
    }
    for (JsonNode element : expected) {
      boolean found = false;
      for (JsonNode other : got) {
        found |= isSame(other, element);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  /** Names and addresses may have something of a gateway before them. */
  private static boolean isSame(JsonNode got, JsonNode expected) {
    for (String key : List.of("uri", "uriTemplate", "name")) {
      if (expected.path(key).isTextual() && !expected.has("text") && !expected.has("blob")) {
        return got.path(key).asText().endsWith(expected.path(key).asText());
      }
    }
    return got.equals(expected);
  }
}
