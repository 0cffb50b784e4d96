// A process that may open 1,024 files, and 1,000 slow connections of each kind: from one address, then from fifty. Then
// 1,500 slow bodies without the defense.
import { Connections, Figures, address, othersCalls, pause, withControl, without } from "../support/attack.js";
import { Portal, QUICK } from "../support/portal.js";
import { idle, slowBody, slowHead, slowReader } from "../support/slow.js";

const CONNECTIONS = 1_000;
const DESCRIPTORS = 1_024;
const SECONDS = Number(process.env.ATTACK_SECONDS ?? 20);

async function attacked(portal, kind, addresses, connections) {
  const port = Number(new URL(portal.origin).port);
  const attackers = new Connections(port, connections, (number) => address(number % addresses), kind);
  const others = await othersCalls(portal, () => pause(SECONDS * 1000));
  attackers.stop();
  await pause(1000);
  return others;
}

const figures = new Figures();
const portal = await Portal.start(QUICK, { descriptors: DESCRIPTORS });
try {
  for (const kind of [idle, slowHead, slowBody, slowReader]) {
    for (const addresses of [1, 50]) {
      console.log(`attack:   ${kind.name} from ${addresses} addresses`);
      figures.others(await attacked(portal, kind, addresses, CONNECTIONS));
    }
  }
} finally {
  await portal.stop();
}
if (withControl) {
  const [settings, program] = without("connections", QUICK);
  const open = await Portal.start(settings, { ...program, descriptors: DESCRIPTORS });
  try {
    const { failed, slow } = await attacked(open, slowBody, 50, 1.5 * CONNECTIONS);
    figures.atLeast("calls that fail or take a second without the defense", failed + slow, 1, "calls");
  } finally {
    await open.stop();
  }
}
process.exitCode = figures.missed > 0 ? 1 : 0;
