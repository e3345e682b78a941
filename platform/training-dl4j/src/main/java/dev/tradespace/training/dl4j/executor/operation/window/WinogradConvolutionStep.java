package dev.tradespace.training.dl4j.executor.operation.window;

import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.SmallProduct;
import dev.tradespace.training.dl4j.executor.kernel.SmallProduct.Matrix;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import dev.tradespace.training.dl4j.vector.WinogradKernels;
import dev.tradespace.training.dl4j.vector.WinogradTiles;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A 3x3 convolution of stride 1 by Winograd's minimal filtering, 16 multiplications for 36: some images at a time, so
 * that all of it stays in the processor's second cache. The input's gradient is the same with the kernel turned round;
 * the kernel's is that of the transforms and products, transposed.
 *
 * <p>With OpenBLAS's small products for AVX-512 it took 0.77 to 0.95 of the native forward pass's time and 0.8 of the
 * backward pass's on ResNet-20's maps, most of the gain with many channels. Not measured on narrower vectors, so not
 * used there.
 *
 * @shape {@code [batch, H, W, in]} to {@code [batch, H', W', out]}; kernel {@code [3, 3, in, out]}
 */
public final class WinogradConvolutionStep implements OperationStep {
    private static final int SIZE = 3;
    /** Lanes of AVX-512. */
    private static final int WIDE_VECTOR = 16;
    /** Elements of a plane, or the tiles of one image: sixteen planes are a quarter of a mebibyte then. */
    private static final int PLANE = 4096;
    /** Beyond it a product is not small any more. */
    private static final int MOST_CHANNELS = 128;

    private final LayerContext context;
    private final Padding.Explicit pads;
    private final INDArray kernel;
    private final BiasAdd bias;
    private final RunnableSequence forward;

    public WinogradConvolutionStep(LayerContext context, Convolution op) {
        this.context = context;
        this.kernel = context.parameter("weight");
        Shape in = context.layer().inputShapes().get(0);
        this.pads = op.window().resolve(in.height(), in.width());
        INDArray y = context.looseOutput();
        this.bias = new BiasAdd(context, op.bias(), y);
        this.forward = new RunnableSequence()
                .add(new Filter(context.input(0), kernel, y, pads.top(), pads.left(), context::scratch, context::own))
                .add(bias.forward());
    }

    /** Whether it can compute a convolution, and faster than the others. */
    public static boolean serves(Convolution op, Shape in, Shape out) {
        Window window = op.window();
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        return WinogradTiles.lanes() >= WIDE_VECTOR
                && op.groups() == 1
                && window.kernelHeight() == SIZE
                && window.kernelWidth() == SIZE
                && window.spanHeight() == SIZE
                && window.spanWidth() == SIZE
                && ConvolutionInputGradient.serves(window, pads)
                && isServed(in)
                && isServed(out);
    }

    private static boolean isServed(Shape map) {
        return map.height() % 2 == 0
                && map.width() % 2 == 0
                && map.channels() % WinogradTiles.lanes() == 0
                && map.channels() <= MOST_CHANNELS;
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray dy = adjoint.output();
        RunnableSequence steps = new RunnableSequence().add(bias.backward(dy)).add(new KernelSums(adjoint));
        if (adjoint.wants(0)) {
            INDArray turned = adjoint.scratch(SIZE, SIZE, kernel.size(3), kernel.size(2));
            steps.add(ConvolutionInputGradient.dense(kernel, turned))
                    .add(new Filter(
                            dy,
                            turned,
                            adjoint.input(0),
                            SIZE - 1 - pads.top(),
                            SIZE - 1 - pads.left(),
                            adjoint::scratch,
                            context::own));
        }
        return steps;
    }

    private static int size(INDArray array, int axis) {
        return Math.toIntExact(array.size(axis));
    }

    /** How many images at once: they divide the batch. */
    private static int together(int batch, int elements) {
        int images = Math.max(1, Math.min(batch, PLANE / elements));
        while (batch % images != 0) {
            images--;
        }
        return images;
    }

    private static INDArray planes(int elements, Function<long[], INDArray> memory) {
        return memory.apply(new long[] {(long) WinogradTiles.PLANES * WinogradTiles.plane(elements)});
    }

    /** Some images with zeros around them. */
    private static final class Frame {
        private final ByteBuffer map;
        private final ByteBuffer framed;
        private final int images;
        private final int rows;
        private final int row;
        private final int framedRow;
        private final int framedImage;
        private final int begin;

        Frame(INDArray map, int images, int height, int width, int top, int left, Function<long[], INDArray> memory) {
            int channels = size(map, 3);
            this.map = Floats.bytes(map);
            this.framed = Floats.bytes(memory.apply(new long[] {images, height, width, channels}));
            this.images = images;
            this.rows = size(map, 1);
            this.row = size(map, 2) * channels * Float.BYTES;
            this.framedRow = width * channels * Float.BYTES;
            this.framedImage = height * framedRow;
            this.begin = top * framedRow + left * channels * Float.BYTES;
        }

        ByteBuffer of(int first) {
            for (int i = 0; i < images * rows; i++) {
                framed.put(begin + i / rows * framedImage + i % rows * framedRow, map, (first * rows + i) * row, row);
            }
            return framed;
        }
    }

    /** The convolution. */
    private static final class Filter implements Runnable {
        private final int batch;
        private final int images;
        private final Frame frame;
        private final WinogradTiles read;
        private final WinogradTiles written;
        private final WinogradKernels kernels;
        private final ByteBuffer weights;
        private final ByteBuffer weightPlanes;
        private final ByteBuffer planes;
        private final ByteBuffer productPlanes;
        private final ByteBuffer y;
        private final SmallProduct product;
        private final int plane;
        private final int kernelPlane;
        private final int productPlane;

        Filter(
                INDArray x,
                INDArray kernel,
                INDArray y,
                int top,
                int left,
                Function<long[], INDArray> scratch,
                Function<long[], INDArray> own) {
            int height = size(y, 1);
            int width = size(y, 2);
            int in = size(kernel, 2);
            int out = size(kernel, 3);
            batch = size(x, 0);
            images = together(batch, height * width / 4 * Math.max(in, out));
            frame = new Frame(x, images, height + 2, width + 2, top, left, own);
            read = new WinogradTiles(images, height, width, in);
            written = new WinogradTiles(images, height, width, out);
            kernels = new WinogradKernels(in, out);
            INDArray v = planes(read.tiles() * in, scratch);
            INDArray u = planes(in * out, scratch);
            INDArray m = planes(read.tiles() * out, scratch);
            weights = Floats.bytes(kernel);
            weightPlanes = Floats.bytes(u);
            planes = Floats.bytes(v);
            productPlanes = Floats.bytes(m);
            this.y = Floats.bytes(y);
            product =
                    new SmallProduct(read.tiles(), out, in, 1, Matrix.of(v, in), Matrix.of(u, out), Matrix.of(m, out));
            plane = WinogradTiles.plane(read.tiles() * in);
            kernelPlane = WinogradTiles.plane(in * out);
            productPlane = WinogradTiles.plane(read.tiles() * out);
        }

        @Override
        public void run() {
            kernels.transform(weights, weightPlanes);
            for (int first = 0; first < batch; first += images) {
                read.read(frame.of(first), planes);
                for (int i = 0; i < WinogradTiles.PLANES; i++) {
                    product.run((long) i * plane, (long) i * kernelPlane, (long) i * productPlane);
                }
                written.write(productPlanes, y, first);
            }
        }
    }

    /** The kernel's gradient. */
    private final class KernelSums implements Runnable {
        private final int images;
        private final Frame frame;
        private final WinogradTiles read;
        private final WinogradTiles written;
        private final WinogradKernels kernels;
        private final ByteBuffer planes;
        private final ByteBuffer dy;
        private final ByteBuffer gradientPlanes;
        private final ByteBuffer sumPlanes;
        private final ByteBuffer gradient;
        private final SmallProduct first;
        private final SmallProduct more;
        private final int plane;
        private final int gradientPlane;
        private final int sumPlane;

        KernelSums(Adjoint adjoint) {
            int height = size(adjoint.output(), 1);
            int width = size(adjoint.output(), 2);
            int in = size(kernel, 2);
            int out = size(kernel, 3);
            images = together(context.batch(), height * width / 4 * Math.max(in, out));
            frame = new Frame(context.input(0), images, height + 2, width + 2, pads.top(), pads.left(), context::own);
            read = new WinogradTiles(images, height, width, in);
            written = new WinogradTiles(images, height, width, out);
            kernels = new WinogradKernels(in, out);
            INDArray v = planes(read.tiles() * in, adjoint::scratch);
            INDArray m = planes(read.tiles() * out, adjoint::scratch);
            INDArray u = planes(in * out, adjoint::scratch);
            planes = Floats.bytes(v);
            gradientPlanes = Floats.bytes(m);
            sumPlanes = Floats.bytes(u);
            dy = Floats.bytes(adjoint.output());
            gradient = Floats.bytes(context.gradient("weight"));
            first = new SmallProduct(
                    in, out, read.tiles(), 1, Matrix.of(v, in).turned(), Matrix.of(m, out), Matrix.of(u, out));
            more = first.added();
            plane = WinogradTiles.plane(read.tiles() * in);
            gradientPlane = WinogradTiles.plane(read.tiles() * out);
            sumPlane = WinogradTiles.plane(in * out);
        }

        @Override
        public void run() {
            for (int image = 0; image < context.batch(); image += images) {
                SmallProduct product = image == 0 ? first : more;
                read.read(frame.of(image), planes);
                written.readGradient(dy, image, gradientPlanes);
                for (int i = 0; i < WinogradTiles.PLANES; i++) {
                    product.run((long) i * plane, (long) i * gradientPlane, (long) i * sumPlane);
                }
            }
            kernels.gradient(sumPlanes, gradient);
        }
    }
}
