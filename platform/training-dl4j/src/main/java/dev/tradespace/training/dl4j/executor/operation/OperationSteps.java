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
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.operation.elementwise.ActivationStep;
import dev.tradespace.training.dl4j.executor.operation.elementwise.AddStep;
import dev.tradespace.training.dl4j.executor.operation.elementwise.DropoutStep;
import dev.tradespace.training.dl4j.executor.operation.elementwise.MultiplyStep;
import dev.tradespace.training.dl4j.executor.operation.elementwise.SoftmaxStep;
import dev.tradespace.training.dl4j.executor.operation.elementwise.StochasticDepthStep;
import dev.tradespace.training.dl4j.executor.operation.learned.ClassTokenStep;
import dev.tradespace.training.dl4j.executor.operation.learned.LearnedParameterStep;
import dev.tradespace.training.dl4j.executor.operation.learned.PositionEmbeddingStep;
import dev.tradespace.training.dl4j.executor.operation.linear.DenseStep;
import dev.tradespace.training.dl4j.executor.operation.linear.MatrixProductStep;
import dev.tradespace.training.dl4j.executor.operation.linear.MultiHeadAttentionStep;
import dev.tradespace.training.dl4j.executor.operation.norm.BatchNormStep;
import dev.tradespace.training.dl4j.executor.operation.norm.LayerNormStep;
import dev.tradespace.training.dl4j.executor.operation.norm.LocalResponseNormStep;
import dev.tradespace.training.dl4j.executor.operation.shape.ChannelPadStep;
import dev.tradespace.training.dl4j.executor.operation.shape.ConcatStep;
import dev.tradespace.training.dl4j.executor.operation.shape.FlattenStep;
import dev.tradespace.training.dl4j.executor.operation.shape.IdentityStep;
import dev.tradespace.training.dl4j.executor.operation.shape.ReshapeTransposeStep;
import dev.tradespace.training.dl4j.executor.operation.shape.StridedSliceStep;
import dev.tradespace.training.dl4j.executor.operation.window.ConvolutionStep;
import dev.tradespace.training.dl4j.executor.operation.window.DepthwiseConvolutionStep;
import dev.tradespace.training.dl4j.executor.operation.window.GroupedConvolutionStep;
import dev.tradespace.training.dl4j.executor.operation.window.PoolStep;
import dev.tradespace.training.dl4j.executor.operation.window.WinogradConvolutionStep;

/**
 * Which class runs which operation: a new one is a file and a line here.
 *
 * @param context the place of the layer that is to be laid out
 */
public record OperationSteps(LayerContext context) implements Op.Cases<OperationStep> {
    @Override
    public OperationStep input(Input op) {
        return new InputStep(context);
    }

    @Override
    public OperationStep convolution(Convolution op) {
        Window window = op.window();
        boolean depthwise = op.groups() == context.layer().inputShapes().get(0).channels();
        if (window.dilationHeight() > 1 || window.dilationWidth() > 1 || op.groups() > 1 && !depthwise) {
            return new GroupedConvolutionStep(context, op);
        }
        if (op.groups() > 1) {
            return new DepthwiseConvolutionStep(context, op);
        }
        if (DenseStep.serves(window)) {
            return new DenseStep(context, op.bias());
        }
        return WinogradConvolutionStep.serves(
                        op,
                        context.layer().inputShapes().get(0),
                        context.layer().shape())
                ? new WinogradConvolutionStep(context, op)
                : new ConvolutionStep(context, op);
    }

    @Override
    public OperationStep dense(Dense op) {
        return new DenseStep(context, op.bias());
    }

    @Override
    public OperationStep batchNorm(BatchNorm op) {
        return new BatchNormStep(context, op);
    }

    @Override
    public OperationStep layerNorm(LayerNorm op) {
        return LayerNormStep.at(context, op);
    }

    @Override
    public OperationStep localResponseNorm(LocalResponseNorm op) {
        return new LocalResponseNormStep(context, op);
    }

    @Override
    public OperationStep activation(Activation op) {
        return new ActivationStep(context, op.function());
    }

    @Override
    public OperationStep pool(Pool op) {
        return PoolStep.sliding(context, op);
    }

    @Override
    public OperationStep globalPool(GlobalPool op) {
        return PoolStep.global(context, op.reduction());
    }

    @Override
    public OperationStep add(Add op) {
        return new AddStep(context);
    }

    @Override
    public OperationStep multiply(Multiply op) {
        return new MultiplyStep(context);
    }

    @Override
    public OperationStep concat(Concat op) {
        return new ConcatStep(context, op);
    }

    @Override
    public OperationStep channelPad(ChannelPad op) {
        return new ChannelPadStep(context, op);
    }

    @Override
    public OperationStep stridedSlice(StridedSlice op) {
        return new StridedSliceStep(context, op);
    }

    @Override
    public OperationStep dropout(Dropout op) {
        return new DropoutStep(context, op.rate());
    }

    @Override
    public OperationStep stochasticDepth(StochasticDepth op) {
        return new StochasticDepthStep(context, op.rate());
    }

    @Override
    public OperationStep matrixProduct(MatrixProduct op) {
        return MatrixProductStep.at(context, op);
    }

    @Override
    public OperationStep softmax(Softmax op) {
        return SoftmaxStep.at(context, op);
    }

    @Override
    public OperationStep reshape(Reshape op) {
        return ReshapeTransposeStep.reshape(context);
    }

    @Override
    public OperationStep transpose(Transpose op) {
        return ReshapeTransposeStep.transpose(context, op);
    }

    @Override
    public OperationStep learnedParameter(LearnedParameter op) {
        return LearnedParameterStep.at(context);
    }

    @Override
    public OperationStep patchTokens(PatchTokens op) {
        return new IdentityStep(context);
    }

    @Override
    public OperationStep classToken(ClassToken op) {
        return new ClassTokenStep(context);
    }

    @Override
    public OperationStep positionEmbedding(PositionEmbedding op) {
        return new PositionEmbeddingStep(context);
    }

    @Override
    public OperationStep multiHeadAttention(MultiHeadAttention op) {
        return new MultiHeadAttentionStep(context, op);
    }

    @Override
    public OperationStep flatten(Flatten op) {
        return new FlattenStep(context);
    }

    @Override
    public OperationStep identity(Identity op) {
        return new IdentityStep(context);
    }
}
