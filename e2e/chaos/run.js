// Kills the service while it works, and counts what is lost, repeated or stuck: `node chaos/run.js sqlite 200 7` kills the
// one process on SQLite 200 times with the seed 7; `postgres` has a portal and two workers, on the server of
// MYVAX_TEST_POSTGRES_URL (`.ci/postgres`). MYVAX_BINARY is another build than target/debug/myvax.
import path from "node:path";

import { Figures } from "../support/attack.js";
import { random } from "../support/classify.js";
import { binary } from "../support/places.js";
import { Service } from "../support/processes.js";
import { Asking } from "./asking.js";
import { compareWithDatabase, printEnds, untilAllIsFinal } from "./findings.js";
import { Kills } from "./kills.js";
import { Links } from "./links.js";

/** From this number of kills on, leases have their default length and times are judged. */
const MANY = 50;
const SHORT_LEASE_SECONDS = "10";
const FINAL_WITHIN_SECONDS = 90;

const [database = "sqlite", killCount = "10", seed = "1"] = process.argv.slice(2);
const kills = Number(killCount);
const settings = {
  MYVAX_BOT_CHECK__MAX_NUMBER: "50",
  MYVAX_LIMITS__PREFIX_TEXTS_PER_HOUR: "1000000",
  ...(kills < MANY ? { MYVAX_JOBS__LEASE_SECONDS: SHORT_LEASE_SECONDS } : {}),
};
const postgres = process.env.MYVAX_TEST_POSTGRES_URL;
if (database === "postgres" && !postgres) throw new Error("run it as `.ci/postgres node e2e/chaos/run.js postgres`");
const service = await Service.start(database === "postgres" ? { postgres, workers: 2, settings } : { settings });
const print = (text) => console.log(`chaos: ${text}`);
const figures = new Figures("chaos");
try {
  print(`${database}, ${kills} kills, seed ${seed}, ${path.relative(process.cwd(), binary)}`);
  const draw = random(Number(seed));
  // A gateway that answers a little later makes the time between its answer and the next write longer.
  await service.texts.behave({ how: "slow", seconds: 0.05 });
  const asking = await Asking.start(service, kills + 1);
  const links = new Links(service, draw);
  const run = new Kills(service, asking, links, draw);
  const begun = performance.now();
  await run.run(kills);
  const seconds = await untilAllIsFinal(service);
  print(`${Math.round((performance.now() - begun) / 1000)} s; all final ${seconds.toFixed(1)} s after the last start`);
  run.print(print);
  printEnds(service, asking, print);
  if (kills >= MANY) figures.atMost("from the last start until all is final", seconds, FINAL_WITHIN_SECONDS, "s");
  compareWithDatabase(service, asking, run, figures);
  await links.tryAll(figures);
} finally {
  await service.stop();
}
console.log(`${figures.met} passed, ${figures.missed} failed`);
process.exitCode = figures.missed > 0 ? 1 : 0;
