package io.kopeck.platform.time;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes ids: UUIDv7 (RFC 9562), ordered by the clock's millisecond, and unguessable tokens. */
@Component
public final class Ids {

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    Ids(Clock clock) {
        this.clock = clock;
    }

    public UUID next() {
        var bits = ByteBuffer.wrap(bytes(10)); // asked for once: the source of randomness takes a lock
        long high = (clock.millis() << 16) | 0x7000L | (bits.getShort() & 0xFFFL);
        long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** 128 random bits as 32 hex digits; nothing about it can be derived from other data. */
    public String token() {
        return HexFormat.of().formatHex(bytes(16));
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
