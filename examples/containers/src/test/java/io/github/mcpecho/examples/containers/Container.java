package io.github.mcpecho.examples.containers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * A servlet container with the WAR, as the tests see it: a port of this machine, and a process to
 * look into. Methods return when what they do has been done.
 */
interface Container {
  /** The WAR that the build made. */
  Path WAR = Path.of(System.getProperty("war"));

  /** Where the build writes. */
  Path TARGET = Path.of(System.getProperty("target"));

  /** Starts it with the WAR deployed. */
  void start() throws Exception;

  void stop() throws Exception;

  int port();

  long pid();

  /** Deploys the WAR again. */
  void deploy() throws Exception;

  void undeploy() throws Exception;

  /** Whether calls may run to their end while the application ends. */
  default boolean letsCallsFinish() {
    return false;
  }

  /** How the host's own error page begins, if it answers a body that Tomcat cannot read. */
  default String ownError() {
    return "nothing";
  }

  /** Whether it lets go of the class loader of an application that left nothing behind. */
  default boolean forgetsApplications() {
    return true;
  }

  /** What the README's table calls it. */
  String name();

  /** The path at which the application is deployed. */
  default String contextPath() {
    return "/mcp-echo";
  }

  default String mcp() {
    return contextPath() + "/mcp";
  }

  default String health() {
    return contextPath() + "/health";
  }

  default String metrics() {
    return contextPath() + "/metrics";
  }

  /** Returns a port that nothing listens at. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
