package io.github.mcpecho.doctor;

import io.github.mcpecho.mcp.ProtocolVersion;
import java.util.ArrayList;

/** Which clients come in: those of each revision, and those that try the newest and fall back. */
final class ClientsCheck extends Check {
  ClientsCheck() {
    super(Leg.PROTOCOL, "clients of every revision", Need.MCP, Need.TIME);
  }

  @Override
  void run(Examination examination, Notes notes) {
    var clients = new ArrayList<Diagnosis.Client>();
    for (ProtocolVersion revision : ProtocolVersion.values()) {
      Handshake handshake = examination.handshake(revision);
      clients.add(
          new Diagnosis.Client(
              "of " + revision, comesIn(handshake), said(handshake, examination.shown())));
    }
    Handshake modern = examination.handshake(ProtocolVersion.V2026_07_28);
    Handshake legacy = examination.first();
    Handshake used = comesIn(modern) ? modern : legacy;
    clients.add(
        new Diagnosis.Client(
            "of both, falling back",
            comesIn(modern) || comesIn(legacy),
            said(used, examination.shown())));
    notes.clients(clients);
  }

  /** A client knows its own revision and earlier ones, and leaves if it is offered another. */
  private static boolean comesIn(Handshake handshake) {
    return handshake
        .conversation()
        .filter(talk -> talk.revision().compareTo(handshake.asked()) <= 0)
        .isPresent();
  }

  private static String said(Handshake handshake, Shown shown) {
    return handshake
        .conversation()
        .map(talk -> (comesIn(handshake) ? "speaks " : "is offered ") + talk.revision())
        .orElseGet(() -> handshake.reply().problem(shown));
  }
}
