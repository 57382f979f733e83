package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.internal.text.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What clients demand of a result, by the table beside this class: they throw away any other. */
final class ResultForm {
  private static final List<Member> MEMBERS =
      TsvResource.rows(ResultForm.class, "results.tsv").stream()
          .map(row -> new Member(row[0], row[1], row[2]))
          .toList();

  private ResultForm() {}

  private record Member(String method, String path, String type) {
    Optional<String> objection(JsonNode result) {
      return nodes(result, List.of(path.split("/")))
          .filter(node -> !isSound(node))
          .findFirst()
          .map(
              node ->
                  "%s: %s has to be %s, and is %s".formatted(method, path, type, described(node)));
    }

    private boolean isSound(JsonNode node) {
      return switch (type) {
        case "text" -> node.isTextual();
        case "object" -> node.isObject();
        case "array" -> node.isArray();
        default -> node.toString().equals(type);
      };
    }

    private static String described(JsonNode node) {
      return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static Stream<JsonNode> nodes(JsonNode node, List<String> path) {
      if (path.isEmpty()) {
        return Stream.of(node);
      }
      List<String> rest = path.subList(1, path.size());
      return path.get(0).equals("*")
          ? StreamSupport.stream(node.spliterator(), false).flatMap(one -> nodes(one, rest))
          : nodes(node.path(path.get(0)), rest);
    }
  }

  /** Notes what a result of this method lacks, the first of it; an error has no form. */
  static void check(String method, Reply reply, Notes notes) {
    if (reply.isResult()) {
      MEMBERS.stream()
          .filter(member -> member.method().equals(method))
          .flatMap(member -> member.objection(reply.result()).stream())
          .findFirst()
          .ifPresent(objection -> notes.found(DoctorFinding.PROTOCOL_RESULT_INVALID, objection));
    }
  }
}
