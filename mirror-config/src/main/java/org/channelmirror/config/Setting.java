package org.channelmirror.config;

import org.channelmirror.spi.ConfigNode;
import org.yaml.snakeyaml.nodes.Node;

/** A key of the file as written, where it stands, and its value as it was read. */
record Setting(String key, Position position, Node value) {

    ConfigNode.Place place() {
        return new ConfigNode.Place(position.line(), position.column());
    }
}
