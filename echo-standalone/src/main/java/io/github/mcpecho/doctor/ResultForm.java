package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.text.TsvResource;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What clients demand of a result or of metadata, by the table beside this class: they throw away
 * any other.
 */
final class ResultForm {
  private static final List<Member> MEMBERS =
      TsvResource.rows(ResultForm.class, "results.tsv").stream()
          .map(row -> new Member(row[0], row[1], row[2], row[3]))
          .toList();

  private ResultForm() {}

  private record Member(String method, String revisions, String path, String type) {
    boolean isOf(String other) {
      return method.equals(other);
    }

    boolean isOf(ProtocolVersion revision) {
      return revisions.equals("all") || revisions.equals("modern") == revision.isModern();
    }

    Optional<String> objection(JsonNode result) {
      return nodes(result, List.of(path.split("/")))
          .filter(node -> !isSound(node))
          .findFirst()
          .map(node -> "%s has to be %s, and is %s".formatted(path, words(), seen(node)));
    }

    private boolean isSound(JsonNode node) {
      if (node.isMissingNode() && type.endsWith("?")) {
        return true;
      }
      String demanded = type.replace("?", "");
      return switch (demanded) {
        case "text" -> node.isTextual();
        case "object" -> node.isObject();
        case "array" -> node.isArray();
        case "number" -> node.isNumber();
        case "number from 0" -> node.isNumber() && node.asDouble() >= 0;
        default -> List.of(demanded.split("\\|")).contains(node.toString());
      };
    }

    private String seen(JsonNode node) {
      return node.isNumber() && type.startsWith("number") ? node.asText() : described(node);
    }

    private String words() {
      return type.replace("?", ", or left out").replace("|", " or ");
    }

    private static Stream<JsonNode> nodes(JsonNode node, List<String> path) {
      if (path.isEmpty()) {
        return Stream.of(node);
      }
      if (node.isMissingNode()) {
        return Stream.empty();
      }
      List<String> rest = path.subList(1, path.size());
      return path.get(0).equals("*")
          ? StreamSupport.stream(node.spliterator(), false).flatMap(one -> nodes(one, rest))
          : nodes(node.path(path.get(0)), rest);
    }
  }

  private static String described(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** Notes what a result of this method lacks, the first of it; an error has no form. */
  static void check(String method, ProtocolVersion revision, Reply reply, Notes notes) {
    JsonNode result = reply.result();
    if (!result.isMissingNode() && !result.isObject()) {
      notes.found(
          DoctorFinding.PROTOCOL_RESULT_INVALID,
          "%s: the result has to be object, and is %s".formatted(method, described(result)));
    } else if (reply.isResult()) {
      objection(members(method).filter(member -> member.isOf(revision)), result)
          .ifPresent(
              objection ->
                  notes.found(DoctorFinding.PROTOCOL_RESULT_INVALID, method + ": " + objection));
    }
  }

  /** Returns what a document of metadata has in another form, the first of it. */
  static Optional<String> objection(String document, JsonNode metadata) {
    return objection(members(document), metadata);
  }

  private static Stream<Member> members(String of) {
    return MEMBERS.stream().filter(member -> member.isOf(of));
  }

  private static Optional<String> objection(Stream<Member> members, JsonNode node) {
    return members.flatMap(member -> member.objection(node).stream()).findFirst();
  }
}
