// 1,000 connections send 3,000 requests of a kind each, one after another, and read nothing for a minute. Then the same
// without the defense.
import { Connections, Figures, address, inBrief, othersCalls, pause, peakMemory, withControl, without } from "../support/attack.js";
import { Portal, QUICK } from "../support/portal.js";
import { readNothing } from "../support/slow.js";

const CONNECTIONS = inBrief(1_000, 100);
/** Enough to show the difference: each takes megabytes without the defense. */
const CONNECTIONS_OF_CONTROL = 50;
const REQUESTS = 3_000;
const SECONDS = Number(process.env.ATTACK_SECONDS ?? inBrief(60, 2));

const KINDS = {
  GET: "GET /api/v1/portal HTTP/1.1\r\nHost: a\r\n\r\n",
  HEAD: "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
  POST: "POST /api/v1/unlock HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
  chunks: "POST /api/v1/unlock HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
};

async function attacked([kind, addresses, connections], seconds, start = [QUICK]) {
  const portal = await Portal.start(...start);
  try {
    const port = Number(new URL(portal.origin).port);
    const requests = Buffer.from(KINDS[kind].repeat(REQUESTS));
    const start = (socket) => {
      readNothing(socket);
      socket.write(requests);
    };
    let attackers;
    let others;
    const peak = await peakMemory(portal, async () => {
      others = await othersCalls(portal, () => {
        attackers = new Connections(port, connections, (number) => address(number % addresses), start);
        return pause(seconds * 1000);
      });
    });
    attackers.stop();
    return { peak, others };
  } finally {
    await portal.stop();
  }
}

const figures = new Figures();
for (const [kind, addresses] of [["GET", 50], ["GET", 1], ["HEAD", 50], ["POST", 50], ["chunks", 50]]) {
  // The first kind is what a client would send; the others need less time to show a difference.
  const seconds = kind === "GET" && addresses === 50 ? SECONDS : SECONDS / 4;
  console.log(`attack:   ${kind} from ${addresses} addresses`);
  const { peak, others } = await attacked([kind, addresses, CONNECTIONS], seconds);
  figures.atMost("memory", peak, 150, "MB");
  figures.others(others);
}
if (withControl) {
  const { peak } = await attacked(["GET", 50, CONNECTIONS_OF_CONTROL], SECONDS / 4, without("pipelining", QUICK));
  figures.atLeast("memory without the defense", peak, 300, "MB");
}
process.exitCode = figures.missed > 0 ? 1 : 0;
