package io.github.mcpecho.doctor.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up the addresses of a host, those first that clients try first. */
@FunctionalInterface
public interface Names {
  InetAddress[] addresses(String host) throws UnknownHostException;
}
