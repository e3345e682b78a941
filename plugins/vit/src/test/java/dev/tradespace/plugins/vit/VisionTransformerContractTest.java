package dev.tradespace.plugins.vit;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.testkit.ArchitecturePluginContract;

class VisionTransformerContractTest extends ArchitecturePluginContract {
    @Override
    protected ArchitecturePlugin plugin() {
        return new VisionTransformer();
    }
}
