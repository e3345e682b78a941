package dev.tradespace.testkit;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Plugins that each break the contract in one way. */
final class BrokenPlugins {
    private BrokenPlugins() {}

    /** No service file names it. */
    public static final class Unlisted extends SoundFamily {}

    /** Its id is no kebab-case. */
    public static final class Shouting extends SoundFamily {
        @Override
        public String id() {
            return "TINY";
        }
    }

    /** It has no classes in its space. */
    public static final class Classless extends SoundFamily {
        @Override
        public SearchSpace space() {
            List<Parameter> parameters = new ArrayList<>(super.space().parameters());
            parameters.set(1, Parameter.choice("classes", "ten").meaning("number of classes"));
            return new SearchSpace(parameters);
        }

        @Override
        public List<Variant> variants() {
            return List.of();
        }

        @Override
        public Architecture build(Configuration configuration) {
            throw new IllegalStateException("there are no classes");
        }
    }

    /** It allows what it cannot build. */
    public static final class Unchecked extends SoundFamily {
        @Override
        public List<Problem> check(Configuration configuration) {
            return List.of();
        }
    }

    /** It refuses a variant of its own. */
    public static final class Fickle extends SoundFamily {
        @Override
        public List<Problem> check(Configuration configuration) {
            return configuration.integer("width") == 64
                    ? List.of(new Problem("width", "must not be 64"))
                    : super.check(configuration);
        }
    }

    /** It always has ten classes. */
    public static final class Decimal extends SoundFamily {
        @Override
        public Architecture build(Configuration configuration) {
            return super.build(space().configure(configuration, Map.of("classes", "10")));
        }
    }

    /** It forgets one of its parameters. */
    public static final class Forgetful extends SoundFamily {
        @Override
        public List<Problem> check(Configuration configuration) {
            return List.of();
        }

        @Override
        public Architecture build(Configuration configuration) {
            return super.build(space().configure(configuration, Map.of("kernel", "1")));
        }
    }

    /** It builds another network each time. */
    public static final class Moody extends SoundFamily {
        private final AtomicInteger mood = new AtomicInteger();

        @Override
        public Architecture build(Configuration configuration) {
            String width = String.valueOf(1 + mood.incrementAndGet() % 64);
            return super.build(space().configure(configuration, Map.of("width", width)));
        }
    }

    /** It is right more often than always. */
    public static final class Boastful extends SoundFamily {
        @Override
        public List<Variant> variants() {
            return List.of(new Variant(
                    "small",
                    space().defaults(),
                    "cifar10",
                    List.of(PublishedFigure.headline(101, "a napkin", "one crop"))));
        }
    }

    /** Its link leads nowhere. */
    public static final class Linked extends SoundFamily {
        @Override
        public String link() {
            return "our paper";
        }
    }

    /** Two of its variants are one. */
    public static final class Doubled extends SoundFamily {
        @Override
        public List<Variant> variants() {
            List<Variant> variants = new ArrayList<>(super.variants());
            variants.add(new Variant("again", space().defaults(), "cifar10", List.of()));
            return variants;
        }
    }

    /** It gives depth's role to a parameter that adds no layer. */
    public static final class Shallow extends SoundFamily {
        @Override
        public SearchSpace space() {
            List<Parameter> parameters = new ArrayList<>(super.space().parameters());
            parameters.set(3, parameters.get(3).role(Parameter.Role.DEPTH));
            return new SearchSpace(parameters);
        }
    }

    /** It does not say what a parameter means. */
    public static final class Terse extends SoundFamily {
        @Override
        public SearchSpace space() {
            List<Parameter> parameters = new ArrayList<>(super.space().parameters());
            parameters.set(2, parameters.get(2).meaning(" "));
            return new SearchSpace(parameters);
        }
    }
}
