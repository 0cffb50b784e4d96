// Runs the attacks one after another, each as a process of its own; `node attacks/run.js memory` runs those whose names
// contain one of the words. Fails if a figure misses its limit. With ATTACK_BRIEF=yes it runs short versions of those
// that count something, as a part of the tests.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { root } from "../support/places.js";

const folder = path.join(root, "e2e/attacks");
const IN_BRIEF = ["corners", "late_reports", "one_identity", "pipelining", "pumping", "races", "right_pin"];
const given = process.argv.slice(2);
const wanted = given.length === 0 && process.env.ATTACK_BRIEF === "yes" ? IN_BRIEF : given;
const attacks = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith(".js") && name !== "run.js")
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const missed = [];
for (const name of attacks) {
  console.log(`attack: ${name}`);
  const { status } = spawnSync(process.execPath, [path.join(folder, name)], { stdio: "inherit" });
  if (status !== 0) missed.push(name);
}
console.log(`attack: ${attacks.length} attacks, ${missed.length} missed a limit ${missed.join(" ")}`);
if (process.env.ATTACK_BRIEF === "yes") {
  console.log(`${attacks.length - missed.length} passed, ${missed.length} failed`);
}
process.exitCode = missed.length > 0 || attacks.length === 0 ? 1 : 0;
