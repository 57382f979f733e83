package io.github.mcpecho.mcp;

/**
 * Makes what a request holds fit to be shown: the output of a tool ends up in the transcript of a
 * model, and the log of who knows whom. Thread-safe.
 */
public interface Redaction {
  /** Changes nothing. */
  Redaction NONE =
      new Redaction() {
        @Override
        public String text(String text) {
          return text;
        }

        @Override
        public String header(String name, String value) {
          return value;
        }
      };

  /** Shows the length and nothing else, for a server that was given no other. */
  Redaction LENGTH_ONLY =
      new Redaction() {
        @Override
        public String text(String text) {
          return "(" + text.length() + " characters)";
        }

        @Override
        public String header(String name, String value) {
          return text(value);
        }
      };

  /**
   * Returns a text of any kind with everything in it replaced that looks like a secret. A secret
   * that looks like nothing, such as a password alone, is not noticed.
   */
  String text(String text);

  /** Returns the value of a header with what is secret replaced, which its name tells as well. */
  String header(String name, String value);
}
