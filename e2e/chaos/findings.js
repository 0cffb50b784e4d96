// What the database and the gateways' logs say afterwards about each accepted request and each message.
import { until } from "../support/until.js";

const OPEN = ["access_request", "message"].map((table) => `(SELECT count(*) FROM ${table} WHERE state = 'open')`).join(" + ");
const REQUESTS =
  "SELECT request_code, access_request.state, message.id, message.state FROM access_request " +
  "LEFT JOIN message ON message.request_id = access_request.id";
const PATIENCE_MILLISECONDS = 300_000;

/** Returns after how many seconds no request and no message is open. */
export async function untilAllIsFinal(service) {
  const begun = performance.now();
  await until("all is final", () => service.rows(`SELECT ${OPEN}`)[0][0] === "0", PATIENCE_MILLISECONDS);
  return (performance.now() - begun) / 1000;
}

/** Prints what was asked, and how it ended. */
export function printEnds(service, asking, print) {
  const ends = service.rows("SELECT state, count(*) FROM access_request GROUP BY state ORDER BY state");
  const stored = ends.reduce((sum, [, count]) => sum + Number(count), 0);
  const unanswered = `${asking.unanswered} lost their answer, of which ${stored - asking.accepted.length} were stored`;
  print(`  ${asking.accepted.length} requests accepted; ${unanswered}; ended: ${ends.map((end) => end.join(" ")).join(", ")}`);
  const keys = service.messages().map(({ key }) => key);
  const distinct = new Set(keys).size;
  print(`  ${distinct} messages at the gateways, and ${keys.length - distinct} copies of them`);
}

export function compareWithDatabase(service, asking, kills, figures) {
  const rows = service.rows(REQUESTS);
  const byCode = groupedBy(rows, ([code]) => code);
  const calls = groupedBy(service.messages(), ({ key }) => key.replaceAll(":", "."));
  const { accepted } = asking;

  figures.atLeast("accepted requests", accepted.length, 1, "requests");
  figures.none("requests that were neither accepted nor cut off", Object.entries(asking.refused));
  figures.none("accepted requests without a row", accepted.filter(({ code }) => !byCode.has(code)));
  const wronglyEnded = accepted.filter(({ code, state }) => byCode.get(code)?.some((row) => row[1] !== state));
  figures.none("accepted requests that ended otherwise than they must", wronglyEnded);
  figures.none("requests without exactly one message that was sent", [...byCode.values()].filter(isNotSentOnce));
  figures.none("sent messages that no gateway received", rows.filter(([, , id]) => !calls.has(keyOf(id))));
  const isLost = ({ code }) => !byCode.get(code)?.some(([, , id]) => calls.get(keyOf(id))?.[0].text.includes(code));
  figures.none("accepted requests whose code is in no message", accepted.filter(isLost));
  figures.atMost("stored requests", byCode.size, accepted.length + asking.unanswered, "accepted or cut off");
  judgeCopies(calls, new Set(rows.map(([, , id]) => keyOf(id))), kills, figures);
}

function judgeCopies(calls, known, kills, figures) {
  const messages = [...calls];
  const isInvented = ([key]) => !known.has(key);
  figures.none("messages of no request", messages.filter(isInvented));
  const differs = ([, [first, ...copies]]) => copies.some(({ to, text }) => to !== first.to || text !== first.text);
  figures.none("copies with another recipient or text", messages.filter(differs));
  const met = (key) => kills.messagesInFlight.get(key) ?? 0;
  figures.none("messages with more copies than kills met them in flight", messages.filter(([key, all]) => all.length - 1 > met(key)));
  const copies = messages.reduce((sum, [, all]) => sum + all.length - 1, 0);
  const inFlight = [...kills.messagesInFlight.values()].reduce((sum, count) => sum + count, 0);
  figures.atMost("copies", copies, inFlight, "messages in flight at kills");
}

const keyOf = (id) => (id ?? "").replaceAll(":", ".");
const isNotSentOnce = (rows) => rows.length !== 1 || rows[0][3] !== "sent";

function groupedBy(values, keyOfValue) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOfValue(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}
