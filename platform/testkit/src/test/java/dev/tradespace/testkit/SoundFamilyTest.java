package dev.tradespace.testkit;

import dev.tradespace.api.plugin.ArchitecturePlugin;

/** The smallest use of the contract: a sound plugin passes it. */
class SoundFamilyTest extends ArchitecturePluginContract {
    @Override
    protected ArchitecturePlugin plugin() {
        return new SoundFamily();
    }
}
