package io.github.mcpecho.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The small text files in which a Linux kernel or container engine describes itself. */
@FunctionalInterface
interface SystemFiles {
  /** Bytes that nearly all of them have less of, and bytes behind which none is read. */
  int FEW = 2_048;

  int MOST = 1 << 18;

  /** The files of this machine; of a long one the first 256 KiB. */
  SystemFiles LIVE =
      path -> {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
          byte[] text = in.readNBytes(FEW);
          if (text.length == FEW) {
            byte[] rest = in.readNBytes(MOST - FEW);
            text = Arrays.copyOf(text, FEW + rest.length);
            System.arraycopy(rest, 0, text, FEW, rest.length);
          }
          return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IOException | SecurityException e) {
          return Optional.empty();
        }
      };

  /** Returns the text of a file, or nothing if there is no such file or it may not be read. */
  Optional<String> read(String path);
}
