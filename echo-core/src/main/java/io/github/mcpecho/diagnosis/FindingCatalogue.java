package io.github.mcpecho.diagnosis;

import io.github.mcpecho.diagnosis.clients.AuthorizationFinding;
import io.github.mcpecho.diagnosis.clients.ClientFinding;
import io.github.mcpecho.diagnosis.cors.CorsFinding;
import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.diagnosis.headers.McpHeaderFinding;
import io.github.mcpecho.diagnosis.identity.IdentityFinding;
import io.github.mcpecho.diagnosis.request.HeaderFinding;
import io.github.mcpecho.diagnosis.system.SystemFinding;
import io.github.mcpecho.diagnosis.timing.TimingFinding;
import io.github.mcpecho.diagnosis.tokens.ClaimFinding;
import io.github.mcpecho.diagnosis.tokens.CredentialFinding;
import io.github.mcpecho.diagnosis.tokens.JoseHeaderFinding;
import io.github.mcpecho.diagnosis.tokens.SenderFinding;
import io.github.mcpecho.diagnosis.tokens.TokenFinding;
import io.github.mcpecho.diagnosis.urls.ConnectionFinding;
import io.github.mcpecho.diagnosis.urls.UrlFinding;
import io.github.mcpecho.report.FindingKind;
import java.util.List;

/** Every finding that the tools, the test server and the doctor can come to. */
public final class FindingCatalogue {
  private FindingCatalogue() {}

  /**
   * Findings that belong together.
   *
   * @param title a heading for the catalogue page
   */
  public record Subject(String title, List<FindingKind> findings) {
    private Subject(String title, FindingKind[] findings) {
      this(title, List.of(findings));
    }
  }

  /** Returns the findings by subject, in the order of the catalogue page. */
  public static List<Subject> subjects() {
    return List.of(
        new Subject("Credentials in headers", CredentialFinding.values()),
        new Subject("Tokens", TokenFinding.values()),
        new Subject("Token headers", JoseHeaderFinding.values()),
        new Subject("Token claims", ClaimFinding.values()),
        new Subject("Tokens bound to their sender", SenderFinding.values()),
        new Subject("Identity", IdentityFinding.values()),
        new Subject("External URL", UrlFinding.values()),
        new Subject("Headers", HeaderFinding.values()),
        new Subject("Connection and proxies", ConnectionFinding.values()),
        new Subject("MCP headers and body", McpHeaderFinding.values()),
        new Subject("Clients, as the test server sees them", ClientFinding.values()),
        new Subject("Clients in authorization", AuthorizationFinding.values()),
        new Subject("CORS", CorsFinding.values()),
        new Subject("Timing", TimingFinding.values()),
        new Subject("Environment and health", SystemFinding.values()),
        new Subject("The way, as the doctor sees it", DoctorFinding.values()));
  }
}
