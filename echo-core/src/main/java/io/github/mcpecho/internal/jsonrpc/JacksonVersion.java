package io.github.mcpecho.internal.jsonrpc;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import java.util.List;
import java.util.Optional;

/** Checks the version of Jackson, which a host may bring. */
public final class JacksonVersion {
  /** The first with every method that {@link Json} calls. */
  private static final Version OLDEST =
      new Version(2, 18, 0, null, "com.fasterxml.jackson.core", "jackson-databind");

  private JacksonVersion() {}

  /**
   * Returns what is wrong with the one on the class path, nothing if it will do. Calls nothing that
   * an older one does not have.
   */
  public static Optional<String> problem() {
    return problem(
        List.of(com.fasterxml.jackson.core.json.PackageVersion.VERSION, PackageVersion.VERSION));
  }

  static Optional<String> problem(List<Version> found) {
    for (Version version : found) {
      if (isTooOld(version)) {
        return Optional.of(
            "%s %s is on the class path, but mcp-echo needs %d.%d or a newer Jackson 2: let the"
                    .formatted(
                        version.getArtifactId(),
                        version,
                        OLDEST.getMajorVersion(),
                        OLDEST.getMinorVersion())
                + " application depend on com.fasterxml.jackson:jackson-bom of that version");
      }
    }
    return Optional.empty();
  }

  /** Looks at the numbers only: the comparison of Jackson looks at the artifact first. */
  private static boolean isTooOld(Version version) {
    int major = Integer.compare(version.getMajorVersion(), OLDEST.getMajorVersion());
    return major < 0 || major == 0 && version.getMinorVersion() < OLDEST.getMinorVersion();
  }
}
