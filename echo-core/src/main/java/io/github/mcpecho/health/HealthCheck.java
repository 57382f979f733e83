package io.github.mcpecho.health;

/**
 * Looks after one thing that a host depends on, such as a database or a queue; {@code healthProbe}
 * shows what it finds. A check named {@code Database} or {@code Redis} takes the place of the line
 * that says there is none.
 */
public interface HealthCheck {
  /** How a thing is. */
  enum Status {
    UP("✅"),
    /** It works, but not as it should. */
    WARNING("⚠️"),
    DOWN("❌");

    private final String sign;

    Status(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /**
   * What a check found.
   *
   * @param detail a few words that follow the sign, such as {@code Connected}; it is shown to
   *     clients, with everything that looks like a secret replaced
   */
  record Result(Status status, String detail) {
    public static Result up(String detail) {
      return new Result(Status.UP, detail);
    }

    public static Result warning(String detail) {
      return new Result(Status.WARNING, detail);
    }

    public static Result down(String detail) {
      return new Result(Status.DOWN, detail);
    }
  }

  /** Returns the name that the line starts with. */
  String name();

  /**
   * Looks. Runs on a thread of its own, never twice at a time; a caller waits for a bounded time
   * only, so a check may be slow without harm, and is then reported as such.
   *
   * @throws Exception if the thing is down; its type is shown, its message only logged, with
   *     everything that looks like a secret replaced
   */
  Result check() throws Exception;
}
