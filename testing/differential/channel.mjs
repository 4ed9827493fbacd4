// A channel of made-up packages whose dependencies are like real ones: ranges, exact versions and builds, some over noarch, some on
// virtual packages, some that nothing meets. The same seed makes the same channel.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NAMES = 300;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function random(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

const name = (i) => `pkg${String(i).padStart(3, "0")}`;

/** Writes the channel into a folder, and returns its packages. */
export function writeChannel(folder, seed) {
    const next = random(seed);
    const below = (n) => Math.floor(next() * n);
    const versions = Array.from({ length: NAMES }, () => 1 + below(6));
    const inNoarch = Array.from({ length: NAMES }, () => next() < 0.2);
    const spec = (other) => {
        const version = 1 + below(versions[other]);
        const form = next();
        if (form < 0.3) return name(other);
        if (form < 0.55) return `${name(other)} >=${version}.0`;
        if (form < 0.75) return `${name(other)} >=${version}.0,<${version + 1}.0a0`;
        if (form < 0.85) return `${name(other)} ${version}.*`;
        if (form < 0.95) return `${name(other)} ${version}.0 *_0`;
        return `${name(other)} >=${versions[other] + 1}`;
    };
    const packages = [];
    for (let i = 0; i < NAMES; i++) {
        for (let v = 1; v <= versions[i]; v++) {
            for (let build = 0; build <= below(2); build++) {
                const depends = next() < 0.2 ? ["__glibc >=2.17"] : [];
                for (let d = below(4); d > 0 && i > 0; d--) {
                    depends.push(spec(below(i)));
                }
                if (next() < 0.02) {
                    depends.push(next() < 0.5 ? "nowhere" : spec(below(NAMES)));
                }
                packages.push({
                    name: name(i), version: `${v}.0`, build: `h_${build}`, build_number: build, depends,
                    subdir: inNoarch[i] ? "noarch" : "linux-64", ...(inNoarch[i] ? { noarch: "generic" } : {}),
                });
            }
        }
    }
    for (const subdir of ["noarch", "linux-64"]) {
        mkdirSync(join(folder, subdir), { recursive: true });
        const records = {};
        for (const record of packages.filter((each) => each.subdir === subdir)) {
            const file = `${record.name}-${record.version}-${record.build}.conda`;
            writeFileSync(join(folder, subdir, file), file);
            records[file] = { ...record, size: file.length, sha256: createHash("sha256").update(file).digest("hex") };
        }
        const index = { info: { subdir }, packages: {}, "packages.conda": records, repodata_version: 1 };
        writeFileSync(join(folder, subdir, "repodata.json"), JSON.stringify(index));
    }
    return packages;
}

/** Writes a channel of what the one who installs provides. */
export function writeVirtual(folder) {
    for (const subdir of ["noarch", "linux-64"]) {
        mkdirSync(join(folder, subdir), { recursive: true });
        const glibc = { name: "__glibc", version: "2.28", build: "0", build_number: 0, depends: [], subdir, size: 1, sha256: "0".repeat(64) };
        const index = { info: { subdir }, packages: {}, "packages.conda": subdir === "noarch" ? {} : { "__glibc-2.28-0.conda": glibc } };
        writeFileSync(join(folder, subdir, "repodata.json"), JSON.stringify(index));
    }
}
