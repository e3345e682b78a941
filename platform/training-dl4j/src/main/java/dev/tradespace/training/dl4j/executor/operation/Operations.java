package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.ChannelPad;
import dev.tradespace.api.op.ClassToken;
import dev.tradespace.api.op.Concat;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Flatten;
import dev.tradespace.api.op.GlobalPool;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.LocalResponseNorm;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Multiply;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.PatchTokens;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.PositionEmbedding;
import dev.tradespace.api.op.Reshape;
import dev.tradespace.api.op.Softmax;
import dev.tradespace.api.op.StochasticDepth;
import dev.tradespace.api.op.StridedSlice;
import dev.tradespace.api.op.Transpose;
import dev.tradespace.api.op.Window;

/**
 * Which class runs which operation: a new one is a file and a line here.
 *
 * @param site the place of the layer that is to be laid out
 */
public record Operations(Site site) implements Op.Cases<Operation> {
    @Override
    public Operation input(Input op) {
        return new Images(site);
    }

    @Override
    public Operation convolution(Convolution op) {
        Window window = op.window();
        boolean depthwise = op.groups() == site.layer().inputShapes().get(0).channels();
        if (window.dilationHeight() > 1 || window.dilationWidth() > 1 || op.groups() > 1 && !depthwise) {
            return new EmbeddedConvolution(site, op);
        }
        if (op.groups() > 1) {
            return new DepthwiseConvolution(site, op);
        }
        if (Affine.serves(window)) {
            return new Affine(site, op.bias());
        }
        return WinogradConvolution.serves(
                        op, site.layer().inputShapes().get(0), site.layer().shape())
                ? new WinogradConvolution(site, op)
                : new DenseConvolution(site, op);
    }

    @Override
    public Operation dense(Dense op) {
        return new Affine(site, op.bias());
    }

    @Override
    public Operation batchNorm(BatchNorm op) {
        return new BatchNormalization(site, op);
    }

    @Override
    public Operation layerNorm(LayerNorm op) {
        return LayerNormalization.at(site, op);
    }

    @Override
    public Operation localResponseNorm(LocalResponseNorm op) {
        return new NeighbourNorm(site, op);
    }

    @Override
    public Operation activation(Activation op) {
        return new Curve(site, op.function());
    }

    @Override
    public Operation pool(Pool op) {
        return Pooling.sliding(site, op);
    }

    @Override
    public Operation globalPool(GlobalPool op) {
        return Pooling.global(site, op.reduction());
    }

    @Override
    public Operation add(Add op) {
        return new Sum(site);
    }

    @Override
    public Operation multiply(Multiply op) {
        return new Product(site);
    }

    @Override
    public Operation concat(Concat op) {
        return new Concatenation(site, op);
    }

    @Override
    public Operation channelPad(ChannelPad op) {
        return new ZeroChannels(site, op);
    }

    @Override
    public Operation stridedSlice(StridedSlice op) {
        return new Slice(site, op);
    }

    @Override
    public Operation dropout(Dropout op) {
        return new RandomDropping(site, op.rate());
    }

    @Override
    public Operation stochasticDepth(StochasticDepth op) {
        return new RandomDepth(site, op.rate());
    }

    @Override
    public Operation matrixProduct(MatrixProduct op) {
        return Products.at(site, op);
    }

    @Override
    public Operation softmax(Softmax op) {
        return Probabilities.at(site, op);
    }

    @Override
    public Operation reshape(Reshape op) {
        return Reordering.reshape(site);
    }

    @Override
    public Operation transpose(Transpose op) {
        return Reordering.transpose(site, op);
    }

    @Override
    public Operation learnedParameter(LearnedParameter op) {
        return SharedTensor.at(site);
    }

    @Override
    public Operation patchTokens(PatchTokens op) {
        return new SameElements(site);
    }

    @Override
    public Operation classToken(ClassToken op) {
        return new TokenInFront(site);
    }

    @Override
    public Operation positionEmbedding(PositionEmbedding op) {
        return new Positions(site);
    }

    @Override
    public Operation multiHeadAttention(MultiHeadAttention op) {
        return new Attention(site, op);
    }

    @Override
    public Operation flatten(Flatten op) {
        return new Flattening(site);
    }

    @Override
    public Operation identity(Identity op) {
        return new SameElements(site);
    }
}
