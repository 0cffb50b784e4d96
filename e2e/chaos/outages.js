// The database goes away while people ask: a server that is stopped or silent, and a full disk. Measures how long the
// service is not ready, and shows that every accepted request is answered afterwards. `node chaos/outages.js stopped
// silent full` runs some of them; the first two need MYVAX_TEST_POSTGRES_URL (`.ci/postgres`).
import { execFileSync } from "node:child_process";
import fs from "node:fs";

import { Figures, pause } from "../support/attack.js";
import { Service } from "../support/processes.js";
import { Proxy } from "../support/proxy.js";
import { Asking } from "./asking.js";
import { printEnds, untilAllIsFinal } from "./findings.js";

const OUTAGE_SECONDS = 8;
const ROUNDS = 100;
const PATIENCE_MILLISECONDS = 60_000;
const STEP_MILLISECONDS = 50;

const figures = new Figures("chaos");
const print = (text) => console.log(`chaos: ${text}`);
const settings = {
  MYVAX_BOT_CHECK__MAX_NUMBER: "50",
  MYVAX_LIMITS__PREFIX_TEXTS_PER_HOUR: "1000000",
  MYVAX_JOBS__LEASE_SECONDS: "10",
};

/** The seconds until the check is true. */
async function secondsUntil(isSo) {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > PATIENCE_MILLISECONDS) return Infinity;
    await pause(STEP_MILLISECONDS);
  }
  return (performance.now() - begun) / 1000;
}

/** People ask all the time until the returned function is called. */
function askAllTheTime(asking) {
  let isOver = false;
  const rounds = (async () => {
    while (!isOver) {
      for (const prepared of await asking.prepare()) if (prepared) await asking.send(prepared);
      await pause(STEP_MILLISECONDS);
    }
  })();
  return async () => {
    isOver = true;
    await rounds;
  };
}

/** `begin` starts the outage and `end` ends it; the limits are in seconds. */
async function outage(name, service, { begin, end, notReady, recovered }) {
  print(name);
  const asking = await Asking.start(service, ROUNDS);
  const stop = askAllTheTime(asking);
  await secondsUntil(() => asking.accepted.length > 10);
  const isReady = () => service.portal.isReady();
  await begin();
  if (notReady) {
    figures.atMost("not ready after", await secondsUntil(async () => !(await isReady())), notReady, "s");
    await pause(OUTAGE_SECONDS * 1000);
  }
  await end();
  const before = asking.accepted.length;
  figures.atMost("the next request accepted after", await secondsUntil(() => asking.accepted.length > before), recovered, "s");
  figures.atMost("ready again after", await secondsUntil(isReady), recovered, "s");
  await stop();
  await untilAllIsFinal(service);
  printEnds(service, asking, print);
  const answered = service.rows("SELECT request_code FROM access_request JOIN message ON request_id = access_request.id");
  const codes = new Set(answered.map(([code]) => code));
  figures.none("accepted requests without a message", asking.accepted.filter(({ code }) => !codes.has(code)));
  printLog(service);
  await service.stop();
}

/** The warnings and errors of the log, and how often each was written. */
function printLog(service) {
  const counts = new Map();
  for (const line of fs.readFileSync(service.log, "utf8").split("\n")) {
    if (!line.startsWith("{")) continue;
    const { level, message, error } = JSON.parse(line);
    if (level !== "WARN" && level !== "ERROR") continue;
    const [text] = `${level} ${message}: ${error ?? ""}`.split("\n");
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  for (const [text, count] of counts) print(`  log, ${count} times: ${text}`);
}

async function behindProxy() {
  const { hostname, port } = new URL(process.env.MYVAX_TEST_POSTGRES_URL);
  const proxy = await Proxy.to(hostname, Number(port));
  return [proxy, await Service.start({ postgres: process.env.MYVAX_TEST_POSTGRES_URL, proxy, settings })];
}

const OUTAGES = {
  async stopped() {
    const [proxy, service] = await behindProxy();
    const [begin, end] = [() => proxy.stop(), () => proxy.start()];
    await outage("PostgreSQL is stopped", service, { begin, end, notReady: 2, recovered: 10 });
    proxy.stop();
  },
  async silent() {
    const [proxy, service] = await behindProxy();
    const begin = () => proxy.silence();
    await outage("connections to PostgreSQL are silent", service, { begin, end: () => {}, recovered: 10 });
    proxy.stop();
  },
  async full() {
    const service = await Service.start({ settings });
    const limit = (bytes) => execFileSync("prlimit", ["--pid", String(service.portal.process.pid), `--fsize=${bytes}:`]);
    const [begin, end] = [() => limit(4096), () => limit("unlimited")];
    await outage("the disk is full", service, { begin, end, notReady: 5, recovered: 10 });
  },
};

const wanted = process.argv.slice(2);
for (const [name, begin] of Object.entries(OUTAGES)) if (wanted.length === 0 || wanted.includes(name)) await begin();
console.log(`${figures.met} passed, ${figures.missed} failed`);
process.exit(figures.missed > 0 ? 1 : 0);
