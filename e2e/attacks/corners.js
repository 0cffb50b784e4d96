// Spellings and origins that go around a check: encoded paths, other sites, methods, queries twice, and what is no
// request. Each gets its status and every header. Then a POST from another site without the defense.
import net from "node:net";

import { Figures, withControl, without } from "../support/attack.js";
import { Portal, QUICK } from "../support/portal.js";

const HEADERS = [
  "content-security-policy",
  "x-content-type-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
];
const JSON_BODY = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
const from = (header) => `POST /api/v1/unlock HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${header}\r\n${JSON_BODY}`;
const get = (path) => `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
const OTHER_SITE = from("Sec-Fetch-Site: cross-site");

/** What is sent, and the status that it must get. */
const ATTACKS = [
  ["an encoded path", get("/%61pi/v1/record"), 404],
  ["two slashes", get("//api/v1/record"), 404],
  ["dots in a path", get("/assets/%2e%2e/%2e%2e/etc/passwd"), 404],
  ["a query twice", get("/request?lang=fr&lang=en"), 200],
  ["another method", get("/api/v1/unlock"), 405],
  ["an invented method", get("/api/v1/unlock").replace("GET", "CANARY"), 405],
  ["another site", OTHER_SITE, 403],
  ["a sibling site", from("Sec-Fetch-Site: same-site"), 403],
  ["no origin", from("Origin: null"), 403],
  ["a name in front of loopback", from("Origin: http://127.0.0.1:1@evil.example"), 403],
  ["a name that begins like loopback", from("Origin: http://localhost:x.evil.example"), 403],
  ["loopback by https", from("Origin: https://127.0.0.1"), 403],
  ["two lengths", from("Content-Length: 3"), 400],
  ["a length and chunks", from("Transfer-Encoding: chunked"), 400],
  ["no request", "rubbish\r\n\r\n", 400],
  ["a long head", `${get("/").trimEnd()}\r\nX: ${"x".repeat(100_000)}`, 431],
  ["a head without end", "GET / HTTP/1.1\r\n", 408],
];

function answer(port, text) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: "127.0.0.1", port }, () => socket.write(text));
    let received = "";
    socket.on("data", (piece) => (received += piece));
    socket.on("error", () => {});
    socket.on("close", () => resolve(received));
  });
}

const status = (received) => Number(received.match(/^HTTP\/1\.1 (\d+)/)?.[1]);

const figures = new Figures();
const portal = await Portal.start(QUICK);
try {
  const port = Number(new URL(portal.origin).port);
  let [asExpected, complete] = [0, 0];
  for (const [name, text, expected] of ATTACKS) {
    const received = await answer(port, text);
    const head = received.split("\r\n\r\n")[0].toLowerCase();
    const missing = HEADERS.filter((header) => !head.includes(`\r\n${header}: `));
    if (status(received) === expected) asExpected += 1;
    else console.log(`attack:   ${name} got ${status(received)} and not ${expected}`);
    if (missing.length === 0) complete += 1;
    else console.log(`attack:   ${name} lacks ${missing.join(", ")}`);
  }
  figures.atLeast("attacks that got the expected status", asExpected, ATTACKS.length, "attacks");
  figures.atLeast("answers with every header", complete, ATTACKS.length, "answers");
} finally {
  await portal.stop();
}
if (withControl) {
  const open = await Portal.start(...without("other-sites", QUICK));
  try {
    const got = status(await answer(Number(new URL(open.origin).port), OTHER_SITE));
    console.log(`attack:   without the defense another site got ${got}`);
    figures.atMost("calls of another site refused without the defense", got === 403 ? 1 : 0, 0, "calls");
  } finally {
    await open.stop();
  }
}
process.exitCode = figures.missed > 0 ? 1 : 0;
