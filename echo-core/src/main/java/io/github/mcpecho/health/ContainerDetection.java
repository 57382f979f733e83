package io.github.mcpecho.health;

import io.github.mcpecho.health.SystemProbe.Container;
import io.github.mcpecho.health.SystemProbe.ContainerEngine;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out whether this process runs in a container, and of which engine. No engine promises a
 * sign, so all the known ones are tried: marker files, control group paths, mounts and variables.
 */
final class ContainerDetection {
  /** The last of a path: a container within a container is named after the outer one. */
  private static final Pattern ID_IN_CGROUP = Pattern.compile("(?m)^.*[/:-]([0-9a-f]{64})\\b");

  /** The directory that files such as {@code /etc/hostname} are mounted from. */
  private static final Pattern ID_IN_MOUNT =
      Pattern.compile("/(?:overlay-)?containers/(?:[\\w.-]+/)?([0-9a-f]{64})/");

  private static final Pattern ID_IN_MARKER = Pattern.compile("(?m)^id=\"([0-9a-f]{64})\"$");

  private final boolean dockerMarker;
  private final Optional<String> podmanMarker;
  private final String cgroup;
  private final String mounts;
  private final Optional<String> variable;
  private final boolean kubernetes;

  private ContainerDetection(SystemFiles files, Map<String, String> environment) {
    this.dockerMarker = files.read("/.dockerenv").isPresent();
    this.podmanMarker = files.read("/run/.containerenv");
    this.cgroup = files.read("/proc/self/cgroup").orElse("");
    this.mounts = files.read("/proc/self/mountinfo").orElse("");
    this.variable = Optional.ofNullable(environment.get("container"));
    this.kubernetes =
        environment.containsKey("KUBERNETES_SERVICE_HOST") || cgroup.contains("kubepods");
  }

  static Container detect(SystemFiles files, Map<String, String> environment) {
    var detection = new ContainerDetection(files, environment);
    Optional<ContainerEngine> engine = detection.engine();
    return new Container(engine, engine.flatMap(found -> detection.id()), detection.kubernetes);
  }

  private Optional<ContainerEngine> engine() {
    if (cgroup.contains("crio-") || (kubernetes && hasPodmanSign())) {
      // CRI-O is built on Podman's libraries and leaves the same traces.
      return Optional.of(ContainerEngine.CRI_O);
    }
    if (hasPodmanSign() || cgroup.contains("libpod") || variable.equals(Optional.of("podman"))) {
      return Optional.of(ContainerEngine.PODMAN);
    }
    if (dockerMarker || cgroup.contains("docker") || mounts.contains("/docker/containers/")) {
      // Before containerd: that is where newer Dockers keep their images.
      return Optional.of(ContainerEngine.DOCKER);
    }
    if (cgroup.contains("containerd") || mounts.contains("containerd")) {
      return Optional.of(ContainerEngine.CONTAINERD);
    }
    return kubernetes || variable.isPresent() || ID_IN_CGROUP.matcher(cgroup).find()
        ? Optional.of(ContainerEngine.OTHER)
        : Optional.empty();
  }

  private boolean hasPodmanSign() {
    return podmanMarker.isPresent() || mounts.contains("/overlay-containers/");
  }

  private Optional<String> id() {
    Optional<String> id =
        find(ID_IN_CGROUP, cgroup).or(() -> find(ID_IN_MARKER, podmanMarker.orElse("")));
    // In a pod these files are mounted from the pause container, whose id would mislead.
    return id.isPresent() || kubernetes ? id : find(ID_IN_MOUNT, mounts);
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
