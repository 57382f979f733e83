package io.github.mcpecho.internal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds tokens that no prefix gives away, but the lengths of their parts, or a mark inside. The
 * patterns are bounded, and tried only where a text gives reason to.
 */
final class TokenForms {
  /** Id, time and signature of a bot (Discord API reference, authentication). */
  private static final Pattern DISCORD =
      Pattern.compile("([MNO][\\w-]{22,26})\\.[\\w-]{6}\\.[\\w-]{27}");

  /** Path of a URL whose last segment lets anybody post (Discord API reference, webhook). */
  private static final Pattern DISCORD_WEBHOOK =
      Pattern.compile("webhooks/[0-9]{17,20}/([\\w-]{60,80})");

  private static final String WEBHOOKS = "webhooks/";

  /** What follows the id of a bot (Telegram Bot API, authorizing your bot). */
  private static final Pattern TELEGRAM_SECRET = Pattern.compile("[\\w-]{34,35}(?![\\w-])");

  private static final int TELEGRAM_SHORTEST_ID = 6;
  private static final int TELEGRAM_LONGEST_ID = 12;

  /** Personal access token since 2024 (Microsoft Purview, entity definitions). */
  private static final Pattern AZURE_DEVOPS = Pattern.compile("[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}");

  private static final String AZURE_DEVOPS_MARK = "AZDO";
  private static final int BEFORE_MARK = 76;

  private final String text;

  TokenForms(String text) {
    this.text = text;
  }

  /**
   * Asked at a letter.
   *
   * @param runEnd where the base64url characters from here end
   */
  Optional<Span> at(int letter, int runEnd) {
    char c = text.charAt(letter);
    if (c == 'A' && text.startsWith(AZURE_DEVOPS_MARK, letter)) {
      return token(AZURE_DEVOPS, letter - BEFORE_MARK).map(match -> span(match.start()));
    }
    if (c == 'w' && text.startsWith(WEBHOOKS, letter)) {
      return token(DISCORD_WEBHOOK, letter).map(match -> new Span(match.start(1), match.end()));
    }
    return (c == 'M' || c == 'N' || c == 'O') && text.startsWith(".", runEnd)
        ? token(DISCORD, letter)
            .filter(match -> isEncodedNumber(match.group(1)))
            .map(match -> span(match.start()))
        : Optional.empty();
  }

  /** Asked at the colon between the id of a bot and its secret. */
  Optional<Span> atColon(int colon) {
    int id = colon;
    while (id > 0 && colon - id < TELEGRAM_LONGEST_ID && isDigit(text.charAt(id - 1))) {
      id--;
    }
    if (colon - id < TELEGRAM_SHORTEST_ID) {
      return Optional.empty();
    }
    int start = id;
    return token(TELEGRAM_SECRET, colon + 1)
        .filter(match -> isMixed(match.group()))
        .map(match -> new Span(start, match.end()));
  }

  private Optional<Matcher> token(Pattern pattern, int from) {
    if (from < 0) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(text).region(from, text.length());
    return matcher.lookingAt() ? Optional.of(matcher) : Optional.empty();
  }

  private Span span(int from) {
    return new Span(from, TextEnds.token68End(text, from));
  }

  /** Base64 never has a single character in its last group. */
  private static boolean isEncodedNumber(String base64) {
    if (base64.length() % 4 == 1) {
      return false;
    }
    for (byte b : Base64.getUrlDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII))) {
      if (!isDigit((char) b)) {
        return false;
      }
    }
    return true;
  }

  /** Words with hyphens between them are written in one case. */
  private static boolean isMixed(String word) {
    return word.chars().anyMatch(c -> c >= 'a' && c <= 'z')
        && word.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
