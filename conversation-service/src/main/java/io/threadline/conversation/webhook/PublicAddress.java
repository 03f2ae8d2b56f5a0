package io.threadline.conversation.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Tells addresses of the public internet from those that reach into a network: loopback, private
 * (RFC 1918, RFC 4193), link-local, shared (RFC 6598), benchmarking, documentation, multicast and
 * reserved ones, and IPv6 forms that carry an IPv4 address.
 */
final class PublicAddress {
  private PublicAddress() {}

  static boolean is(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
  }

  private static boolean isPublic4(byte[] bytes) {
    int a = bytes[0] & 0xff;
    int b = bytes[1] & 0xff;
    int c = bytes[2] & 0xff;
    boolean documentation =
        a == 192 && b == 0 && (c == 0 || c == 2)
            || a == 198 && b == 51 && c == 100
            || a == 203 && b == 0 && c == 113;
    boolean shared = a == 100 && b >= 64 && b < 128;
    boolean benchmarking = a == 198 && (b == 18 || b == 19);
    return a != 0 && a < 224 && !documentation && !shared && !benchmarking;
  }

  /** Global unicast (2000::/3) without documentation, Teredo and 6to4. */
  private static boolean isPublic6(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    boolean global = (first & 0xe000) == 0x2000;
    boolean special = first == 0x2002 || first == 0x2001 && (second == 0x0db8 || second < 0x0200);
    return global && !special;
  }
}
