package io.github.mcpecho.standalone;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hears SIGTERM, and others, in place of the JVM, which would run its shutdown hooks and be deaf to
 * a second one. A JVM without {@code sun.misc.Signal}, or with {@code -Xrs}, ends at the first as
 * ever. Through reflection, since the compiler warns of every use of that class.
 */
public final class StopSignal {
  /** What a shell reports of a process that a signal ended, beside the number of the signal. */
  private static final int BY_SIGNAL = 128;

  private final AtomicInteger received = new AtomicInteger();

  private StopSignal() {}

  /**
   * Runs this at the first signal, on a thread of its own; the second one ends the process.
   *
   * @param names such as {@code TERM}
   */
  public static StopSignal handledBy(Runnable action, String... names) {
    var signal = new StopSignal();
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  int number = (int) type.getMethod("getNumber").invoke(arguments[0]);
                  signal.receive(number, action);
                }
                return null;
              });
      for (String name : names) {
        type.getMethod("handle", type, handlerType)
            .invoke(null, type.getConstructor(String.class).newInstance(name), handler);
      }
    } catch (ReflectiveOperationException e) {
      // The JVM keeps the signal to itself.
    }
    return signal;
  }

  /** Returns the status to end with: 128 and the number of the signal, 0 if there was none. */
  public int status() {
    int number = received.get();
    return number == 0 ? 0 : BY_SIGNAL + number;
  }

  private void receive(int number, Runnable action) {
    if (received.getAndSet(number) != 0) {
      Runtime.getRuntime().halt(BY_SIGNAL + number);
    }
    action.run();
  }
}
