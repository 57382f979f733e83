package io.github.mcpecho.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Appends to the file of a name. One that was renamed or removed, as {@code logrotate} does, is
 * left between two messages, and a new one begun: no signal is needed. Not thread-safe.
 */
final class LogFile extends OutputStream {
  /** A look costs a call of the operating system, too much for each line of a busy server. */
  private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private OutputStream out;

  /** What the file system calls the open file; null where it has no names beside the path. */
  private Object key;

  private long lookedAt = System.nanoTime();
  private boolean betweenMessages = true;

  LogFile(Path path) throws IOException {
    this.path = path;
    open();
  }

  private void open() throws IOException {
    out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    long now = System.nanoTime();
    if (betweenMessages && now - lookedAt >= BETWEEN_LOOKS) {
      lookedAt = now;
      if (isGone()) {
        OutputStream old = out;
        open();
        old.close();
      }
    }
    betweenMessages = false;
    out.write(bytes, offset, length);
  }

  private boolean isGone() throws IOException {
    try {
      return !Objects.equals(key, Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /** The end of a message. */
  @Override
  public void flush() throws IOException {
    betweenMessages = true;
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
