package io.github.mcpecho.testing;

import io.github.mcpecho.report.Finding;
import java.net.URI;
import java.util.List;

/**
 * A behaviour of a {@link Setup} that judges clients too. It is shown every call that the server
 * lets in, also those that a rule answers.
 */
public interface Judge extends Behaviour {
  /**
   * Returns what is wrong with a call, which has just come: it joins its {@link
   * RecordedCall#findings}. The evidence is redacted there. What was answered to the calls before
   * it, they tell themselves. Calls may come at once.
   *
   * @param call may be kept: what is long of it is gone
   * @param endpoint the URI of the MCP endpoint
   */
  List<Finding> judge(RecordedCall call, URI endpoint);
}
