package dev.tradespace.api.arch;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tradespace.api.arch.Architecture.Draft;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.Shape;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GraphDigestsTest {
    private static final Shape IMAGE = Shape.of(3, 32, 32);

    private static Architecture network() {
        return Flow.input(IMAGE)
                .conv(16, kernel(3).stride(2).same())
                .batchNorm(1e-3)
                .relu()
                .in(
                        "block",
                        x -> x.add(x.depthwise(kernel(3).centred())
                                .batchNorm()
                                .activation(Function.HARD_SWISH)
                                .stochasticDepth(0.2 * 3 / 17)))
                .globalAveragePool()
                .flatten()
                .dropout(0.2)
                .dense(10)
                .architecture();
    }

    private static Architecture renamed(Architecture architecture, UnaryOperator<String> names) {
        return Architecture.assemble(
                architecture.layers().stream()
                        .map(layer -> new Draft(
                                names.apply(layer.name()),
                                layer.op(),
                                layer.inputs().stream().map(names).toList()))
                        .toList(),
                names.apply(architecture.output()),
                architecture.auxiliaryOutputs().stream().map(names).toList());
    }

    /** Stores keep these for years: if this test fails, the change must not be made. */
    @Test
    void staysWhatItWasWhenItWasStored() {
        assertEquals("3ddc9ef44039f3f91044cfbb6e3c8499", network().digest());
        assertEquals("3ddc9ef44039f3f91044cfbb6e3c8499", network().canonicalDigest());
    }

    @Test
    void doesNotDependOnNames() {
        Architecture renamed = renamed(network(), name -> "layer-" + name.hashCode());
        assertNotEquals(network(), renamed);
        assertEquals(network().digest(), renamed.digest());
        assertEquals(network().canonicalDigest(), renamed.canonicalDigest());
    }

    @Test
    void tellsGraphsApartThatDifferOnlyInTheirEdges() {
        Flow x = Flow.input(IMAGE);
        Flow a = x.relu();
        Flow b = a.relu();
        Flow y = Flow.input(IMAGE);
        Flow c = y.relu();
        Flow d = c.relu();
        Architecture one = a.add(b).architecture();
        Architecture other = d.add(c).architecture();
        assertNotEquals(one.digest(), other.digest());
        assertNotEquals(one.canonicalDigest(), other.canonicalDigest());
    }

    @Test
    void tellsOutputsApart() {
        Flow x = Flow.input(IMAGE);
        Flow a = x.conv(4, kernel(1));
        Flow b = x.conv(4, kernel(1));
        assertNotEquals(a.architecture(b).digest(), a.architecture().digest());
        assertNotEquals(a.architecture().digest(), b.architecture().digest());
        assertEquals(
                a.architecture().canonicalDigest(),
                b.architecture().canonicalDigest(),
                "each is one convolution, the other a dead branch");
    }

    @Test
    void isBlindToIdentitiesInCanonicalForm() {
        UnaryOperator<Flow> nothing = x -> x.apply(new Identity()).apply(new Identity());
        Architecture plain = Flow.input(IMAGE).relu().conv(4, kernel(1)).architecture();
        Architecture padded = nothing.apply(
                        nothing.apply(Flow.input(IMAGE).relu()).conv(4, kernel(1)))
                .architecture();
        assertNotEquals(plain.digest(), padded.digest());
        assertEquals(plain.canonicalDigest(), padded.canonicalDigest());
    }

    @Test
    void isBlindToDeadBranchesInCanonicalForm() {
        Flow x = Flow.input(IMAGE).relu();
        x.conv(4, kernel(1)).batchNorm();
        Architecture withDead = x.conv(8, kernel(1)).architecture();
        Architecture without = Flow.input(IMAGE).relu().conv(8, kernel(1)).architecture();
        assertNotEquals(without.digest(), withDead.digest());
        assertEquals(without.canonicalDigest(), withDead.canonicalDigest());
    }

    @Test
    void isBlindToTheOrderInWhichBranchesWereWritten() {
        Flow x = Flow.input(IMAGE);
        Flow left = x.conv(4, kernel(1));
        Flow right = x.conv(8, kernel(1));
        Architecture one = left.concat(right).architecture();
        Flow y = Flow.input(IMAGE);
        Flow second = y.conv(8, kernel(1));
        Flow first = y.conv(4, kernel(1));
        Architecture other = first.concat(second).architecture();
        assertNotEquals(one.digest(), other.digest());
        assertEquals(one.canonicalDigest(), other.canonicalDigest());
        Flow z = Flow.input(IMAGE);
        Flow swapped = z.conv(8, kernel(1)).concat(z.conv(4, kernel(1)));
        assertNotEquals(
                one.canonicalDigest(),
                swapped.architecture().canonicalDigest(),
                "channels in another order are another network");
    }

    @Test
    void tellsSharedWeightsFromSeparateOnes() {
        Flow x = Flow.input(IMAGE);
        Flow once = x.conv(4, kernel(1));
        Flow y = Flow.input(IMAGE);
        assertNotEquals(
                once.add(once).architecture().canonicalDigest(),
                y.conv(4, kernel(1)).add(y.conv(4, kernel(1))).architecture().canonicalDigest());
        Flow p = x.learned(IMAGE, 1);
        Flow z = Flow.input(IMAGE);
        assertNotEquals(
                x.add(p, p).architecture().canonicalDigest(),
                z.add(z.learned(IMAGE, 1), z.learned(IMAGE, 1)).architecture().canonicalDigest());
    }

    @Test
    void seesAuxiliaryHeadsInCanonicalForm() {
        Flow x = Flow.input(IMAGE);
        Flow head = x.conv(4, kernel(1));
        Flow main = x.conv(8, kernel(1));
        assertNotEquals(
                main.architecture().canonicalDigest(), main.architecture(head).canonicalDigest());
    }
}
