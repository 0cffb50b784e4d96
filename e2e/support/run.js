// Runs the stories, two at a time; `npm test -- card print` runs those whose names contain one of the words.
// The last line is `N passed, N failed`, which `make test` counts.
import fs from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

import { root } from "./places.js";

const stories = path.join(root, "e2e/stories");
const wanted = process.argv.slice(2);

// Long stories start first, so that none of them runs alone at the end.
const LONG = ["accessible"];
const files = fs
  .readdirSync(stories)
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .sort((a, b) => isShort(a) - isShort(b) || a.localeCompare(b))
  .map((name) => path.join(stories, name));

function isShort(name) {
  return LONG.every((word) => !name.startsWith(word));
}

const counts = { passed: 0, failed: 0 };
const count = (key) => (test) => {
  if (test.details.type !== "suite") counts[key] += 1;
};

run({ files, concurrency: 2, timeout: 600_000 })
  .on("test:pass", count("passed"))
  .on("test:fail", count("failed"))
  .compose(spec)
  .on("end", () => {
    process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
  })
  .pipe(process.stdout, { end: false });
