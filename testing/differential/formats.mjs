// Lets rattler solve from a mirror that offers its index in one form only, shards, zst, bz2 or json, what it solves from the channel
// that the mirror was made of. A form that rattler did not read from proves nothing, so that is looked at too.
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, normalize } from "node:path";
import { promisify } from "node:util";
import { random, writeChannel, writeVirtual } from "./channel.mjs";

const { simpleSolve } = createRequire(import.meta.url)("@conda-org/rattler");
const SPECS = 40;
const FORMS = {
    shards: /\/(repodata_shards\.msgpack\.zst|shards\/[0-9a-f]{64}\.msgpack\.zst)$/,
    zst: /\/repodata\.json\.zst$/,
    bz2: /\/repodata\.json\.bz2$/,
    json: /\/repodata\.json$/,
};

const [launcher, work, seed = "1"] = process.argv.slice(2);
rmSync(work, { recursive: true, force: true });
const packages = writeChannel(join(work, "channels/full"), Number(seed));
writeVirtual(join(work, "channels/virtual"));
const next = random(Number(seed) + 1);

let served = new Set();
const server = createServer((request, response) => {
    response.setHeader("Connection", "close");
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const [, form, rest] = path.match(/^\/only\/([a-z0-9]+)(\/.*)$/) ?? [];
    try {
        if (form !== undefined && !FORMS[form].test(rest)) {
            throw new Error("another form");
        }
        const body = readFileSync(join(work, form === undefined ? path : `mirror/conda/anaconda${rest}`));
        served.add(path);
        response.end(body);
    } catch {
        response.writeHead(404).end();
    }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const url = (path) => `http://127.0.0.1:${server.address().port}/${path}`;

/** The files that a channel installs for a spec, with their checksums, or why it cannot. */
async function solve(spec, channel) {
    try {
        const solved = await simpleSolve([spec], [url(channel), url("channels/virtual")], ["linux-64", "noarch"], []);
        return solved.map((each) => each.filename).sort().join(" ");
    } catch (e) {
        const message = String(e.message ?? e);
        if (!message.startsWith("Cannot solve")) {
            throw new Error(`${channel}, ${spec}: ${message}`);
        }
        return "cannot be solved";
    }
}

mkdirSync(join(work, "mirror"));
writeFileSync(
    join(work, "mirror.yaml"),
    `channels: [${JSON.stringify(join(work, "channels/full"))}]\nplatforms: [linux-64]\nindex_formats: [shards, zst, bz2, json]\n`,
);
const args = ["--root", join(work, "mirror"), "--config-file", join(work, "mirror.yaml"), "--json", "sync"];
await promisify(execFile)(launcher, args, { maxBuffer: 1 << 28 });

const problems = [];
let solvable = 0;
for (let i = 0; i < SPECS; i++) {
    const root = packages[Math.floor(next() * packages.length)];
    const spec = next() < 0.5 ? root.name : `${root.name} ${root.version}`;
    const expected = await solve(spec, "channels/full");
    solvable += expected === "cannot be solved" ? 0 : 1;
    for (const form of Object.keys(FORMS)) {
        served = new Set();
        const found = await solve(spec, `only/${form}`);
        if (found !== expected) {
            problems.push(`${form}: ${spec} is ${found} instead of ${expected}`);
        }
        if (![...served].some((path) => path.startsWith(`/only/${form}/linux-64/`))) {
            problems.push(`${form}: ${spec} was solved without it`);
        }
    }
}
server.close();
console.log(`${SPECS} specs, ${solvable} of them solvable, each from ${Object.keys(FORMS).join(", ")}: ${problems.length} problems`);
problems.slice(0, 20).forEach((problem) => console.error(problem));
process.exit(problems.length === 0 && solvable > 0 ? 0 : 1);
