package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientConnection;
import java.io.IOException;

/**
 * Gives a behaviour its name.
 *
 * @param settings what a run of a test is named after beside it; empty if there are none
 */
record LabelledBehaviour(String name, String settings, Behaviour behaviour)
    implements NamedBehaviour {
  LabelledBehaviour(String name, Behaviour behaviour) {
    this(name, "", behaviour);
  }

  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    behaviour.answer(client);
  }

  @Override
  public String toString() {
    return settings.isEmpty() ? name : name + " " + settings;
  }
}
