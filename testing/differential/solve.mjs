// Judges what a mirror of some packages and their dependencies is good for, by rattler: it has to solve every root that the whole
// channel solves. With a rule that takes a dependency away, each root that no longer solves has to be named in the report.
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, normalize } from "node:path";
import { promisify } from "node:util";
import { random, writeChannel, writeVirtual } from "./channel.mjs";

const { simpleSolve } = createRequire(import.meta.url)("@conda-org/rattler");
const GROUPS = 8;
const ROOTS_OF_A_GROUP = 5;

const [launcher, work, seed = "1"] = process.argv.slice(2);
rmSync(work, { recursive: true, force: true });
const packages = writeChannel(join(work, "channels/full"), Number(seed));
writeVirtual(join(work, "channels/virtual"));
const next = random(Number(seed) + 1);
const pick = (list) => list[Math.floor(next() * list.length)];
const names = [...new Set(packages.map((each) => each.name))];

/** The lowest version of each root that the group allows. */
let lowest = new Map();

/**
 * A file; or the channel's index with what the roots of the group allow, less a package where the path names one:
 * /allowed/GROUP/NAME/SUBDIR/repodata.json.
 */
function body(path) {
    const [, name, rest] = path.match(/^\/allowed\/\d+\/([^/]+)\/(.*)$/) ?? [];
    if (name === undefined) {
        return readFileSync(join(work, path));
    }
    const index = JSON.parse(readFileSync(join(work, "channels/full", rest), "utf8"));
    const kept = Object.entries(index["packages.conda"]).filter(
        ([, record]) => record.name !== name && parseFloat(record.version) >= (lowest.get(record.name) ?? 0),
    );
    return JSON.stringify({ ...index, "packages.conda": Object.fromEntries(kept) });
}

const server = createServer((request, response) => {
    // A connection that idles while a mirror is made would be closed by the time it is used again.
    response.setHeader("Connection", "close");
    try {
        response.end(body(normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname))));
    } catch {
        response.writeHead(404).end();
    }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const url = (path) => `http://127.0.0.1:${server.address().port}/${path}`;

/** The files that a channel installs for a spec, or undefined if it cannot. */
async function solve(spec, channel) {
    try {
        const solved = await simpleSolve([spec], [url(channel), url("channels/virtual")], ["linux-64", "noarch"], []);
        return solved.map((each) => each.filename).sort().join(" ");
    } catch (e) {
        if (!String(e.message ?? e).startsWith("Cannot solve")) {
            throw e;
        }
        return undefined;
    }
}

/** The files that a mirror lists. */
function listed(account) {
    return new Set(["noarch", "linux-64"].flatMap((subdir) => {
        const index = JSON.parse(readFileSync(join(work, "mirror/conda", account, subdir, "repodata.json"), "utf8"));
        return [...Object.keys(index.packages), ...Object.keys(index["packages.conda"])];
    }));
}

/** Mirrors the roots with what they need; answers the report. */
async function mirror(account, roots, more) {
    const folder = join(work, account);
    mkdirSync(folder);
    writeFileSync(join(folder, "environment.yml"), `dependencies:\n${roots.map((root) => `  - "${root}"\n`).join("")}`);
    writeFileSync(
        join(folder, "mirror.yaml"),
        `channels: [${JSON.stringify(join(work, "channels/full"))}]\nplatforms: [linux-64]\naccount: ${account}\n` +
            `specs_from: ${JSON.stringify(join(folder, "environment.yml"))}\ndependencies: true\n${more}`,
    );
    const args = ["--root", join(work, "mirror"), "--config-file", join(folder, "mirror.yaml"), "--json", "sync"];
    const { stdout } = await promisify(execFile)(launcher, args, { maxBuffer: 1 << 28 });
    return JSON.parse(stdout);
}

const problems = [];
let solvable = 0;
let alike = 0;
let broken = 0;
for (let group = 0; group < GROUPS; group++) {
    const roots = new Map();
    lowest = new Map();
    while (roots.size < ROOTS_OF_A_GROUP) {
        const root = pick(packages);
        const isAny = next() < 0.5;
        roots.set(root.name, isAny ? root.name : `${root.name} >=${root.version}`);
        lowest.set(root.name, isAny ? 0 : parseFloat(root.version));
    }
    const whole = new Map();
    for (const [root, spec] of roots) {
        whole.set(root, await solve(spec, `allowed/${group}/-`));
    }
    await mirror(`group${group}`, [...roots.values()], "");
    const files = listed(`group${group}`);
    const used = [];
    for (const [root, spec] of roots) {
        const expected = whole.get(root);
        if (expected !== undefined) {
            const found = await solve(spec, `mirror/conda/group${group}`);
            solvable++;
            alike += found === expected ? 1 : 0;
            used.push(...expected.split(" ").map((file) => file.replace(/-[^-]*-[^-]*$/, "")));
            if (found === undefined) {
                problems.push(`${spec} is solved by the channel and not by its mirror (group ${group})`);
            }
            const absent = expected.split(" ").filter((file) => !file.startsWith("__") && !files.has(file));
            if (absent.length > 0) {
                problems.push(`${spec} is solved by the channel with ${absent.join(", ")}, which the mirror lacks (group ${group})`);
            }
        }
    }
    const dependencies = [...new Set(used)].filter((each) => names.includes(each) && !roots.has(each));
    for (const excluded of dependencies.sort(() => next() - 0.5).slice(0, 10)) {
        const hurt = [];
        for (const [root, spec] of roots) {
            if (whole.get(root) !== undefined && (await solve(spec, `allowed/${group}/${excluded}`)) === undefined) {
                hurt.push(root);
            }
        }
        if (hurt.length > 0) {
            const account = `group${group}-without-${excluded}`;
            const report = await mirror(account, [...roots.values()], `exclude: [${excluded}]\n`);
            for (const [root, spec] of roots) {
                const solved = (await solve(spec, `mirror/conda/${account}`)) !== undefined;
                if (whole.get(root) !== undefined && solved === hurt.includes(root)) {
                    problems.push(`${spec} is ${solved ? "" : "not "}solved by the mirror without ${excluded}, unlike by the channel`);
                }
            }
            const named = report.dependencies.uninstallable;
            for (const root of roots.keys()) {
                const solved = whole.get(root) !== undefined && !hurt.includes(root);
                if (named.includes(root) === solved) {
                    problems.push(`${root} is ${solved ? "" : "not "}solved without ${excluded}, and the report names ${named}`);
                }
            }
            broken += hurt.length;
            break;
        }
    }
}
server.close();
console.log(`${solvable} roots that the channel solves, ${alike} of them solved alike by their mirror;`
    + ` ${broken} that an excluding rule broke; ${problems.length} problems`);
if (solvable < GROUPS || broken === 0) {
    problems.push("too little was compared");
}
if (problems.length > 0) {
    console.error(problems.slice(0, 50).join("\n"));
    process.exit(1);
}
