package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Locale;

/** The report as JSON, by the schema beside this class. */
final class JsonReport {
  private final Diagnosis diagnosis;

  JsonReport(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /** Returns the report on indented lines. */
  String text() {
    ObjectNode json = Json.object().put("url", diagnosis.url());
    diagnosis.farEnd().ifPresent(server -> json.put("farEnd", server));
    json.put("errors", diagnosis.hasErrors());
    ArrayNode legs = json.putArray("legs");
    for (Leg leg : Leg.values()) {
      legs.addObject()
          .put("leg", name(leg))
          .put("place", leg.place().name().toLowerCase(Locale.ROOT))
          .put("mark", diagnosis.mark(leg).name().toLowerCase(Locale.ROOT));
    }
    ArrayNode findings = json.putArray("findings");
    diagnosis
        .findings()
        .forEach(
            one -> {
              ObjectNode finding = findings.addObject().put("leg", name(one.leg()));
              finding.setAll(one.finding().toJson());
            });
    ArrayNode fine = json.putArray("fine");
    diagnosis
        .fine()
        .forEach(one -> fine.addObject().put("leg", name(one.leg())).put("text", one.text()));
    ArrayNode unchecked = json.putArray("unchecked");
    diagnosis
        .unchecked()
        .forEach(
            one ->
                unchecked
                    .addObject()
                    .put("leg", name(one.leg()))
                    .put("what", one.what())
                    .put("why", one.why()));
    ArrayNode clients = json.putArray("clients");
    diagnosis
        .clients()
        .forEach(
            one ->
                clients
                    .addObject()
                    .put("client", one.name())
                    .put("comesIn", one.comesIn())
                    .put("said", one.said()));
    json.put("requests", diagnosis.requests());
    json.put("tookMs", diagnosis.took().toMillis());
    return Messages.JSON.writePretty(json) + "\n";
  }

  private static String name(Leg leg) {
    return leg.name().toLowerCase(Locale.ROOT);
  }
}
