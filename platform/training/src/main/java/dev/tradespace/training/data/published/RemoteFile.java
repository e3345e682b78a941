package dev.tradespace.training.data.published;

/**
 * A file that can be fetched.
 *
 * @param name as in its official place and on the disk
 * @param bytes how long it is
 * @param sha256 its sum, 64 hexadecimal digits
 */
public record RemoteFile(String name, long bytes, String sha256) {}
