// 1,000 connections ask for large files and do not read them for a minute: from one address, then from fifty.
import { Connections, Figures, address, othersCalls, pause, peakMemory, residentMemory } from "../support/attack.js";
import { Portal } from "../support/portal.js";
import { slowReader } from "../support/slow.js";

const CONNECTIONS = 1_000;
const SECONDS = 60;

const figures = new Figures();
for (const addresses of [1, 50]) {
  const portal = await Portal.start();
  try {
    const port = Number(new URL(portal.origin).port);
    const readers = new Connections(port, CONNECTIONS, (number) => address(number % addresses), slowReader);
    let others;
    const peak = await peakMemory(portal, async () => {
      others = await othersCalls(portal, () => pause(SECONDS * 1000));
    });
    readers.stop();
    await pause(1000);
    console.log(`attack:   readers from ${addresses} addresses; ${residentMemory(portal)} MB after they left`);
    figures.atMost("memory", peak, 150, "MB");
    figures.others(others);
  } finally {
    await portal.stop();
  }
}
process.exitCode = figures.missed > 0 ? 1 : 0;
