/** YAML files to immutable mirror definitions, and the resolution of channels' names to URLs. */
module org.channelmirror.config {
    requires static transitive org.jspecify;
    requires transitive org.channelmirror.core;
    requires org.yaml.snakeyaml;

    exports org.channelmirror.config;

    uses org.channelmirror.spi.FilterProvider;
    uses org.channelmirror.spi.SelectionRuleProvider;
}
