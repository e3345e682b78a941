package dev.tradespace.plugins.resnet;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.testkit.ArchitecturePluginContract;
import java.util.Map;

class ResNetContractTest extends ArchitecturePluginContract {
    @Override
    protected ArchitecturePlugin plugin() {
        return new ResNet();
    }

    /** torchvision's. */
    @Override
    protected Map<String, Long> expectedParameters() {
        return Map.of("resnet18", 11_689_512L, "resnet50", 25_557_032L, "resnext101-64x4d", 83_455_272L);
    }
}
