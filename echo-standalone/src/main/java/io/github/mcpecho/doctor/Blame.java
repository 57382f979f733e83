package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;
import io.github.mcpecho.doctor.exchange.BoundReachedException;
import io.github.mcpecho.report.FindingKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks again past the proxies at what was wrong here: what is right there is their doing. Only
 * checks that have found something run again, so a sound way costs nothing.
 *
 * @param past the examination of the same server past the proxies
 */
record Blame(Examination past, Notes notes, Consumer<String> progress) {
  /** By their nature the others differ past the proxies, or are compared by {@link DirectCheck}. */
  private static final Set<Leg> COMPARED =
      EnumSet.complementOf(EnumSet.of(Leg.REACH, Leg.AUTHORIZATION, Leg.TIME, Leg.DIRECT));

  /** Finds who is to blame for what each check has found. */
  void find(Map<Check, List<FindingKind>> found) {
    var right = new ArrayList<String>();
    var wrong = new ArrayList<String>();
    found.forEach(
        (check, kinds) -> {
          if (COMPARED.contains(check.leg()) && !kinds.isEmpty()) {
            repeat(check, kinds, right, wrong);
          }
        });
    notes.foundAny(DoctorFinding.DIRECT_RIGHT_THERE, String.join(", ", right));
    notes.foundAny(DoctorFinding.DIRECT_WRONG_THERE, String.join(", ", wrong));
  }

  private void repeat(
      Check check, List<FindingKind> kinds, List<String> right, List<String> wrong) {
    try {
      if (!check.needs().stream().allMatch(need -> need.isMet(past))) {
        return;
      }
      progress.accept(Leg.DIRECT.title() + ": " + check.name());
      var there = new Notes();
      check.run(past, there);
      // What breaks earlier there, or cannot be looked at, leaves the rest open.
      boolean whole = there.unchecked().isEmpty() && there.kindsSince(0).isEmpty();
      for (FindingKind kind : kinds) {
        if (!there.lacks(kind)) {
          wrong.add(kind.name());
        } else if (whole) {
          right.add(kind.name());
        }
      }
    } catch (BoundReachedException e) {
      notes.unchecked(Leg.DIRECT, check.name(), e.getMessage());
    }
  }
}
