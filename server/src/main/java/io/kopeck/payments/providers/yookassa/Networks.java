package io.kopeck.payments.providers.yookassa;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** A set of networks in CIDR notation, of both address families. */
record Networks(List<Network> networks) {

    /** Where notifications come from (YooKassa API v3, Notifications: authenticity). */
    static final String DOCUMENTED = "185.71.76.0/27,185.71.77.0/27,77.75.153.0/25,77.75.154.128/25,"
            + "77.75.156.11,77.75.156.35,2a02:5180::/32";

    Networks {
        networks = List.copyOf(networks);
    }

    /**
     * Reads a comma-separated list; an address without a prefix length is itself alone.
     *
     * @throws IllegalArgumentException naming the malformed part
     */
    static Networks parse(String list) {
        return new Networks(Arrays.stream(list.split(",", -1)).map(String::strip).map(Network::parse).toList());
    }

    boolean contain(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** One network; {@code bits} of its address count. */
    record Network(InetAddress address, int bits) {

        static Network parse(String text) {
            int slash = text.indexOf('/');
            try {
                var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
                int width = address.getAddress().length * 8;
                int bits = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
                if (bits >= 0 && bits <= width) {
                    return new Network(address, bits);
                }
            } catch (IllegalArgumentException e) {
                // refused below, the way a prefix length out of range is
            }
            throw new IllegalArgumentException("the setting webhook_networks has no network like '" + text + "'");
        }

        boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
