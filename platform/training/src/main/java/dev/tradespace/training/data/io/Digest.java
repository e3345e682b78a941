package dev.tradespace.training.data.io;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests and how they are written. */
public final class Digest {
    /** As many digits as an architecture's digest has. */
    private static final int NAME_DIGITS = 32;

    private Digest() {}

    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** Only to compare with sums that others publish. */
    public static MessageDigest md5() {
        return digest("MD5");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has " + algorithm, impossible);
        }
    }

    /** The whole digest in hexadecimal. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The part of a digest by which datasets are named. */
    public static String name(MessageDigest digest) {
        return hex(digest).substring(0, NAME_DIGITS);
    }

    /** Numbers as bytes, big endian. */
    public static byte[] bytes(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        bytes.asIntBuffer().put(numbers);
        return bytes.array();
    }
}
