// Invented people in any number, and a link for each.
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

import { Party } from "./attack.js";
import { linkIn } from "./outbox.js";
import { binary, root } from "./places.js";
import { until } from "./until.js";

const AT_ONCE = 16;
/** So many addresses that none of them asks too often. */
const PARTIES = 100;
/** Of Massachusetts. */
const AREA_CODES = [617, 781, 508, 413, 978, 774, 339, 351, 857];
/** The lines of one exchange. */
const LINES = 10_000;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** The person of a number. Each has a name and an e-mail address of their own. */
export function person(number) {
  const name = [...String(number)].map((digit) => LETTERS[Number(digit) * 2 + 1]).join("");
  return {
    first_name: `Crowd ${name}`,
    last_name: "Example",
    birth_date: `${1950 + (number % 50)}-0${1 + (number % 9)}-1${number % 10}`,
    gender: "female",
    email: `crowd${number}@example.org`,
    pin: "2580",
  };
}

/** The same person, with a phone instead of an e-mail address. A PIN may not be the end of the phone. */
export function personWithPhone(number) {
  const { email, pin, ...rest } = person(number);
  const area = AREA_CODES[Math.floor(number / LINES) % AREA_CODES.length];
  const line = String(number % LINES).padStart(4, "0");
  return { ...rest, phone: `+1${area}555${line}`, pin: line === pin ? "8350" : pin };
}

/** Reports these people to the registry. */
export async function report(portal, people) {
  const rows = people.map((one, number) =>
    [number, one.first_name, one.last_name, one.birth_date, one.gender, one.email, one.phone, "208", "2021-10-01"].join(","),
  );
  const file = path.join(portal.folder, "crowd.csv");
  const header = "patient_id,first_name,last_name,birth_date,gender,emails,phones,cvx,date";
  fs.writeFileSync(file, `${[header, ...rows].join("\n")}\n`);
  const command = ["registry", "import", "--sender", "EXAMPLE CLINIC", file];
  await promisify(execFile)(binary, command, { cwd: root, env: portal.environment });
}

/** Each asks once, from a few addresses. Returns how often each status was the answer. */
export async function askEach(portal, people) {
  const left = people.toReversed();
  const parties = Array.from({ length: PARTIES }, (_, number) => new Party(portal, 2000 + number));
  const statuses = {};
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = left.pop(); one; one = left.pop()) {
        const { status } = await parties[left.length % PARTIES].submit(one);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    }),
  );
  for (const party of parties) party.leave();
  return statuses;
}

/** Each solves the robot check first; then all ask at once. Returns how often each status was the answer. */
export async function askAtOnce(portal, people) {
  const parties = Array.from({ length: PARTIES }, (_, number) => new Party(portal, 2000 + number));
  const asking = people.map((one, number) => ({ one, party: parties[number % PARTIES] }));
  await eachOf(asking, async (ask) => (ask.proof = (await ask.party.prove()).proof));
  const statuses = {};
  await eachOf(asking, async ({ one, party, proof }) => {
    const { status } = await party.send(one, proof);
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  for (const party of parties) party.leave();
  return statuses;
}

/** Does the work for each of these, a few at a time. */
async function eachOf(all, work) {
  const left = all.toReversed();
  const one = async () => {
    for (let next = left.pop(); next; next = left.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** Each asks once, from a few addresses; ends when all messages are sent. */
export async function askAll(portal, people) {
  const before = portal.outbox.messages().length;
  const left = [...people];
  const parties = Array.from({ length: PARTIES }, (_, number) => new Party(portal, 1000 + number));
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = left.pop(); one; one = left.pop()) await parties[left.length % PARTIES].ask(one);
    }),
  );
  for (const party of parties) party.leave();
  const sent = () => portal.outbox.messages().slice(before);
  const all = await until("everyone has a message", () => (sent().length >= people.length ? sent() : undefined), 300_000);
  return all;
}

/** The tokens of the links in these messages. */
export function tokensIn(messages) {
  return messages.map((message) => linkIn(message).split("#")[1]);
}
