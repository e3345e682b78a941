package com.example.tinynet;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.testkit.ArchitecturePluginContract;

class TinyNetTest extends ArchitecturePluginContract {
    @Override
    protected ArchitecturePlugin plugin() {
        return new TinyNet();
    }
}
