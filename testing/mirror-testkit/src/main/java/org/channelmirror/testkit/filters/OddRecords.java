package org.channelmirror.testkit.filters;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;

/** Records as they should not be, and a few as they should. Made anew for each use, because only one thread may use them. */
final class OddRecords {

    private static final Channel CHANNEL = new Channel(URI.create("https://conda.example/t/secret/main/"));
    private static final String LONG = "x".repeat(20_000);

    private OddRecords() {}

    /** The odd records, behind some others. */
    static List<PackageRecord> with(List<PackageRecord> others) {
        List<PackageRecord> records = new ArrayList<>(others);
        records.add(record("linux-64", "numpy-1.26.4-py312_0.conda", usual("numpy", "1.26.4")));
        records.add(record("noarch", "six-1.16.0-pyh_0.tar.bz2", usual("six", "1.16.0")));
        records.add(record("win-64", "python-3.10.1-h1_0.tar.bz2", usual("python", "3.10.1")));
        records.add(record("linux-64", "NumPy-1.0-0.tar.bz2", usual("NumPy", "1.0")));
        records.addAll(lacking());
        records.addAll(ofOtherTypes());
        records.addAll(hostile());
        return records;
    }

    private static List<PackageRecord> lacking() {
        return List.of(
                record("linux-64", "a-1-0.conda", "{}"),
                record("noarch", "b-1-0.conda", "{'name':null,'version':null,'license':null,'depends':null}"),
                record("linux-64", "c-1-0.conda", "{'name':'','version':'','build':'','license':'','depends':[]}"),
                RawRecord.parse(new Subdir("linux-64"), null, new PackageFileName("d-1-0.conda"), "{\"name\":\"d\"}"));
    }

    private static List<PackageRecord> ofOtherTypes() {
        return List.of(
                record(
                        "linux-64",
                        "e-1-0.conda",
                        "{'name':1,'version':2.10,'build':[],'build_number':'3','size':'9','timestamp':'today'}"),
                record(
                        "linux-64",
                        "f-1-0.conda",
                        "{'license':{'id':'MIT'},'license_family':['GPL'],'depends':'python'}"),
                record("linux-64", "g-1-0.conda", "{'depends':[1,null,{},['python']],'track_features':[1,null,'mkl']}"),
                record(
                        "linux-64",
                        "h-1-0.conda",
                        "{'size':-1,'build_number':1e99,'timestamp':-5,'indexed_timestamp':1.5}"));
    }

    private static List<PackageRecord> hostile() {
        return List.of(
                record("linux-64", "i-1-0.conda", "{'timestamp':999999999999999999,'size':999999999999999999}"),
                record("linux-64", "j-1-0.conda", "{'timestamp':0,'indexed_timestamp':0}"),
                record("linux-64", "k-1-0.conda", "{'name':'k\\u0000\\u001b[2J','license':'MIT\\nOR GPL-3.0-only'}"),
                record(
                        "linux-64",
                        "l-1-0.conda",
                        "{'name':'" + LONG + "','version':'" + LONG + "','license':'" + LONG + "'}"),
                record("linux-64", "m-1-0.conda", "{'license':'" + "(".repeat(900) + "MIT" + ")".repeat(900) + "'}"),
                record(
                        "linux-64",
                        "n-1-0.conda",
                        "{'license':'" + "GPL".repeat(5_000) + "','license_family':'\\ud800'}"),
                record("linux-64", "o-1-0.conda", "{'version':'1!2.3..4','depends':['python >=','python [','* ]','']}"),
                record("linux-64", "p-1-0.conda", "{'depends':['python " + "(".repeat(5_000) + "','python ^(a+)+$']}"),
                record(
                        "linux-64",
                        "q-1-0.conda",
                        "{'name':'../../etc','track_features':'" + " ,".repeat(2_000) + "'}"));
    }

    private static String usual(String name, String version) {
        return "{'name':'" + name + "','version':'" + version + "','build':'0','build_number':0,'size':1000,"
                + "'license':'GPL-3.0-only','license_family':'GPL','timestamp':1704067200000,"
                + "'track_features':'mkl','depends':['python >=3.12,<3.13.0a0','python_abi 3.12.* *_cp312']}";
    }

    private static PackageRecord record(String subdir, String file, String json) {
        return RawRecord.parse(new Subdir(subdir), CHANNEL, new PackageFileName(file), json.replace('\'', '"'));
    }
}
