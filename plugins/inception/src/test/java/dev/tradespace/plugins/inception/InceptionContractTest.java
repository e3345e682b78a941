package dev.tradespace.plugins.inception;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.testkit.ArchitecturePluginContract;

class InceptionContractTest extends ArchitecturePluginContract {
    @Override
    protected ArchitecturePlugin plugin() {
        return new Inception();
    }
}
