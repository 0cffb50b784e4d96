// 1,000 connections ask for large files and do not read them for a minute: from one address, then from fifty. Then for 30
// seconds without the defense.
import {
  Connections,
  Figures,
  address,
  openDescriptors,
  othersCalls,
  pause,
  peakMemory,
  residentMemory,
  unreadInKernel,
  withControl,
  without,
} from "../support/attack.js";
import { Portal, QUICK } from "../support/portal.js";
import { patientReader, slowReader } from "../support/slow.js";

const CONNECTIONS = 1_000;
const SECONDS = Number(process.env.ATTACK_SECONDS ?? 60);
/** Longer than a client may leave a response unread. */
const SECONDS_OF_CONTROL = 30;

async function attacked(addresses, seconds, start = [QUICK], kind = slowReader) {
  const portal = await Portal.start(...start);
  try {
    const port = Number(new URL(portal.origin).port);
    const before = openDescriptors(portal);
    let readers;
    let others;
    const peak = await peakMemory(portal, async () => {
      others = await othersCalls(portal, () => {
        readers = new Connections(port, CONNECTIONS, (number) => address(number % addresses), kind);
        return pause(seconds * 1000);
      });
    });
    const [held, unread] = [openDescriptors(portal) - before, unreadInKernel(portal)];
    readers.stop();
    await pause(1000);
    console.log(`attack:   readers from ${addresses} addresses; ${residentMemory(portal)} MB after they left`);
    return { peak, others, held, unread };
  } finally {
    await portal.stop();
  }
}

const figures = new Figures();
for (const addresses of [1, 50]) {
  const { peak, others, held, unread } = await attacked(addresses, SECONDS);
  figures.atMost("memory", peak, 150, "MB");
  figures.atMost("unread in the kernel", unread, 100, "MB");
  figures.atMost("connections that the server holds", held, 710, "connections");
  figures.others(others);
}
if (withControl) {
  const { peak, held, unread } = await attacked(50, SECONDS_OF_CONTROL, without("connections", QUICK), patientReader);
  console.log(`attack:   without the defense ${Math.round(peak)} MB`);
  figures.atLeast("connections that the server holds without the defense", held, 990, "connections");
  figures.atLeast("unread in the kernel without the defense", unread, 500, "MB");
}
process.exitCode = figures.missed > 0 ? 1 : 0;
