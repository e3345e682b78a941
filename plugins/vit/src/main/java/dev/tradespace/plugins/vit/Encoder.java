package dev.tradespace.plugins.vit;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.StridedSlice.Range;

/**
 * A network that reads an image as {@code T = (resolution / patch)^2} tokens.
 *
 * <pre>
 * embed     patches projected to tokens; class token in front; position embedding   z0 = [class; xE] + Epos    (1)
 * block i   z'  = attention(norm(z)) + z                                                                       (2)
 *           z'' = mlp(norm(z')) + z'                                                                           (3)
 * head      y   = norm(z)[class], dense                                                                        (4)
 * </pre>
 *
 * @shape {@code [3, resolution, resolution]} to {@code [T (+ 1), width]} to {@code [classes]}
 * @source Dosovitskiy et al. 2021, equations 1 to 4 and table 1
 * @param depth number of blocks
 * @param width the size of a token, a multiple of {@code heads}
 * @param heads attention heads
 * @param patch side of a patch in pixels, a divisor of the resolution
 * @param mlpRatio the hidden size of the MLP over the width
 * @param pooling what of the last tokens is classified
 * @param dropout the rate after the embedding, the attention and each layer of the MLP; 0 for none
 */
record Encoder(int depth, int width, int heads, int patch, double mlpRatio, Pooling pooling, double dropout) {
    /** What of the last tokens is classified. */
    enum Pooling {
        /** A learned token that stands before the patches. */
        TOKEN,
        /** The mean of all patches; there is no class token (Zhai et al. 2022, section 3.5). */
        MEAN
    }

    Architecture build(int resolution, int classes) {
        Flow x = Flow.input(Shape.of(3, resolution, resolution)).in("embed", this::embed);
        for (int i = 1; i <= depth; i++) {
            x = x.in("block" + i, this::block);
        }
        return x.in("head", y -> pool(y.layerNorm()).dense(classes)).architecture();
    }

    private Flow embed(Flow image) {
        Flow patches = image.biasedConv(width, kernel(patch).stride(patch)).patchTokens();
        Flow tokens = pooling == Pooling.TOKEN ? patches.classToken() : patches;
        return dropout(tokens.positionEmbedding());
    }

    private Flow block(Flow z) {
        Flow attended =
                z.in("attention", y -> dropout(y.layerNorm().attention(heads)).add(z));
        return attended.in("mlp", y -> mlp(y.layerNorm()).add(attended));
    }

    private Flow mlp(Flow tokens) {
        int hidden = (int) Math.round(mlpRatio * width);
        return dropout(dropout(tokens.dense(hidden).activation(Function.GELU)).dense(width));
    }

    private Flow pool(Flow tokens) {
        return (pooling == Pooling.TOKEN ? tokens.slice(Range.of(0, 1), Range.ALL) : tokens.globalAveragePool())
                .flatten();
    }

    private Flow dropout(Flow x) {
        return dropout == 0 ? x : x.dropout(dropout);
    }
}
