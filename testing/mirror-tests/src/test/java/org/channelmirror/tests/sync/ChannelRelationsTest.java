package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.model.AccountName;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an index says of channels beside its own (CEP 42) is true in the mirror, too. */
class ChannelRelationsTest extends SyncTestBase {

    @BeforeEach
    void describe() {
        channel.subdir("noarch").pkg("n", "1", "0");
    }

    private MirrorReport syncWith(Map<String, ?> relations) throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0");
        channel.subdir(LINUX).info("channel_relations", relations);
        channel.subdir("noarch").info("channel_relations", relations).write();
        return syncAll();
    }

    private void mirror(String account) throws Exception {
        ChannelBuilder.at(temp.resolve("up/base"))
                .subdir("noarch")
                .pkg("b", "1", "0")
                .write();
        client.sync(request(upstream.uri("/base/"))
                .account(new AccountName(account))
                .build());
    }

    private Map<?, ?> info(String subdir) throws Exception {
        return (Map<?, ?>) Map.copyOf(published.index(subdir)).get("info");
    }

    @Test
    void aChannelThatIsMirroredBesideIsKept() throws Exception {
        mirror("base");
        MirrorReport report = syncWith(Map.of("base", "../base", "overrides", "../nobody"));
        assertEquals(Map.of("base", "../base"), info(LINUX).get("channel_relations"));
        assertEquals(1, report.warnings().size(), "said once, not for each subdir: " + report.warnings());
        assertWarned(report, "\"../nobody\" (\"overrides\"), which is no account beside this one");
    }

    @Test
    void whatIsNotBesideIsLeftOut() throws Exception {
        mirror("base");
        for (Object target :
                List.of("../..", "../anaconda", "base", "../base/label/x", "https://example.org/base", 1)) {
            syncWith(Map.of("base", target));
            assertFalse(info(LINUX).containsKey("channel_relations"), String.valueOf(target));
        }
    }
}
