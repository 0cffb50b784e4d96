// Spellings and origins that go around a check: encoded paths, other sites, methods, queries twice, and what is no
// request. Each gets its status and every header. Then other sites sign a visitor in to a link of their own, so that the
// visitor takes their record for his, with and without the defense. A browser would ask before it sends JSON (a preflight),
// and be refused; this client sends at once.
import net from "node:net";

import { Figures, withControl, without } from "../support/attack.js";
import { peter } from "../support/people.js";
import { Portal, QUICK } from "../support/portal.js";
import { linkFor } from "../support/request.js";

const HEADERS = [
  "content-security-policy",
  "x-content-type-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
];
const unlock = (header, body) =>
  `POST /api/v1/unlock HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${header}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const get = (path) => `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;

/** What a browser adds to the call of a page that is not ours. */
const OTHER_SITES = {
  "another site": "Sec-Fetch-Site: cross-site",
  "a sibling site": "Sec-Fetch-Site: same-site",
  "no origin": "Origin: null",
  "a name in front of loopback": "Origin: http://127.0.0.1:1@evil.example",
  "a name that begins like loopback": "Origin: http://localhost:x.evil.example",
  "loopback by https": "Origin: https://127.0.0.1",
};

/** What is sent, and the status that it must get. */
const ATTACKS = [
  ["an encoded path", get("/%61pi/v1/record"), 404],
  ["two slashes", get("//api/v1/record"), 404],
  ["dots in a path", get("/assets/%2e%2e/%2e%2e/etc/passwd"), 404],
  ["a query twice", get("/request?lang=fr&lang=en"), 200],
  ["another method", get("/api/v1/unlock"), 405],
  ["an invented method", get("/api/v1/unlock").replace("GET", "CANARY"), 405],
  ...Object.entries(OTHER_SITES).map(([name, header]) => [name, unlock(header, "{}"), 403]),
  ["two lengths", unlock("Content-Length: 3", "{}"), 400],
  ["a length and chunks", unlock("Transfer-Encoding: chunked", "{}"), 400],
  ["no request", "rubbish\r\n\r\n", 400],
  ["a long head", `${get("/").trimEnd()}\r\nX: ${"x".repeat(100_000)}`, 431],
  ["a head without end", "GET / HTTP/1.1\r\n", 408],
];

function answer(portal, text) {
  const port = Number(new URL(portal.origin).port);
  return new Promise((resolve) => {
    const socket = net.connect({ host: "127.0.0.1", port }, () => socket.write(text));
    let received = "";
    socket.on("data", (piece) => (received += piece));
    socket.on("error", () => {});
    socket.on("close", () => resolve(received));
  });
}

const status = (received) => Number(received.match(/^HTTP\/1\.1 (\d+)/)?.[1]);

/** How many other sites sign a browser in. */
async function signedIn(portal) {
  const token = (await linkFor(portal, peter)).split("#")[1];
  const body = JSON.stringify({ token, pin: peter.pin });
  let count = 0;
  for (const header of Object.values(OTHER_SITES)) {
    const received = await answer(portal, unlock(header, body));
    if (status(received) === 200 && /\r\nset-cookie: myvax=/i.test(received)) count += 1;
  }
  return count;
}

const figures = new Figures();
const portal = await Portal.start(QUICK);
try {
  let [asExpected, complete] = [0, 0];
  for (const [name, text, expected] of ATTACKS) {
    const received = await answer(portal, text);
    const head = received.split("\r\n\r\n")[0].toLowerCase();
    const missing = HEADERS.filter((header) => !head.includes(`\r\n${header}: `));
    if (status(received) === expected) asExpected += 1;
    else console.log(`attack:   ${name} got ${status(received)} and not ${expected}`);
    if (missing.length === 0) complete += 1;
    else console.log(`attack:   ${name} lacks ${missing.join(", ")}`);
  }
  figures.atLeast("attacks that got the expected status", asExpected, ATTACKS.length, "attacks");
  figures.atLeast("answers with every header", complete, ATTACKS.length, "answers");
  figures.atMost("other sites that signed a browser in", await signedIn(portal), 0, "sites");
} finally {
  await portal.stop();
}
if (withControl) {
  const open = await Portal.start(...without("other-sites", QUICK));
  try {
    const all = Object.keys(OTHER_SITES).length;
    figures.atLeast("other sites that signed a browser in without the defense", await signedIn(open), all, "sites");
  } finally {
    await open.stop();
  }
}
process.exitCode = figures.missed > 0 ? 1 : 0;
