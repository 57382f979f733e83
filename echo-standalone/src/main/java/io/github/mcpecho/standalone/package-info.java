/**
 * The server as a program and as an object of a test: {@link
 * io.github.mcpecho.standalone.EchoHttpServer} on embedded Jetty.
 */
@NullMarked
package io.github.mcpecho.standalone;

import org.jspecify.annotations.NullMarked;
