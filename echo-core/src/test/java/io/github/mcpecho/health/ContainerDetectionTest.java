package io.github.mcpecho.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.health.SystemProbe.Container;
import io.github.mcpecho.health.SystemProbe.ContainerEngine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerDetectionTest {
  private static final String ID =
      "4f797c539e6c745de61a93ca3ff892358ecbcaccd8414d5db545c38428142970";
  private static final String PAUSE =
      "f1ea6bb3b1f0c6a5c2b0e88a6a4e0b0c9a1f3d2e4b5c6d7e8f90123456789abc";

  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  @Test
  void machineIsNoContainer() {
    files.put("/proc/self/cgroup", "0::/user.slice/user-1000.slice/session-2.scope\n");
    files.put("/proc/self/mountinfo", "25 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1 rw");

    assertEquals(new Container(Optional.empty(), Optional.empty(), false), detected());
  }

  @Test
  void machineWithoutLinuxFilesIsNoContainer() {
    assertEquals(new Container(Optional.empty(), Optional.empty(), false), detected());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'12:memory:/docker/{id}', DOCKER, false",
    "'9:blkio:/system.slice/docker-{id}.scope', DOCKER, false",
    "'0::/docker/{id}/init.scope', DOCKER, false",
    "'0::/../../docker/{outer}/docker/{id}', DOCKER, false",
    "'11:cpu,cpuacct:/kubepods/besteffort/pod7a1c/{id}', OTHER, true",
    "'0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-{id}.scope', CONTAINERD, true",
    "'0::/system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:{id}', CONTAINERD, true",
    "'1:name=systemd:/kubepods.slice/kubepods-pod1.slice/crio-{id}.scope', CRI_O, true",
    "'0::/user.slice/user@1000.service/user.slice/libpod-{id}.scope/container', PODMAN, false",
    "'0::/machine.slice/libpod-{id}.scope', PODMAN, false",
    "'0::/system.slice/nerdctl-{id}.scope', OTHER, false",
    "'9:perf_event:/ecs/0f6d3f80-1b2c/{id}', OTHER, false",
    "'9:perf_event:/{id}', OTHER, false",
  })
  void controlGroupNamesEngineAndContainer(
      String line, ContainerEngine engine, boolean kubernetes) {
    files.put("/proc/self/cgroup", line.replace("{id}", ID).replace("{outer}", PAUSE) + "\n");

    assertEquals(new Container(Optional.of(engine), Optional.of(ID), kubernetes), detected());
  }

  @Test
  void dockerWithControlGroupNamespaceIsFoundByItsMounts() {
    files.put("/.dockerenv", "");
    files.put("/proc/self/cgroup", "0::/\n");
    files.put(
        "/proc/self/mountinfo",
        """
        473 387 0:143 / / rw,relatime master:181 - overlay overlay rw,\
        lowerdir=/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/9/fs
        489 473 254:1 /docker/containers/%s/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda1 rw
        490 473 254:1 /docker/containers/%s/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw
        """
            .formatted(ID, ID));

    assertEquals(
        new Container(Optional.of(ContainerEngine.DOCKER), Optional.of(ID), false), detected());
  }

  @Test
  void dockerMarkerAloneTellsNoId() {
    files.put("/.dockerenv", "");
    files.put("/proc/self/cgroup", "0::/\n");

    assertEquals(
        new Container(Optional.of(ContainerEngine.DOCKER), Optional.empty(), false), detected());
  }

  @Test
  void podmanSaysItsIdInItsMarker() {
    files.put(
        "/run/.containerenv",
        """
        engine="podman-4.9.4"
        name="echo"
        id="%s"
        image="docker.io/library/eclipse-temurin:17"
        rootless=1
        """
            .formatted(ID));
    files.put("/proc/self/cgroup", "0::/\n");

    assertEquals(
        new Container(Optional.of(ContainerEngine.PODMAN), Optional.of(ID), false), detected());
  }

  @Test
  void rootlessPodmanIsFoundByItsMounts() {
    files.put("/run/.containerenv", "");
    files.put(
        "/proc/self/mountinfo",
        "495 499 0:54 /containers/overlay-containers/"
            + ID
            + "/userdata/.containerenv /run/.containerenv rw,nosuid,nodev - tmpfs tmpfs rw\n");

    assertEquals(
        new Container(Optional.of(ContainerEngine.PODMAN), Optional.of(ID), false), detected());
  }

  @Test
  void containerdOutsideOfKubernetesIsFoundByItsMounts() {
    files.put("/proc/self/cgroup", "0::/\n");
    files.put(
        "/proc/self/mountinfo",
        """
        600 500 0:60 / / rw - overlay overlay rw,\
        upperdir=/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/155/fs
        610 600 8:1 /var/lib/nerdctl/1935db59/containers/default/%s/hostname /etc/hostname rw - ext4 /dev/sda1 rw
        """
            .formatted(ID));

    assertEquals(
        new Container(Optional.of(ContainerEngine.CONTAINERD), Optional.of(ID), false), detected());
  }

  @Test
  void pauseContainerOfAPodIsNotTakenForThisContainer() {
    environment.put("KUBERNETES_SERVICE_HOST", "10.96.0.1");
    files.put("/proc/self/cgroup", "0::/\n");
    files.put(
        "/proc/self/mountinfo",
        """
        1320 1357 0:377 / / rw - overlay overlay rw,\
        upperdir=/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/155/fs
        1327 1320 259:1 /var/lib/docker/containers/%s/hostname /etc/hostname rw - xfs /dev/nvme0n1p1 rw
        """
            .formatted(PAUSE));

    Container container = detected();

    assertEquals(true, container.kubernetes());
    assertEquals(Optional.empty(), container.id());
  }

  @Test
  void crioIsToldFromPodmanByKubernetes() {
    environment.put("KUBERNETES_SERVICE_HOST", "172.30.0.1");
    files.put("/run/.containerenv", "");
    files.put("/proc/self/cgroup", "0::/\n");

    assertEquals(
        new Container(Optional.of(ContainerEngine.CRI_O), Optional.empty(), true), detected());
  }

  @Test
  void kubernetesWithoutAnyOtherSignRunsAnUnknownEngine() {
    environment.put("KUBERNETES_SERVICE_HOST", "10.96.0.1");

    assertEquals(
        new Container(Optional.of(ContainerEngine.OTHER), Optional.empty(), true), detected());
  }

  @ParameterizedTest
  @CsvSource({"podman, PODMAN", "oci, OTHER", "lxc, OTHER", "systemd-nspawn, OTHER"})
  void variableNamedContainerIsASign(String value, ContainerEngine engine) {
    environment.put("container", value);

    assertEquals(new Container(Optional.of(engine), Optional.empty(), false), detected());
  }

  private Container detected() {
    return ContainerDetection.detect(path -> Optional.ofNullable(files.get(path)), environment);
  }
}
