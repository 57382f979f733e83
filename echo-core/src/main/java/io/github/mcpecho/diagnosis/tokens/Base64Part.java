package io.github.mcpecho.diagnosis.tokens;

import io.github.mcpecho.internal.hashing.Hashes;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One part of a compact token, decoded as leniently as can be without guessing.
 *
 * @param bytes what it holds, empty if it is damaged
 * @param flaws what a strict decoder would refuse (RFC 7515 §2: base64url, no padding; RFC 4648
 *     §3.5: several spellings of the same bytes)
 * @param damage why it cannot be decoded, empty if it can
 */
record Base64Part(Optional<byte[]> bytes, Set<Flaw> flaws, String damage) {
  enum Flaw {
    PADDING("padding (=)"),
    STANDARD_ALPHABET("+ or / of ordinary base64"),
    WHITE_SPACE("white space"),
    UNUSED_BITS("a last character with bits that belong to no byte");

    private final String inWords;

    Flaw(String inWords) {
      this.inWords = inWords;
    }

    String inWords() {
      return inWords;
    }
  }

  static Base64Part decode(String part) {
    var flaws = EnumSet.noneOf(Flaw.class);
    int padding = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        flaws.add(Flaw.WHITE_SPACE);
      } else if (c == '=') {
        flaws.add(Flaw.PADDING);
        padding++;
      } else if (padding > 0 || !isAlphabet(c)) {
        return damaged(flaws, "character " + (i + 1) + " is not base64url");
      } else if (c == '+' || c == '/') {
        flaws.add(Flaw.STANDARD_ALPHABET);
      }
    }
    String clean = flaws.isEmpty() ? part : cleaned(part);
    if (padding > 2) {
      return damaged(flaws, "it ends in more than two \"=\"");
    }
    if (clean.length() % 4 == 1) {
      return damaged(flaws, "it ends in the middle of a byte, so something was cut off");
    }
    byte[] bytes = Base64.getUrlDecoder().decode(clean);
    if (clean.length() % 4 > 0 && !clean.endsWith(Hashes.base64Url(lastOf(bytes)))) {
      flaws.add(Flaw.UNUSED_BITS);
    }
    return new Base64Part(Optional.of(bytes), flaws, "");
  }

  private static String cleaned(String part) {
    return part.replaceAll("[ \t\r\n=]", "").replace('+', '-').replace('/', '_');
  }

  /** The bytes of the last character, which stand in a group of three, or what is left of one. */
  private static byte[] lastOf(byte[] bytes) {
    return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 1) / 3 * 3, bytes.length);
  }

  private static Base64Part damaged(Set<Flaw> flaws, String why) {
    return new Base64Part(Optional.empty(), flaws, why);
  }

  private static boolean isAlphabet(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '+'
        || c == '/';
  }
}
