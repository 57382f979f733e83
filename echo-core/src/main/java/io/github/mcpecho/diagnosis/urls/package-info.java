/**
 * The URL by which the outside reaches this server, the address the request came from, and what
 * proxies say about both.
 */
@NullMarked
package io.github.mcpecho.diagnosis.urls;

import org.jspecify.annotations.NullMarked;
