package io.github.mcpecho.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Calls of tools as tasks, in the two forms that there are: in 2025-11-25 (<a
 * href="https://modelcontextprotocol.io/specification/2025-11-25/basic/utilities/tasks">tasks</a>)
 * the client asks for one with {@code task}, and has {@code tasks/get}, {@code tasks/result},
 * {@code tasks/list} and {@code tasks/cancel}; in 2026-07-28 (<a
 * href="https://github.com/modelcontextprotocol/ext-tasks">extension
 * io.modelcontextprotocol/tasks</a>) the server makes one of every call whose client declares the
 * extension, and the client has {@code tasks/get}, {@code tasks/update} and {@code tasks/cancel}.
 * The tool runs at once. A task moves when its client looks at it, not with time, so that a test
 * knows what comes:
 *
 * <pre>{@code
 * McpEchoServer.builder()
 *     .with(Tasks.create().states(TaskState.WORKING, TaskState.INPUT_REQUIRED, TaskState.COMPLETED))
 *     .start()
 * }</pre>
 *
 * <p>A reset forgets all tasks. Of the newest thousand. Immutable.
 */
public final class Tasks implements Setup {
  private static final String FORM =
      """
      {"type": "object", "properties": {"go": {"type": "boolean", "title": "Go on?"}}, "required": ["go"]}""";

  private List<TaskState> states = List.of(TaskState.WORKING, TaskState.COMPLETED);
  private ServerRequest question = ServerRequest.elicitation("The task needs a word", FORM);
  private Duration pollInterval = Duration.ofMillis(100);
  private Optional<Duration> lifetime = Optional.empty();
  private Set<String> required = Set.of();
  private Set<String> forbidden = Set.of();
  private boolean lists = true;
  private boolean cancels = true;

  private Tasks() {}

  /** Returns tasks that say once that they work, and then that they are done. */
  public static Tasks create() {
    return new Tasks();
  }

  private Tasks changed(Consumer<Tasks> change) {
    var copy = new Tasks();
    copy.states = states;
    copy.question = question;
    copy.pollInterval = pollInterval;
    copy.lifetime = lifetime;
    copy.required = required;
    copy.forbidden = forbidden;
    copy.lists = lists;
    copy.cancels = cancels;
    change.accept(copy);
    return copy;
  }

  /**
   * Says this to one {@code tasks/get} after the other, and the last for ever. It stays {@code
   * input_required} until the client has answered. {@code tasks/result} goes through what is left
   * at once; where no state ends the task, it waits until the client cancels.
   *
   * @throws IllegalArgumentException if another state follows one that ends the task
   */
  public Tasks states(TaskState first, TaskState... others) {
    var all = new ArrayList<TaskState>();
    all.add(first);
    all.addAll(List.of(others));
    if (IntStream.range(0, all.size() - 1).anyMatch(at -> all.get(at).isTerminal())) {
      throw new IllegalArgumentException(
          "Nothing comes after completed, failed or cancelled: "
              + all.stream().map(TaskState::wireName).toList());
    }
    return changed(copy -> copy.states = List.copyOf(all));
  }

  /**
   * Asks this where a task needs input; a form with one field if not set. Whether the client
   * declared that it can answer is not looked at.
   */
  public Tasks asking(ServerRequest newQuestion) {
    return changed(copy -> copy.question = newQuestion);
  }

  /**
   * Asks the client to wait this long between two {@code tasks/get}; 100 milliseconds if not set.
   */
  public Tasks pollingEvery(Duration interval) {
    requirePositive(interval);
    return changed(copy -> copy.pollInterval = interval);
  }

  /**
   * Forgets each task so long after its creation, by the clock of the server; if not set, after as
   * long as the client wants, or a minute.
   */
  public Tasks expiringAfter(Duration time) {
    requirePositive(time);
    return changed(copy -> copy.lifetime = Optional.of(time));
  }

  private static void requirePositive(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("A time is 0 or more, not " + time);
    }
  }

  /** Has these tools called as tasks only. */
  public Tasks requiring(String... tools) {
    return changed(copy -> copy.required = Set.of(tools));
  }

  /** Makes no tasks of calls of these tools. */
  public Tasks forbidding(String... tools) {
    return changed(copy -> copy.forbidden = Set.of(tools));
  }

  /** Has no {@code tasks/list}. */
  public Tasks withoutList() {
    return changed(copy -> copy.lists = false);
  }

  /** Has no {@code tasks/cancel}, which 2026-07-28 lets no server leave out. */
  public Tasks withoutCancel() {
    return changed(copy -> copy.cancels = false);
  }

  @Override
  public Behaviour fresh() {
    return new TaskEndpoint(this);
  }

  @Override
  public Behaviour afterReset(Behaviour before) {
    return ((TaskEndpoint) before).afterReset();
  }

  @Override
  public Set<String> tools() {
    return Stream.of(required, forbidden)
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  List<TaskState> states() {
    return states;
  }

  ServerRequest question() {
    return question;
  }

  Duration pollInterval() {
    return pollInterval;
  }

  Optional<Duration> lifetime() {
    return lifetime;
  }

  boolean requires(String tool) {
    return required.contains(tool);
  }

  boolean forbids(String tool) {
    return forbidden.contains(tool);
  }

  boolean hasList() {
    return lists;
  }

  boolean hasCancel() {
    return cancels;
  }
}
