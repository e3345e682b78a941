package dev.tradespace.training.data.image;

import dev.tradespace.training.data.image.SplicedInput.Part;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A JPEG file, baseline or progressive: grey, colour, or four inks. Its decoder is given a head that is written anew,
 * without fill bytes and without what it does not need, and the scans as they are.
 */
final class JpegImage implements EncodedImage {
    private static final String FORMAT = "jpeg";

    private final ImageSource source;
    private final JpegHead head;

    private JpegImage(ImageSource source, JpegHead head) {
        this.source = source;
        this.head = head;
    }

    static JpegImage of(ImageSource source) throws IOException {
        try (ImageInputStream in = source.open()) {
            return new JpegImage(source, JpegHead.read(in, source));
        }
    }

    @Override
    public int width() {
        return head.width();
    }

    @Override
    public int height() {
        return head.height();
    }

    @Override
    public ExifOrientation orientation() {
        return head.orientation();
    }

    @Override
    public long decoderBytes() {
        // Its own memory is not Java's.
        return (long) head.components() * width();
    }

    @Override
    public Pixels read(Rectangle part) throws IOException {
        DecodedRegion decoder = new DecodedRegion();
        Pixels pixels;
        try (ImageInputStream in = decoded()) {
            pixels = head.colours().isInks()
                    ? Cmyk.pixels(decoder.raster(FORMAT, in, part), head.colours() == JpegHead.Colours.YCCK)
                    : ImageSamples.of(decoder.image(FORMAT, in, part), source);
        }
        for (String warning : decoder.warnings()) {
            // Java's reader fills what is missing with grey and only warns.
            if (warning.startsWith("Corrupt")) {
                throw source.damaged(warning);
            }
            if (warning.startsWith("Truncated") || warning.startsWith("Premature")) {
                requireAllScans();
            }
        }
        return pixels;
    }

    private ImageInputStream decoded() throws IOException {
        ImageInputStream whole = source.open();
        return new SplicedInput(
                whole, head.forDecoder(), List.of(new Part(head.scansAt(), Long.MAX_VALUE - head.scansAt())));
    }

    /** A file that only lacks its last marker has all that is needed. */
    private void requireAllScans() throws IOException {
        try (InputStream bytes = source.stream();
                ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
            if (!new JpegScans(in).areComplete(head)) {
                throw source.damaged("the file ends before its last scan");
            }
        }
    }
}
