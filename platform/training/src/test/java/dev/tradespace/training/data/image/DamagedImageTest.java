package dev.tradespace.training.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.training.data.io.BadDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is forgiven, what is refused with its reason, and what is too large for the memory. */
class DamagedImageTest {
    private static final Path STORED = Path.of("src/test/resources/pillow");

    private static byte[] stored(String name) throws IOException {
        return Files.readAllBytes(STORED.resolve(name));
    }

    private static ImageFile image(byte[] bytes) {
        return ImageFile.sent(bytes, "it");
    }

    private static String refusal(byte[] bytes) {
        String message = message(bytes);
        assertEquals(
                message,
                String.valueOf(assertThrows(BadDataset.class, () -> image(bytes).squares(8))
                        .getMessage()));
        assertEquals(
                message,
                String.valueOf(assertThrows(BadDataset.class, () -> image(bytes).check())
                        .getMessage()));
        return message;
    }

    private static String message(byte[] bytes) {
        return String.valueOf(
                assertThrows(BadDataset.class, () -> image(bytes).decode()).getMessage());
    }

    private static int indexOf(byte[] bytes, int marker) {
        for (int i = 0; i < bytes.length - 1; i++) {
            if ((bytes[i] & 0xFF) == 0xFF && (bytes[i + 1] & 0xFF) == marker) {
                return i;
            }
        }
        throw new AssertionError("no marker " + marker);
    }

    /** ITU-T T.81, B.1.1.2: any marker may be preceded by any number of fill bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg-420.jpg", "jpeg-progressive.jpg", "jpeg-orientation-6.jpg"})
    void takesFillBytesBeforeEveryMarkerOfTheHead(String name) throws IOException {
        byte[] plain = stored(name);
        ByteArrayOutputStream filled = new ByteArrayOutputStream();
        int scan = indexOf(plain, 0xDA);
        filled.write(plain, 0, 2);
        for (int at = 2; at < scan; ) {
            filled.writeBytes(new byte[] {-1, -1, -1});
            int length = 2 + (ByteBuffer.wrap(plain).getShort(at + 2) & 0xFFFF);
            filled.write(plain, at, length);
            at += length;
        }
        filled.writeBytes(new byte[] {-1, -1});
        filled.write(plain, scan, plain.length - scan);
        assertArrayEquals(
                image(plain).decode().values(),
                image(filled.toByteArray()).decode().values());
        assertEquals(image(plain).head(), image(filled.toByteArray()).head());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg-420.jpg", "jpeg-progressive.jpg", "jpeg-cmyk.jpg"})
    void takesAJpegThatOnlyLacksItsLastMarker(String name) throws IOException {
        byte[] plain = stored(name);
        byte[] cut = Arrays.copyOf(plain, plain.length - 2);
        assertArrayEquals(image(plain).decode().values(), image(cut).decode().values());
    }

    /** Cut between two scans: every scan that is there is whole. */
    @Test
    void refusesAProgressiveJpegWithoutItsLastScan() throws IOException {
        byte[] plain = stored("jpeg-progressive.jpg");
        int last = plain.length;
        do {
            last--;
        } while ((plain[last] & 0xFF) != 0xFF
                || ((plain[last + 1] & 0xFF) != 0xC4 && (plain[last + 1] & 0xFF) != 0xDA));
        String message = refusal(Arrays.copyOf(plain, last));
        assertTrue(message.contains("it is cut off or damaged"), message);
    }

    /** What is cut out of a tall image does not reach its end; the file is refused all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg-orientation-1.jpg", "jpeg-orientation-3.jpg", "jpeg-orientation-8.jpg"})
    void refusesAFileThatIsCutOffBehindWhatNetworksSee(String name) throws IOException {
        byte[] plain = stored(name);
        assertTrue(refusal(Arrays.copyOf(plain, plain.length - 40)).contains("cut off or damaged"));
    }

    @ParameterizedTest
    @CsvSource({
        "0xC9, arithmetic coding",
        "0xCA, arithmetic coding",
        "0xC3, lossless or hierarchical",
        "0xC5, lossless or hierarchical"
    })
    void namesTheKindOfJpegThatIsNotRead(String marker, String kind) throws IOException {
        byte[] other = stored("jpeg-420.jpg");
        other[indexOf(other, 0xC0) + 1] = (byte) (int) Integer.decode(marker);
        String message = refusal(other);
        assertTrue(message.contains(kind), message);
        assertTrue(message.contains("save it again as a baseline or progressive JPEG"), message);
    }

    @Test
    void namesAJpegOfTwelveBits() throws IOException {
        byte[] deep = stored("jpeg-420.jpg");
        deep[indexOf(deep, 0xC0) + 4] = 12;
        assertTrue(refusal(deep).contains("12 bits for each value"), () -> message(deep));
    }

    private static byte[] chunk(String type, byte[] data) {
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(StandardCharsets.US_ASCII));
        sum.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .putInt((int) sum.getValue())
                .array();
    }

    /** A PNG with something behind its head. */
    private static byte[] inserted(byte[] png, byte[] chunk) {
        int head = 33;
        return ByteBuffer.allocate(png.length + chunk.length)
                .put(png, 0, head)
                .put(chunk)
                .put(png, head, png.length - head)
                .array();
    }

    @Test
    void takesAPngWhoseTextsAndProfileAreBroken() throws IOException {
        byte[] plain = stored("png-rgb.png");
        byte[] text = inserted(plain, chunk("zTXt", new byte[] {1, 2, 3}));
        byte[] both = inserted(text, chunk("iCCP", new byte[] {9}));
        assertArrayEquals(image(plain).decode().values(), image(both).decode().values());
    }

    @Test
    void refusesAPngWhoseChecksumIsWrong() throws IOException {
        byte[] damaged = stored("png-rgb.png");
        // The last four bytes of IDAT: the data themselves are whole.
        damaged[damaged.length - 13] ^= 1;
        assertTrue(refusal(damaged).contains("a checksum at byte 33 is wrong"), () -> message(damaged));
    }

    @Test
    void refusesAPngWithAPartThatMattersAndIsUnknown() throws IOException {
        byte[] odd = inserted(stored("png-rgb.png"), chunk("CgBI", new byte[4]));
        assertTrue(refusal(odd).contains("a part called CgBI"), () -> message(odd));
    }

    /** Orientations may be whole numbers of other widths than the standard's; the last is none. */
    @ParameterizedTest
    @CsvSource({"3, 00060000, 6", "1, 06000000, 6", "4, 00000006, 6", "3, 00090000, 1"})
    void readsTheOrientationOfAPngWhateverItsType(int type, String value, int code) throws IOException {
        byte[] exif = ByteBuffer.allocate(26)
                .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) type)
                .putInt(1)
                .putInt(Integer.parseUnsignedInt(value, 16))
                .putInt(0)
                .array();
        ImageFile.Head head =
                image(inserted(stored("png-rgb.png"), chunk("eXIf", exif))).head();
        assertEquals(code == 6 ? new ImageFile.Head(34, 51) : new ImageFile.Head(51, 34), head);
    }

    private static byte[] line(int width) {
        byte[] row = new byte[1 + (width + 7) / 8];
        Deflater deflater = new Deflater();
        deflater.setInput(row);
        deflater.finish();
        byte[] packed = new byte[row.length];
        int length = deflater.deflate(packed);
        deflater.end();
        ByteBuffer head = ByteBuffer.allocate(13).putInt(width).putInt(1).put(new byte[] {1, 0, 0, 0, 0});
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        png.writeBytes(chunk("IHDR", head.array()));
        png.writeBytes(chunk("IDAT", Arrays.copyOf(packed, length)));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    /** 25,000,000 x 1: only the middle is ever kept. */
    @Test
    void readsTheMiddleOfAnAbsurdlyLongPicture() throws IOException {
        byte[] square = image(line(25_000_000)).squares(224).get(0);
        assertArrayEquals(new byte[224 * 224 * 3], square);
    }

    @Test
    void tellsTheSizeOfAPictureForWhichThereIsNotEnoughMemory() throws IOException {
        ImageSource source = ImageSource.of(line(25_000_000), Path.of("long.png"));
        ImageFile image = new ImageFile(source, new DecodingMemory(10 << 20, 1 << 20));
        NotEnoughMemory refusal = assertThrows(NotEnoughMemory.class, () -> image.squares(8));
        assertEquals(
                "long.png cannot be decoded: its 25000000x1 pixels take about 10 MB of memory, and this process may"
                        + " use 10 MB in all (java -Xmx gives it more)",
                refusal.getMessage());
        assertEquals(25_000_000, refusal.width());
        assertEquals(1, refusal.height());
        assertEquals(new ImageFile.Head(25_000_000, 1), image.head());
    }
}
