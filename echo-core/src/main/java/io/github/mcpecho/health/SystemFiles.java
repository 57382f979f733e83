package io.github.mcpecho.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The small text files in which a Linux kernel or container engine describes itself. */
@FunctionalInterface
interface SystemFiles {
  /** The files of this machine; of a long one the first 256 KiB. */
  SystemFiles LIVE =
      path -> {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
          return Optional.of(new String(in.readNBytes(1 << 18), StandardCharsets.UTF_8));
        } catch (IOException | SecurityException e) {
          return Optional.empty();
        }
      };

  /** Returns the text of a file, or nothing if there is no such file or it may not be read. */
  Optional<String> read(String path);
}
