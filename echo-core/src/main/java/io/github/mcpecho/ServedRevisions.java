package io.github.mcpecho;

import io.github.mcpecho.mcp.ProtocolVersion;
import io.github.mcpecho.settings.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which revisions of the protocol are served.
 *
 * @param preferred the one offered to a client that initializes with an unknown one, one of {@code
 *     all}
 */
record ServedRevisions(Set<ProtocolVersion> all, Optional<ProtocolVersion> preferred) {

  ServedRevisions {
    preferred.ifPresent(revision -> requireOffered(revision, all));
  }

  private static void requireOffered(ProtocolVersion preferred, Set<ProtocolVersion> all) {
    List<String> offered =
        all.stream().filter(version -> !version.isModern()).map(ProtocolVersion::wireName).toList();
    if (!offered.contains(preferred.wireName())) {
      throw new ConfigurationException(
          "MCP_PROTOCOL_VERSION="
              + preferred
              + " is not a revision that clients initialize here; "
              + (offered.isEmpty()
                  ? "leave it unset, or add one to MCP_PROTOCOL_VERSIONS_SUPPORTED"
                  : "use one of " + String.join(", ", offered)));
    }
  }
}
