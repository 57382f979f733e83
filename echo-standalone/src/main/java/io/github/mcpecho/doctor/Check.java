package io.github.mcpecho.doctor;

import java.util.Set;

/** One thing that is looked at. */
interface Check {
  /** Returns the leg that it is part of. */
  Leg leg();

  /** Returns what it looks at, in a few words. */
  String name();

  /** Returns what it cannot do without. */
  Set<Need> needs();

  /** Looks. */
  void run(Examination examination, Notes notes);
}
