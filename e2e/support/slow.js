// Slow clients: each kind holds a connection as long as the server lets it.
import fs from "node:fs";
import path from "node:path";

import { dist } from "./places.js";

const PIPELINED = 16;

/** Sends nothing. */
export function idle() {}

/** Sends one byte of a request's head each second. */
export function slowHead(socket) {
  drip(socket, `GET /api/v1/portal HTTP/1.1\r\nHost: slow\r\nX-Slow: ${"x".repeat(1000)}\r\n\r\n`);
}

/** Sends one byte of a form each second. */
export function slowBody(socket) {
  const head = "POST /api/v1/unlock HTTP/1.1\r\nHost: slow\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n";
  socket.write(head);
  drip(socket, "x".repeat(9999));
}

/** Asks for the largest file many times and reads nothing. */
export function slowReader(socket) {
  readNothing(socket);
  patientReader(socket);
}

/** The same, for as long as the server lets it. */
export function patientReader(socket) {
  socket.pause();
  socket.write(`GET ${largestAsset()} HTTP/1.1\r\nHost: slow\r\n\r\n`.repeat(PIPELINED));
}

/** A paused socket does not notice that the server disconnected it after 15 seconds, so it leaves by itself then. */
export function readNothing(socket) {
  socket.pause();
  const timer = setTimeout(() => socket.destroy(), 17_000);
  socket.on("close", () => clearTimeout(timer));
}

function drip(socket, text) {
  let sent = 0;
  const timer = setInterval(() => socket.write(text[sent++ % text.length]), 1000);
  socket.on("close", () => clearInterval(timer));
}

let largest;

function largestAsset() {
  if (!largest) {
    const folder = path.join(path.dirname(dist), "assets");
    const files = fs.readdirSync(folder).filter((name) => name.endsWith(".wasm"));
    const size = (name) => fs.statSync(path.join(folder, name)).size;
    largest = `/assets/${files.sort((a, b) => size(b) - size(a))[0]}`;
  }
  return largest;
}
