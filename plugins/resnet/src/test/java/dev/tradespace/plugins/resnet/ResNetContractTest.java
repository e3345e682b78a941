package dev.tradespace.plugins.resnet;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.testkit.ArchitecturePluginContract;

class ResNetContractTest extends ArchitecturePluginContract {
    @Override
    protected ArchitecturePlugin plugin() {
        return new ResNet();
    }
}
