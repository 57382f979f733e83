package io.github.mcpecho.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.Locale;

/** The report as JSON, by the schema beside this class. */
record JsonReport(Diagnosis diagnosis) {
  String text() {
    ObjectNode json = Json.object().put("url", diagnosis.url());
    diagnosis.farEnd().ifPresent(server -> json.put("farEnd", server));
    json.put("errors", diagnosis.hasErrors());
    ArrayNode legs = json.putArray("legs");
    for (Leg leg : Leg.values()) {
      add(legs, leg)
          .put("place", leg.place().name().toLowerCase(Locale.ROOT))
          .put("mark", diagnosis.mark(leg).name().toLowerCase(Locale.ROOT));
    }
    ArrayNode findings = json.putArray("findings");
    diagnosis.findings().forEach(one -> add(findings, one.leg()).setAll(one.finding().toJson()));
    ArrayNode fine = json.putArray("fine");
    diagnosis.fine().forEach(one -> add(fine, one.leg()).put("text", one.text()));
    ArrayNode unchecked = json.putArray("unchecked");
    for (Diagnosis.Unchecked one : diagnosis.unchecked()) {
      add(unchecked, one.leg()).put("what", one.what()).put("why", one.why());
    }
    ArrayNode clients = json.putArray("clients");
    for (Diagnosis.Client one : diagnosis.clients()) {
      ObjectNode client = clients.addObject().put("client", one.name());
      client.put("comesIn", one.comesIn()).put("said", one.said());
    }
    json.put("requests", diagnosis.requests());
    json.put("tookMs", diagnosis.took().toMillis());
    return Messages.JSON.writePretty(json) + "\n";
  }

  private static ObjectNode add(ArrayNode list, Leg leg) {
    return list.addObject().put("leg", leg.name().toLowerCase(Locale.ROOT));
  }
}
