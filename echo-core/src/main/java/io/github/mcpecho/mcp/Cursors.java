package io.github.mcpecho.mcp;

import io.github.mcpecho.internal.hashing.Hashes;
import io.github.mcpecho.internal.jsonrpc.JsonRpcException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * The cursors of one list: where its next page begins, signed, so that nothing has to be remembered
 * and none can be made up. Servers with the same key and the same list take each other's.
 */
final class Cursors {
  private static final int POSITION_BYTES = Integer.BYTES;
  private static final int SIGNATURE_BYTES = 16;

  private final byte[] key;
  private final byte[] list;

  /**
   * @param list its name, and all that is in it
   */
  Cursors(byte[] key, String list) {
    this.key = key.clone();
    this.list = Hashes.sha256(("cursor of " + list).getBytes(StandardCharsets.UTF_8));
  }

  String of(int position) {
    byte[] bytes = ByteBuffer.allocate(POSITION_BYTES).putInt(position).array();
    return Hashes.base64Url(concatenated(bytes, signature(bytes)));
  }

  /**
   * Returns the position of a cursor.
   *
   * @throws JsonRpcException with -32602 if it is not one of these
   */
  int position(String cursor) {
    byte[] bytes = decoded(cursor);
    byte[] position = Arrays.copyOf(bytes, POSITION_BYTES);
    // The last character of base64 has bits that decoding ignores, so the whole text is compared.
    String genuine = Hashes.base64Url(concatenated(position, signature(position)));
    if (!MessageDigest.isEqual(ascii(genuine), ascii(cursor))) {
      throw notIssued();
    }
    return ByteBuffer.wrap(position).getInt();
  }

  private byte[] signature(byte[] position) {
    return Arrays.copyOf(Hashes.hmacSha256(key, concatenated(list, position)), SIGNATURE_BYTES);
  }

  private static byte[] decoded(String cursor) {
    try {
      // Four characters are three bytes: a longer text is none of ours, and is not worth decoding.
      return cursor.length() > 2 * (POSITION_BYTES + SIGNATURE_BYTES)
          ? new byte[0]
          : Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw notIssued();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concatenated(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  static JsonRpcException notIssued() {
    return McpErrors.invalidParams("cursor was not issued by this server for this list");
  }
}
