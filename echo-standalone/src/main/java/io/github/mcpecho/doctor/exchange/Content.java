package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * A body without the coding that its head says it is in (RFC 9110 §8.4).
 *
 * @param bytes as they are meant; as they came where {@code unreadable} says why
 * @param unreadable why nobody can read it
 */
record Content(byte[] bytes, Optional<String> unreadable) {
  /** Decodes a body, to no more than so many bytes. */
  static Content of(Headers headers, byte[] body, int most) {
    List<String> codings =
        headers.all("Content-Encoding").stream()
            .flatMap(line -> List.of(line.split(",")).stream())
            .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
            .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
            .toList();
    if (codings.isEmpty()) {
      return isGzip(body)
          ? unreadable(body, "it is compressed with gzip, and no Content-Encoding says so")
          : isUtf16(body)
              ? unreadable(body, "it is in UTF-16, and JSON is in UTF-8")
              : new Content(body, Optional.empty());
    }
    String said = "Content-Encoding: " + String.join(", ", codings);
    try {
      Content content =
          switch (codings.size() > 1 ? "" : codings.get(0)) {
            case "gzip", "x-gzip" ->
                decoded(new GZIPInputStream(new ByteArrayInputStream(body)), most);
            case "deflate" ->
                decoded(new InflaterInputStream(new ByteArrayInputStream(body)), most);
            default -> unreadable(body, said + ", which nobody asked for");
          };
      return content.unreadable().isEmpty() && isGzip(content.bytes())
          ? unreadable(body, said + ", and what is in it is compressed with gzip again")
          : content;
    } catch (IOException e) {
      return body.length == 0
          ? new Content(body, Optional.empty())
          : unreadable(body, said + ", and it is not in that coding");
    }
  }

  /** What is cut off is read as far as it came. */
  private static Content decoded(InputStream in, int most) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (in) {
      byte[] some = new byte[8 * 1024];
      int length = in.read(some);
      while (length > 0 && bytes.size() < most) {
        bytes.write(some, 0, Math.min(length, most - bytes.size()));
        length = in.read(some);
      }
    } catch (EOFException e) {
      // The answer says by itself that it was cut.
    }
    return new Content(bytes.toByteArray(), Optional.empty());
  }

  private static Content unreadable(byte[] body, String why) {
    return new Content(body, Optional.of(why));
  }

  /** By the byte order mark, in either order (RFC 2781 §3.2). */
  private static boolean isUtf16(byte[] body) {
    int mark = body.length < 2 ? 0 : (body[0] & 0xFF) << 8 | body[1] & 0xFF;
    return mark == 0xFEFF || mark == 0xFFFE;
  }

  /** RFC 1952 §2.3.1. */
  private static boolean isGzip(byte[] body) {
    return body.length > 2 && body[0] == 0x1F && (body[1] & 0xFF) == 0x8B;
  }
}
