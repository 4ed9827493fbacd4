// Judges pairs of versions, each with the order that this project gives them, by rattler. Where conda's own tests decide against
// rattler, or say nothing and conda's code does, the class of pairs is in exceptions.json. An unlisted disagreement fails, and so
// does a listed class that has more pairs than it had, or none.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Version } = createRequire(import.meta.url)("@conda-org/rattler");
const MINIMUM = 10_000;

const [pairsFile, exceptionsFile] = process.argv.slice(2);
const exceptions = JSON.parse(readFileSync(exceptionsFile, "utf8"))
    .map((exception) => ({ ...exception, pattern: new RegExp(exception.pattern, "i"), pairs: 0 }));
const lines = readFileSync(pairsFile, "utf8").split("\n").filter((line) => line !== "");

function parse(text) {
    try {
        return new Version(text);
    } catch {
        return undefined;
    }
}

function verdict(a, b) {
    const [one, two] = [parse(a), parse(b)];
    return one && two ? String(Math.sign(one.compare(two))) : "refused";
}

const problems = [];
let compared = 0;
let agreed = 0;
for (const line of lines) {
    const [a, b, ours] = line.split("\t");
    const theirs = verdict(a, b);
    compared += ours === "refused" ? 0 : 1;
    if (theirs === ours) {
        agreed++;
        continue;
    }
    const exception = exceptions.find(({ pattern }) => pattern.test(a) || pattern.test(b));
    if (exception) {
        exception.pairs++;
    } else {
        problems.push(`"${a}" and "${b}": ${ours} here, ${theirs} by rattler`);
    }
}
for (const { pattern, pairs, most, reason } of exceptions) {
    console.log(`${pairs} pairs differ by ${pattern.source}: ${reason}`);
    if (pairs > most) {
        problems.push(`${pairs} pairs differ by ${pattern.source}, which were ${most}`);
    }
    if (pairs === 0) {
        problems.push(`no pair differs by ${pattern.source}: take it off the list`);
    }
}
if (compared < MINIMUM) {
    problems.push(`only ${compared} pairs were compared`);
}
console.log(`${lines.length} pairs, ${compared} of them compared: ${agreed} agree, ${problems.length} problems`);
if (problems.length > 0) {
    console.error(problems.slice(0, 50).join("\n"));
    process.exit(1);
}
