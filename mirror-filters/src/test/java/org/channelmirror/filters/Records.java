package org.channelmirror.filters;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;

/** Records for tests. */
final class Records {

    private static final Subdir LINUX = new Subdir("linux-64");

    private Records() {}

    /** A record that differs from others in its name only. */
    static PackageRecord named(String name) {
        return of(name + "-1.0-0.conda", "'name':'" + name + "','version':'1.0','build':'0','build_number':0");
    }

    /** A record of a version, and its build. */
    static PackageRecord version(String name, String version, String build) {
        return of(
                name + "-" + version + "-" + build + ".conda",
                "'name':'" + name + "','version':'" + version + "','build':'" + build + "','build_number':0");
    }

    /** A record of noarch with members in JSON, whose quotes are written as apostrophes. */
    static PackageRecord of(String file, String members) {
        return RawRecord.parse(Subdir.NOARCH, null, new PackageFileName(file), json(members));
    }

    /** A record of linux-64 with members in JSON, whose quotes are written as apostrophes. */
    static PackageRecord linux(String members) {
        return linuxJson(json(members));
    }

    /** A record of linux-64 in JSON. */
    static PackageRecord linuxJson(String json) {
        return RawRecord.parse(LINUX, null, new PackageFileName("a-1-0.conda"), json);
    }

    /** A record of a channel. */
    static PackageRecord from(String channel, String name) {
        return RawRecord.parse(
                LINUX,
                new Channel(URI.create(channel)),
                new PackageFileName(name + "-1.0-0.conda"),
                json("'name':'" + name + "','version':'1.0','build':'0'"));
    }

    /** A record with a licence and a family, each null for none. */
    static PackageRecord licensed(String license, String family) {
        return linux("'name':'a'" + (license == null ? "" : ",'license':'" + license + "'")
                + (family == null ? "" : ",'license_family':'" + family + "'"));
    }

    /** The same record, which the mirror saw at a time first. */
    static PackageRecord seen(PackageRecord record, Instant time) {
        return (PackageRecord) Proxy.newProxyInstance(
                Records.class.getClassLoader(), new Class<?>[] {PackageRecord.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("firstSeen")) {
                        return Optional.of(time);
                    }
                    try {
                        return method.invoke(record, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static String json(String members) {
        return "{" + members.replace('\'', '"') + "}";
    }
}
