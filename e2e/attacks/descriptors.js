// A process that may open 1,024 files, and 1,000 slow connections of each kind: from one address, then from fifty.
import { Connections, Figures, address, othersCalls, pause } from "../support/attack.js";
import { Portal } from "../support/portal.js";
import { idle, slowBody, slowHead, slowReader } from "../support/slow.js";

const CONNECTIONS = 1_000;
const SECONDS = 20;

const figures = new Figures();
const portal = await Portal.start(undefined, { descriptors: 1024 });
try {
  const port = Number(new URL(portal.origin).port);
  for (const kind of [idle, slowHead, slowBody, slowReader]) {
    for (const addresses of [1, 50]) {
      console.log(`attack:   ${kind.name} from ${addresses} addresses`);
      const attackers = new Connections(port, CONNECTIONS, (number) => address(number % addresses), kind);
      figures.others(await othersCalls(portal, () => pause(SECONDS * 1000)));
      attackers.stop();
      await pause(1000);
    }
  }
} finally {
  await portal.stop();
}
process.exitCode = figures.missed > 0 ? 1 : 0;
