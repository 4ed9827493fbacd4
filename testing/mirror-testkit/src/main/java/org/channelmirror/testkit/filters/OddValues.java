package org.channelmirror.testkit.filters;

import java.util.List;
import java.util.Map;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.ConfigNode.Mapping;
import org.channelmirror.spi.ConfigNode.Place;
import org.channelmirror.spi.ConfigNode.Scalar;
import org.channelmirror.spi.ConfigNode.Sequence;

/** Values as users write them by mistake. */
final class OddValues {

    private static final Place PLACE = new Place(7, 3);

    private OddValues() {}

    static List<ConfigNode> all() {
        return List.of(
                scalar(""),
                scalar(" "),
                scalar("true"),
                scalar("-1"),
                scalar("99999999999999999999999999"),
                scalar("a b c"),
                scalar("*"),
                scalar("[]"),
                scalar("((((((((((((((((((((((((((((((((((((((((("),
                scalar("\u0000\u001b[2J"),
                scalar("x".repeat(100_000)),
                list(),
                list(scalar("")),
                list(scalar("numpy"), scalar("numpy")),
                list(list(scalar("numpy"))),
                list(map(Map.of("name", scalar("numpy")))),
                map(Map.of()),
                map(Map.of("", scalar(""))),
                map(Map.of("name", list())),
                map(Map.of("name", map(Map.of("deep", scalar("numpy"))))));
    }

    private static ConfigNode scalar(String text) {
        return new Scalar(text, PLACE);
    }

    private static ConfigNode list(ConfigNode... items) {
        return new Sequence(List.of(items), PLACE);
    }

    private static ConfigNode map(Map<String, ConfigNode> members) {
        return new Mapping(members, PLACE);
    }
}
