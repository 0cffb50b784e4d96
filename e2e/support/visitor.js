// Another visitor of an attacked server, as a process of its own: calls ORIGIN, which is its argument, again and again.
// `othersCalls` starts it. It says when its first call is answered, and how long the calls took when it gets a message.
import { monitorEventLoopDelay } from "node:perf_hooks";

import { Party, pause, percentile } from "./attack.js";

const MILLISECONDS_BETWEEN_CALLS = 50;

const visitor = new Party({ origin: process.argv[2] }, 5000);
let isOver = false;
process.once("message", () => (isOver = true));
process.once("disconnect", () => process.exit());

/** Each call opens a connection, as a new visitor does. */
async function call() {
  const answer = await visitor.call("GET", "/api/v1/portal");
  visitor.leave();
  return answer;
}

const { status } = await call();
process.send(status === 200 ? "begun" : `its first call got ${status}`);
const lateness = monitorEventLoopDelay({ resolution: 1 });
lateness.enable();
const times = [];
let failed = 0;
while (!isOver) {
  const { status, milliseconds } = await call();
  if (status === 200) times.push(milliseconds);
  else failed += 1;
  await pause(MILLISECONDS_BETWEEN_CALLS);
}
lateness.disable();
const slow = times.filter((milliseconds) => milliseconds > 1000).length;
const late = lateness.percentile(99) / 1e6;
process.send({ p50: percentile(times, 50), p99: percentile(times, 99), calls: times.length, failed, slow, late });
