package dev.tradespace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract itself: each way to break it is found by the tests that are there for it, and by no other. */
class ArchitectureContractTest {
    static final class Unlisted extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Unlisted();
        }
    }

    static final class Shouting extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Shouting();
        }
    }

    static final class Classless extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Classless();
        }
    }

    static final class Unchecked extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Unchecked();
        }
    }

    static final class Fickle extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Fickle();
        }
    }

    static final class Decimal extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Decimal();
        }
    }

    static final class Forgetful extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Forgetful();
        }
    }

    static final class Moody extends ArchitecturePluginContract {
        private final ArchitecturePlugin one = new BrokenPlugins.Moody();

        @Override
        protected ArchitecturePlugin plugin() {
            return one;
        }
    }

    static final class Boastful extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Boastful();
        }
    }

    static final class Linked extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Linked();
        }
    }

    static final class Doubled extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Doubled();
        }
    }

    static final class Shallow extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Shallow();
        }
    }

    static final class Terse extends ArchitecturePluginContract {
        @Override
        protected ArchitecturePlugin plugin() {
            return new BrokenPlugins.Terse();
        }
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                arguments(SoundFamilyTest.class, Set.of()),
                arguments(Unlisted.class, Set.of("isFoundByTheServiceLoader")),
                arguments(Shouting.class, Set.of("hasAKebabCaseIdATitleAndADescription")),
                arguments(
                        Classless.class,
                        Set.of(
                                "hasAResolutionAndClassesInItsSpace",
                                "hasVariantsOfDifferentNamesAndConfigurations",
                                "buildsWhatItsSpaceAllows",
                                "heedsEveryParameter",
                                "growsWithEveryRole",
                                "keepsNoStateBetweenBuilds")),
                arguments(Unchecked.class, Set.of("buildsWhatItsSpaceAllows")),
                arguments(
                        Fickle.class,
                        Set.of(
                                "buildsEveryVariant",
                                "buildsEveryVariantWithAnotherNumberOfClasses",
                                "buildsEveryVariantAtAnotherLegalResolution")),
                arguments(
                        Decimal.class,
                        Set.of(
                                "buildsEveryVariantWithAnotherNumberOfClasses",
                                "buildsWhatItsSpaceAllows",
                                "heedsEveryParameter")),
                arguments(Forgetful.class, Set.of("heedsEveryParameter")),
                arguments(Moody.class, Set.of("buildsEveryVariant", "growsWithEveryRole", "keepsNoStateBetweenBuilds")),
                arguments(Boastful.class, Set.of("citesEveryPublishedFigure")),
                arguments(Linked.class, Set.of("hasAWebAddressAndAShortSymbolIfAny")),
                arguments(Doubled.class, Set.of("hasVariantsOfDifferentNamesAndConfigurations")),
                arguments(Shallow.class, Set.of("growsWithEveryRole")),
                arguments(Terse.class, Set.of("explainsEveryParameter")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaches")
    void findsEachBreach(Class<?> contract, Set<String> failing) {
        assertEquals(new TreeSet<>(failing), Failing.of(contract));
    }
}
