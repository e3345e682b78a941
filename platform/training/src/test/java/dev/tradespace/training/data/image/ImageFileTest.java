package dev.tradespace.training.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.training.data.io.BadDataset;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
    @TempDir
    private Path folder;

    private Path write(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("image." + format);
        assertTrue(ImageIO.write(image, format, file.toFile()), "no writer of " + format);
        return file;
    }

    private static List<Integer> pixel(Pixels image, int x, int y) {
        List<Integer> values = new ArrayList<>();
        for (int channel = 0; channel < image.channels(); channel++) {
            values.add(image.values()[(y * image.width() + x) * image.channels() + channel] & 0xFF);
        }
        return values;
    }

    private static BufferedImage picture(int type) {
        BufferedImage image = new BufferedImage(9, 5, type);
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 9; x++) {
                image.setRGB(x, y, new Color(28 * x, 60 * y, 200 - 20 * x).getRGB());
            }
        }
        return image;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void keepsTheColoursOfAFormatWithoutLoss(String format) throws IOException {
        Pixels image = new ImageFile(write(picture(BufferedImage.TYPE_INT_RGB), format)).decode();
        assertEquals(9, image.width());
        assertEquals(5, image.height());
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 9; x++) {
                assertEquals(List.of(28 * x, 60 * y, 200 - 20 * x), pixel(image, x, y));
            }
        }
    }

    @Test
    void readsAJpegNearly() throws IOException {
        BufferedImage plain = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            plain.setRGB(i % 16, i / 16, new Color(200, 90, 30).getRGB());
        }
        List<Integer> pixel = pixel(new ImageFile(write(plain, "jpg")).decode(), 8, 8);
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(List.of(200, 90, 30).get(channel), pixel.get(channel), 3);
        }
    }

    /** Java's own conversion would make 64 from linear grey 0.25 brighter than it is. */
    @Test
    void keepsGreyAsItIs() throws IOException {
        BufferedImage grey = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 64, 128, 192, 254, 255});
        for (String format : List.of("png", "bmp")) {
            Pixels image = new ImageFile(write(grey, format)).decode();
            assertEquals(1, image.channels(), format);
            assertArrayEquals(new byte[] {0, 64, (byte) 128, (byte) 192, (byte) 254, (byte) 255}, image.values());
        }
    }

    @Test
    void takesTheHighByteOfSixteenBits() throws IOException {
        BufferedImage deep = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 256 * 100 + 250, 65535});
        assertArrayEquals(
                new byte[] {0, 100, (byte) 255},
                new ImageFile(write(deep, "png")).decode().values());
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 1, 1, 3, null);
        raster.setPixel(0, 0, new int[] {257 * 10, 257 * 20, 256 * 30 + 250});
        Pixels colour = new ImageFile(write(new BufferedImage(model, raster, false, null), "png")).decode();
        assertEquals(List.of(10, 20, 30), pixel(colour, 0, 0));
    }

    @Test
    void laysWhatIsTransparentOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00_000000);
        image.setRGB(1, 0, 0x80_FF0000);
        image.setRGB(2, 0, 0xFF_0A141E);
        Pixels decoded = new ImageFile(write(image, "png")).decode();
        assertEquals(List.of(255, 255, 255), pixel(decoded, 0, 0));
        assertEquals(List.of(255, 127, 127), pixel(decoded, 1, 0));
        assertEquals(List.of(10, 20, 30), pixel(decoded, 2, 0));
    }

    @Test
    void readsPalettesWithAndWithoutTransparency() throws IOException {
        byte[] red = {(byte) 255, 0, 10, 0};
        byte[] green = {0, (byte) 255, 20, 0};
        byte[] blue = {0, 0, 30, 0};
        byte[] alpha = {(byte) 255, (byte) 255, (byte) 255, 0};
        for (IndexColorModel palette : List.of(
                new IndexColorModel(2, 4, red, green, blue), new IndexColorModel(8, 4, red, green, blue, alpha))) {
            BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
            image.getRaster().setPixels(0, 0, 4, 1, new int[] {0, 1, 2, 3});
            Pixels decoded = new ImageFile(write(image, "png")).decode();
            assertEquals(List.of(255, 0, 0), pixel(decoded, 0, 0));
            assertEquals(List.of(10, 20, 30), pixel(decoded, 2, 0));
            int last = palette.hasAlpha() ? 255 : 0;
            assertEquals(List.of(last, last, last), pixel(decoded, 3, 0));
        }
    }

    @Test
    void readsBlackAndWhite() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(1, 0, 0xFFFFFF);
        assertArrayEquals(
                new byte[] {0, (byte) 255},
                new ImageFile(write(image, "png")).decode().values());
    }

    /** Four bands as printers want them; an Adobe marker says that they are inverted. */
    @Test
    void readsCmykJpegs() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int i = 0; i < 256; i++) {
            // No cyan, full magenta and yellow, no black, inverted: red.
            raster.setPixel(i % 16, i / 16, new int[] {255, 0, 0, 255});
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        Path file = Files.write(folder.resolve("cmyk.jpg"), inserted(bytes.toByteArray(), adobe));
        Pixels image = new ImageFile(file).decode();
        List<Integer> pixel = pixel(image, 8, 8);
        assertEquals(3, image.channels());
        assertTrue(pixel.get(0) > 200 && pixel.get(1) < 60 && pixel.get(2) < 60, pixel::toString);
    }

    /** A JPEG with a segment behind its first two bytes. */
    private static byte[] inserted(byte[] jpeg, byte[] segment) {
        ByteBuffer bytes = ByteBuffer.allocate(jpeg.length + segment.length);
        bytes.put(jpeg, 0, 2).put(segment).put(jpeg, 2, jpeg.length - 2);
        return bytes.array();
    }

    /** Where the upper left corner of the stored image is seen for each orientation. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,1,0", "3,1,1", "4,0,1", "5,0,0", "6,1,0", "7,1,1", "8,0,1"})
    void turnsAsTheCameraWasHeld(int code, int right, int low) throws IOException {
        BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, 0xFFFFFF);
        }
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) code,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] jpeg = Files.readAllBytes(write(image, "jpg"));
        Path file = Files.write(folder.resolve("turned.jpg"), inserted(jpeg, exif));
        Pixels decoded = new ImageFile(file).decode();
        assertEquals(code >= 5 ? 32 : 48, decoded.width());
        assertEquals(code >= 5 ? 48 : 32, decoded.height());
        assertEquals(new ImageFile.Head(decoded.width(), decoded.height()), new ImageFile(file).head());
        assertArrayEquals(
                decoded.values(),
                ImageFile.sent(Files.readAllBytes(file), "it").decode().values());
        int x = right == 1 ? decoded.width() - 3 : 2;
        int y = low == 1 ? decoded.height() - 3 : 2;
        assertTrue(pixel(decoded, x, y).get(0) > 200, () -> "orientation " + code);
        assertTrue(pixel(decoded, decoded.width() - 1 - x, y).get(0) < 50, () -> "orientation " + code);
        assertTrue(pixel(decoded, x, decoded.height() - 1 - y).get(0) < 50, () -> "orientation " + code);
    }

    private static String refusal(Path file) {
        BadDataset refusal = assertThrows(BadDataset.class, () -> new ImageFile(file).decode());
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith(file + " cannot be used: "), message);
        assertEquals(file.toString(), refusal.problems().get(0).path());
        return message;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp"})
    void refusesATruncatedImage(String format) throws IOException {
        BufferedImage image = new BufferedImage(100, 80, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 8000; i++) {
            image.setRGB(i % 100, i / 100, i * 2_654_435);
        }
        byte[] whole = Files.readAllBytes(write(image, format));
        for (double share : new double[] {0.02, 0.1, 0.5, 0.9}) {
            Path file = folder.resolve("cut-" + share + "." + format);
            Files.write(file, Arrays.copyOf(whole, Math.max(16, (int) (whole.length * share))));
            String message = refusal(file);
            assertTrue(message.contains("it is cut off or damaged"), message);
        }
    }

    @Test
    void refusesADamagedImage() throws IOException {
        byte[] bytes = Files.readAllBytes(write(picture(BufferedImage.TYPE_INT_RGB), "png"));
        for (int i = 50; i < bytes.length - 20; i++) {
            bytes[i] ^= 0x5A;
        }
        assertTrue(refusal(Files.write(folder.resolve("damaged.png"), bytes)).contains("damaged"));
    }

    @Test
    void refusesAbsurdSizesBeforeDecoding() throws IOException {
        byte[] bytes = Files.readAllBytes(write(picture(BufferedImage.TYPE_INT_RGB), "png"));
        // Width and height of a PNG stand at 16 and 20.
        ByteBuffer.wrap(bytes).putInt(16, 100_000).putInt(20, 100_000);
        String message = refusal(Files.write(folder.resolve("huge.png"), bytes));
        assertTrue(message.contains("1 to 268435456 pixels, was 100000x100000"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "GIF89a123456, a GIF image",
        "RIFF1234WEBP, a WebP image",
        "II*123456789, a TIFF image",
        "1234ftypheic, a HEIC or AVIF image",
        "hello, no image",
        "'', empty"
    })
    void namesWhatIsNoImageItCanRead(String head, String name) throws IOException {
        Path file = Files.write(folder.resolve("other.jpg"), head.getBytes(StandardCharsets.ISO_8859_1));
        String message = refusal(file);
        assertTrue(message.contains("it is " + name), message);
        assertTrue(message.endsWith("images must be PNG, JPEG or BMP"), message);
    }

    @Test
    void looksAtTheContentAndNotAtTheName() throws IOException {
        Path file = write(picture(BufferedImage.TYPE_INT_RGB), "png");
        assertEquals(
                9,
                new ImageFile(Files.move(file, folder.resolve("really-a-png.jpg")))
                        .decode()
                        .width());
    }
}
