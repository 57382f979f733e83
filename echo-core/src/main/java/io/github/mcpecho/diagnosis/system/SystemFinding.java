package io.github.mcpecho.diagnosis.system;

import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;

/** What can be wrong with the process, the machine under it and what it depends on. */
public enum SystemFinding implements FindingKind {
  CPU_BUSY(
      Severity.WARNING,
      "This process uses nearly all the CPU it may use, so every answer waits for its turn.",
      "Kubernetes, Resource Management for Pods and Containers: CPU limits are enforced by"
          + " throttling",
      "Raise the CPU limit or add an instance; any instance answers any request."),
  MEMORY_HIGH(
      Severity.WARNING,
      "This process comes near the memory it may use.",
      "Kubernetes, Resource Management for Pods and Containers: memory limits are enforced by"
          + " out-of-memory kills",
      "Raise the memory limit, or give the JVM a smaller heap with -XX:MaxRAMPercentage."),
  MEMORY_CRITICAL(
      Severity.ERROR,
      "This process has used up nearly all the memory it may use and will soon be killed.",
      "Kubernetes, Resource Management for Pods and Containers: memory limits are enforced by"
          + " out-of-memory kills",
      "Raise the memory limit, or give the JVM a smaller heap with -XX:MaxRAMPercentage."),
  DISK_HIGH(
      Severity.WARNING,
      "The file system of the working directory is filling up.",
      "Kubernetes, Node-pressure Eviction: pods are evicted when a file system runs full",
      "Free space or grow the volume; this server itself writes nothing but its log."),
  DISK_CRITICAL(
      Severity.ERROR,
      "The file system of the working directory is nearly full.",
      "Kubernetes, Node-pressure Eviction: pods are evicted when a file system runs full",
      "Free space or grow the volume; this server itself writes nothing but its log."),
  REQUEST_WAITED(
      Severity.WARNING,
      "This request waited long before a thread took it up.",
      "Time between its arrival and this tool, 100ms and more",
      "Look for a busy CPU, a long garbage collection, or more requests than request threads."),
  SERVER_ERRORS(
      Severity.WARNING,
      "This server failed to answer one request in a hundred or more in the last 5 minutes.",
      "RFC 9110 §15.6 (5xx); JSON-RPC 2.0 §5.1 (-32603). Refused requests do not count",
      "Read the server log: each of these failures stands there with its cause."),
  SERVER_ERRORS_MANY(
      Severity.ERROR,
      "This server failed to answer one request in four or more in the last 5 minutes.",
      "RFC 9110 §15.6 (5xx); JSON-RPC 2.0 §5.1 (-32603). Refused requests do not count",
      "Read the server log: each of these failures stands there with its cause."),
  REQUESTS_REFUSED(
      Severity.INFO,
      "One request in twenty or more was refused or its tool failed; this server itself is well.",
      "RFC 9110 §15.5 (4xx); MCP: isError of a tool result. They do not count for the status",
      "Look at what clients send: the access log (MCP_ECHO_ACCESS_LOG) has the reason of each."),
  SERVICE_DOWN(
      Severity.ERROR,
      "Something that this server's host depends on is down.",
      "A health check that the host registered",
      "Look at the service named here; the server log has the exception, if there was one."),
  SERVICE_DEGRADED(
      Severity.WARNING,
      "Something that this server's host depends on does not work as it should.",
      "A health check that the host registered",
      "Look at the service named here."),
  ENV_VALUE_LOOKS_SECRET(
      Severity.WARNING,
      "A variable whose name tells of no secret holds something that looks like one.",
      "CWE-526: Cleartext Storage of Sensitive Information in an Environment Variable",
      "Give the secret a variable of its own, with a name such as API_TOKEN, or a file."),
  SETTING_UNKNOWN(
      Severity.WARNING,
      "A variable seems to be meant as a setting of this server and is none, so it has no effect.",
      "CONFIGURATION.md: every setting by its name",
      "Correct its name, or remove it.");

  private final FindingEntry entry;

  SystemFinding(Severity severity, String meaning, String rule, String fix) {
    entry = new FindingEntry(severity, meaning, rule, fix);
  }

  @Override
  public FindingEntry entry() {
    return entry;
  }
}
