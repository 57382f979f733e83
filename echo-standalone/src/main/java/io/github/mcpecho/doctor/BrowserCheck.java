package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.cors.CorsJudge;
import io.github.mcpecho.doctor.exchange.Answer;
import io.github.mcpecho.doctor.exchange.Request;
import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** Whether a web page can be a client: the preflight, the request, and the 401. */
final class BrowserCheck implements Check {
  @Override
  public Leg leg() {
    return Leg.BROWSER;
  }

  @Override
  public String name() {
    return "a web page";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.HTTP, Need.ORIGIN);
  }

  @Override
  public void run(Examination examination, Notes notes) {
    String origin = examination.order().origin.orElseThrow();
    var judge = new CorsJudge(origin, examination.shown().redactor());
    var findings = new ArrayList<Finding>();
    Request preflight =
        Request.of("OPTIONS", examination.uri())
            .with("Origin", origin)
            .with("Access-Control-Request-Method", "POST")
            .with("Access-Control-Request-Headers", String.join(",", judge.headers()))
            .withoutCredentials();
    answer(examination, preflight)
        .ifPresent(got -> findings.addAll(judge.preflight(got.status(), got.headers())));
    Request message =
        Messages.handshake(examination.uri(), ProtocolVersion.V2025_11_25).with("Origin", origin);
    answer(examination, message)
        .ifPresent(got -> findings.addAll(judge.response(got.status(), got.headers())));
    if (examination.withoutToken().filter(got -> got.status() == 401).isPresent()) {
      answer(examination, message.withoutCredentials())
          .ifPresent(got -> findings.addAll(judge.response(got.status(), got.headers())));
    }
    findings.stream().distinct().forEach(finding -> notes.found(leg(), finding));
    if (findings.isEmpty()) {
      notes.fine(leg(), "a page of " + examination.shown().url(origin) + " can be a client");
    }
  }

  private static Optional<Answer> answer(Examination examination, Request request) {
    return examination.send(request).answer();
  }
}
