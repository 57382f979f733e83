package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.Behaviour;
import io.github.mcpecho.testing.ClientConnection;
import java.io.IOException;

/** Gives a behaviour its name. */
record LabelledBehaviour(String name, Behaviour behaviour) implements NamedBehaviour {
  @Override
  public void answer(ClientConnection client) throws IOException, InterruptedException {
    behaviour.answer(client);
  }

  @Override
  public String toString() {
    return name;
  }
}
