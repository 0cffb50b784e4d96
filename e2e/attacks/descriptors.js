// A process that may open 1,024 files, and 1,000 slow connections of each kind: from one address, then from fifty; then
// 2,000, most of which are refused and come again. Then 1,500 slow bodies without the defense. At the end of each, twenty
// people come at once.
import fs from "node:fs";

import { Connections, Figures, Party, address, othersCalls, pause, withControl, without } from "../support/attack.js";
import { Portal, QUICK } from "../support/portal.js";
import { idle, slowBody, slowHead, slowReader } from "../support/slow.js";

const CONNECTIONS = 1_000;
const DESCRIPTORS = 1_024;
const SECONDS = Number(process.env.ATTACK_SECONDS ?? 20);
const PEOPLE = 20;
const PATIENCE_MILLISECONDS = 5_000;

/** While the connections are open. */
async function attacked(portal, [kind, addresses, connections], work) {
  const port = Number(new URL(portal.origin).port);
  const attackers = new Connections(port, connections, (number) => address(number % addresses), kind);
  try {
    return await work();
  } finally {
    attackers.stop();
    await pause(1000);
  }
}

/** How many of the people who come at once are answered. */
async function answered(portal) {
  const one = async (_, number) => {
    const party = new Party(portal, 5100 + number, 1, PATIENCE_MILLISECONDS);
    const { status } = await party.call("GET", "/api/v1/portal");
    party.leave();
    return status;
  };
  const statuses = await Promise.all(Array.from({ length: PEOPLE }, one));
  return statuses.filter((status) => status === 200).length;
}

const figures = new Figures();
const portal = await Portal.start(QUICK, { descriptors: DESCRIPTORS });
try {
  const each = [idle, slowHead, slowBody, slowReader].flatMap((kind) => [
    [kind, 1, CONNECTIONS],
    [kind, 50, CONNECTIONS],
  ]);
  for (const attack of [...each, [idle, 50, 2 * CONNECTIONS]]) {
    const [kind, addresses, connections] = attack;
    console.log(`attack:   ${kind.name}, ${connections} from ${addresses} addresses`);
    let reached;
    const others = await othersCalls(portal, () =>
      attacked(portal, attack, async () => {
        await pause(SECONDS * 1000);
        reached = await answered(portal);
      }),
    );
    figures.others(others);
    figures.atLeast(`of ${PEOPLE} people at once were answered`, reached, PEOPLE, "people");
  }
  const withoutFiles = fs.readFileSync(portal.log, "utf8").match(/Too many open files/g) ?? [];
  figures.none("times without a file for a connection", withoutFiles);
} finally {
  await portal.stop();
}
if (withControl) {
  const [settings, program] = without("connections", QUICK);
  const open = await Portal.start(settings, { ...program, descriptors: DESCRIPTORS });
  try {
    const all = await attacked(open, [slowBody, 50, 1.5 * CONNECTIONS], async () => {
      await pause(2_000);
      return answered(open);
    });
    figures.atMost(`of ${PEOPLE} people at once were answered without the defense`, all, 2, "people");
  } finally {
    await open.stop();
  }
}
process.exitCode = figures.missed > 0 ? 1 : 0;
