// A sender reports one patient 600 times, each report older than all before it, on four connections; meanwhile people ask.
import { execFileSync } from "node:child_process";
import http from "node:http";

import { Figures, Party, inBrief, percentile } from "../support/attack.js";
import { person } from "../support/crowd.js";
import { binary, root } from "../support/places.js";
import { Portal, QUICK, freePort } from "../support/portal.js";

const REPORTS = inBrief(600, 60);
const CONNECTIONS = 4;

function report(number) {
  const second = String(REPORTS - number).padStart(6, "0");
  const day = new Date(Date.UTC(2026, 0, 1) - number * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
  return [
    `MSH|^~\\&|EHR|EXAMPLE CLINIC|||${day}000000+0000||VXU^V04^VXU_V04|R${second}|P|2.5.1`,
    "PID|1||900010^^^EXAMPLE CLINIC^MR||Late^Ada^^^^^L||19400615|F|||||^PRN^CP^^^617^5550168",
    `ORC|RE||${number}^EXAMPLE CLINIC`,
    "RXA|0|1|20250301||140^Influenza^CVX|0.5|mL^mL^UCUM||00^New^NIP001||||||LOT9|||||CP|A",
  ].join("\r");
}

const figures = new Figures();
const port = await freePort();
const portal = await Portal.start({ ...QUICK, MYVAX_REGISTRY_LISTEN: `127.0.0.1:${port}` });
try {
  const added = ["senders", "add", "clinic", "--facility", "EXAMPLE CLINIC"];
  const stdio = ["ignore", "pipe", "ignore"];
  const password = execFileSync(binary, added, { cwd: root, env: portal.environment, encoding: "utf8", stdio }).trim();
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const headers = {
    "Content-Type": "application/hl7-v2",
    Authorization: `Basic ${Buffer.from(`clinic:${password}`).toString("base64")}`,
  };
  const send = (body) =>
    new Promise((resolve) => {
      const options = { host: "127.0.0.1", port, path: "/registry/hl7v2", method: "POST", headers, agent };
      const request = http.request(options, (answer) => answer.resume().on("end", () => resolve(answer.statusCode)));
      request.on("error", () => resolve(0));
      request.end(body);
    });
  let [next, accepted, isOver] = [0, 0, false];
  const senders = Array.from({ length: CONNECTIONS }, async () => {
    while (next < REPORTS) {
      next += 1;
      if ((await send(report(next))) === 200) accepted += 1;
    }
  });
  const times = [];
  const asking = (async () => {
    for (let number = 0; !isOver; number += 1) {
      const party = new Party(portal, number % 100);
      times.push((await party.ask(person(number))).milliseconds);
      party.leave();
    }
  })();
  await Promise.all(senders);
  isOver = true;
  await asking;
  agent.destroy();
  figures.atLeast("reports accepted", accepted, REPORTS, "reports");
  console.log(`attack:   ${times.length} requests of others, p50 ${Math.round(percentile(times, 50))} ms`);
  figures.atMost("others' requests p99", percentile(times, 99), 100, "ms");
} finally {
  await portal.stop();
}
process.exitCode = figures.missed > 0 ? 1 : 0;
