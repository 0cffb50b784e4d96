// People use the service at a steady rate: form with robot check, message at a gateway, link opened with the PIN, record.
// `node load/run.js DATABASE RATE SECONDS OPENING`: sqlite (portal and worker are one process) or postgres (two processes,
// on the server of MYVAX_TEST_POSTGRES_URL), people a second, seconds, and the percentage of people who open their link.
// It prints times and errors, stays on this machine and ends by itself.
import { monitorEventLoopDelay } from "node:perf_hooks";

import { pause, percentile } from "../support/attack.js";
import { person, personWithPhone, report } from "../support/crowd.js";
import { Service } from "../support/processes.js";
import { Client, now } from "./client.js";

const [database = "sqlite", rate = "10", seconds = "60", opening = "100"] = process.argv.slice(2);
const PEOPLE = Math.round(Number(rate) * Number(seconds));
/** A real check of 50,000 would take more of this machine than the server does. */
const CHECK = "100";
const WAIT_FOR_MESSAGES_MILLISECONDS = 30_000;
const STEP_MILLISECONDS = 5;
const settings = {
  MYVAX_BOT_CHECK__MAX_NUMBER: CHECK,
  MYVAX_TRUSTED_PROXIES: "127.0.0.1/32",
  MYVAX_LIMITS__PREFIX_TEXTS_PER_HOUR: "1000000",
  MYVAX_LIMITS__TEXTS_PER_DAY: "10000000",
};

/** Half have a phone. */
const somebody = (number) => (number % 2 === 0 ? personWithPhone(number) : person(number));
const opens = (number) => number % 100 < Number(opening);

const times = { submit: [], text: [], email: [], unlock: [], record: [] };
const errors = new Map();

function count(step, { status }) {
  const kind = `${step}: ${status === 0 ? "no answer" : status}`;
  errors.set(kind, (errors.get(kind) ?? 0) + 1);
}

/** Those who wait for a message, by the gateway's address of them. */
const waiting = new Map();

async function ask(client, number) {
  const one = somebody(number);
  const challenge = await client.challenge(number);
  if (challenge.status !== 200) return count("robot check", challenge);
  const contact = one.phone ?? one.email;
  const arrived = new Promise((resolve) => waiting.set(contact, resolve));
  const submission = await client.submit(number, one, challenge.text);
  if (submission.status !== 202) {
    waiting.delete(contact);
    return count("submission", submission);
  }
  times.submit.push(submission.milliseconds);
  const message = await arrived;
  if (message === undefined) return count("message", { status: "not there at the end" });
  times[one.phone ? "text" : "email"].push(message.at - submission.begun);
  if (opens(number)) await open(client, number, message, one.pin);
}

async function open(client, number, { text }, pin) {
  const token = text.match(/#([0-9A-HJKMNP-TV-Z]{26})/)?.[1];
  if (!token) return count("message", { status: "without a link" });
  const unlocked = await client.unlock(number, token, pin);
  if (unlocked.status !== 200) return count("PIN", unlocked);
  times.unlock.push(unlocked.milliseconds);
  const record = await client.record(number, unlocked.cookie);
  if (record.status !== 200) return count("record", record);
  times.record.push(record.milliseconds);
}

/** Gives each message of the gateways to the person who waits for it, until told to stop. */
function deliver(service) {
  const seen = new Map();
  let isOver = false;
  const delivering = (async () => {
    while (!isOver) {
      for (const gateway of [service.texts, service.mail]) {
        const messages = gateway.messages();
        for (const message of messages.slice(seen.get(gateway) ?? 0)) {
          waiting.get(message.to)?.(message);
          waiting.delete(message.to);
        }
        seen.set(gateway, messages.length);
      }
      await pause(STEP_MILLISECONDS);
    }
  })();
  return async () => {
    isOver = true;
    await delivering;
  };
}

/** Begins a person at each tick of the rate, however long the others take. */
async function paced(begin) {
  const begun = performance.now();
  const all = [];
  for (let number = 0; number < PEOPLE; ) {
    const due = Math.min(PEOPLE, ((performance.now() - begun) / 1000) * Number(rate));
    for (; number < due; number += 1) all.push(begin(number));
    await pause(1);
  }
  return all;
}

function print(text) {
  console.log(`load: ${text}`);
}

function printTimes(what, values) {
  const at = (percent) => `p${percent} ${percentile(values, percent).toFixed(1)} ms`;
  print(`  ${what.padEnd(34)} ${String(values.length).padStart(6)}  ${[50, 90, 99, 100].map(at).join("  ")}`);
}

const postgres = process.env.MYVAX_TEST_POSTGRES_URL;
if (database === "postgres" && !postgres) throw new Error("run it as `.ci/postgres node e2e/load/run.js postgres`");
const service = await Service.start(database === "postgres" ? { postgres, workers: 1, settings } : { settings });
const client = new Client(service.origin);
try {
  await report(service, Array.from({ length: PEOPLE }, (_, number) => somebody(number)));
  print(`${database}, ${rate} people a second for ${seconds} s, ${opening} % open their link`);
  const lateness = monitorEventLoopDelay({ resolution: 1 });
  lateness.enable();
  const stop = deliver(service);
  const begun = now();
  const all = await paced((number) => ask(client, number));
  const sent = (now() - begun) / 1000;
  lateness.disable();
  const end = performance.now() + WAIT_FOR_MESSAGES_MILLISECONDS;
  while (waiting.size > 0 && performance.now() < end) await pause(STEP_MILLISECONDS);
  for (const arrive of waiting.values()) arrive(undefined);
  await Promise.all(all);
  await stop();
  printTimes("submission", times.submit);
  printTimes("sending the form to text message", times.text);
  printTimes("sending the form to e-mail", times.email);
  printTimes("PIN to session", times.unlock);
  printTimes("record", times.record);
  print(`  ${(times.submit.length / sent).toFixed(1)} submissions a second; this client was late by up to ${(lateness.percentile(99) / 1e6).toFixed(1)} ms (p99)`);
  for (const [kind, number] of errors) print(`  ! ${kind}: ${number}`);
  if (errors.size === 0) print("  no errors");
} finally {
  client.close();
  await service.stop();
}
process.exitCode = errors.size > 0 ? 1 : 0;
