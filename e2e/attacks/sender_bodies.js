// 300 SOAP calls without an account, each with a body of 2 MiB whose last byte is missing; meanwhile a sender sends its
// message. From one address, then from fifty. Then without the defense.
import { execFileSync } from "node:child_process";

import { Connections, Figures, address, pause, peakMemory, withControl, without } from "../support/attack.js";
import { binary, root } from "../support/places.js";
import { Portal, QUICK, freePort } from "../support/portal.js";

const CONNECTIONS = 300;
const BODY = "x".repeat(2 * 1024 * 1024 - 1);
const SECONDS = Number(process.env.ATTACK_SECONDS ?? 20);
const MESSAGE = [
  "MSH|^~\\&|EXAMPLE EHR|EXAMPLE CLINIC|MY VAX RECORDS|EXAMPLE REGISTRY|20260901090000-0400||VXU^V04^VXU_V04|A1|P|2.5.1",
  "PID|1||900009^^^EXAMPLE CLINIC^MR||Other^Ada^^^^^L||19400615|F|||||^PRN^CP^^^617^5550169",
].join("\r");

function call(socket) {
  const head = [
    "POST /registry/hl7v2 HTTP/1.1",
    "Host: registry",
    "Content-Type: application/soap+xml",
    `Content-Length: ${BODY.length + 1}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${BODY}`);
}

async function attacked(addresses, [settings, program] = [QUICK]) {
  const port = await freePort();
  const portal = await Portal.start({ ...settings, MYVAX_REGISTRY_LISTEN: `127.0.0.1:${port}` }, program);
  try {
    const added = ["senders", "add", "clinic", "--facility", "EXAMPLE CLINIC"];
    const stdio = ["ignore", "pipe", "ignore"];
    const password = execFileSync(binary, added, { cwd: root, env: portal.environment, encoding: "utf8", stdio }).trim();
    const attackers = new Connections(port, CONNECTIONS, (number) => address(number % addresses), call);
    let [accepted, sent, slowest] = [0, 0, 0];
    const peak = await peakMemory(portal, async () => {
      for (const end = Date.now() + SECONDS * 1000; Date.now() < end; await pause(500)) {
        const begun = performance.now();
        const answer = await fetch(`http://127.0.0.1:${port}/registry/hl7v2`, {
          method: "POST",
          headers: {
            "Content-Type": "application/hl7-v2",
            Authorization: `Basic ${Buffer.from(`clinic:${password}`).toString("base64")}`,
            Connection: "close",
          },
          body: MESSAGE,
        }).catch(() => undefined);
        sent += 1;
        if (answer?.status === 200) accepted += 1;
        slowest = Math.max(slowest, performance.now() - begun);
      }
    });
    attackers.stop();
    console.log(`attack:   from ${addresses} addresses`);
    return { peak, accepted, sent, slowest };
  } finally {
    await portal.stop();
  }
}

const figures = new Figures();
for (const addresses of [1, 50]) {
  const { peak, accepted, sent, slowest } = await attacked(addresses);
  figures.atMost("memory", peak, 150, "MB");
  figures.atLeast("messages of another sender that were accepted", accepted, sent, "messages");
  figures.atMost("the slowest of them", slowest, 3000, "ms");
}
if (withControl) {
  const { peak } = await attacked(50, without("bodies", QUICK));
  figures.atLeast("memory without the defense", peak, 300, "MB");
}
process.exitCode = figures.missed > 0 ? 1 : 0;
