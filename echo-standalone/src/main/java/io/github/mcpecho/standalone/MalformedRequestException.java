package io.github.mcpecho.standalone;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;

/** A request that Jetty cannot read, and what is wrong with it. */
final class MalformedRequestException extends HttpException.RuntimeException {
  private final Malformation malformation;

  MalformedRequestException(Malformation malformation) {
    super(HttpStatus.BAD_REQUEST_400, malformation.sentence());
    this.malformation = malformation;
  }

  Malformation malformation() {
    return malformation;
  }
}
