package io.github.mcpecho.internal.jsonrpc;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects what a generator writes, which it mostly does in one piece. No byte is copied that is
 * encoded already, and the others at most twice.
 */
final class Pieces extends OutputStream {
  private final List<byte[]> pieces = new ArrayList<>(1);
  private int size;

  @Override
  public void write(int b) {
    add(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] buffer, int from, int length) {
    add(Arrays.copyOfRange(buffer, from, from + length));
  }

  /** Adds bytes that nobody changes any more. */
  void add(byte[] piece) {
    pieces.add(piece);
    size += piece.length;
  }

  byte[] joined() {
    if (pieces.size() == 1) {
      return pieces.get(0);
    }
    var joined = new byte[size];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, joined, at, piece.length);
      at += piece.length;
    }
    return joined;
  }
}
