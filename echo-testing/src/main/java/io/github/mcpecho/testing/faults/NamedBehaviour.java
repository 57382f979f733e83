package io.github.mcpecho.testing.faults;

import io.github.mcpecho.testing.Behaviour;

/** A behaviour with a name by which a script can ask for it. Immutable. */
public interface NamedBehaviour extends Behaviour {
  /** Returns the name, in lower case with hyphens; that of a family if it has settings. */
  String name();
}
