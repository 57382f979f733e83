package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

/** A container in a process of its own, which deploys what is put into a directory. */
abstract class DeployingContainer extends ProcessContainer {
  /** The file that it deploys. */
  abstract Path deployment();

  /** The file whose absence makes it undeploy. */
  Path deployed() {
    return deployment();
  }

  @Override
  public void start() throws Exception {
    Files.createDirectories(deployment().getParent());
    put();
    super.start();
    waitUntilItIsDeployed();
  }

  @Override
  public void deploy() throws Exception {
    put();
    waitUntilHealthIs(status -> status == 200);
    waitUntilItIsDeployed();
  }

  @Override
  public void undeploy() throws Exception {
    Files.delete(deployed());
    waitUntilHealthIs(status -> status != 200);
  }

  /** A container may serve an application a moment before it says that it is deployed. */
  private void waitUntilItIsDeployed() throws Exception {
    for (int i = 0; i < 600 && !Files.exists(deployed()); i++) {
      Thread.sleep(100);
    }
  }

  /** In one step: a container may look while a file grows. */
  private void put() throws IOException {
    Path copy =
        Files.copy(
            WAR, TARGET.resolve("copy-" + port() + ".war"), StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(copy, FileTime.fromMillis(System.currentTimeMillis()));
    Files.move(copy, deployment(), StandardCopyOption.ATOMIC_MOVE);
  }
}
