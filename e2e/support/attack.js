// What attacks, kills and load share: parties with addresses of their own, the memory of the server, and a report of
// figures.
import { fork } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";

import { endWithThis } from "./end_with_this.js";
import { control, root } from "./places.js";
import { solve } from "./request.js";

/** A short run in the tests: less of everything, only counts are judged, and no defense is taken out. */
export const isBrief = process.env.ATTACK_BRIEF === "yes";
export const inBrief = (full, brief) => (isBrief ? brief : full);
/** Whether to show that the attacks work without their defenses. */
export const withControl = !isBrief && process.env.ATTACK_CONTROL !== "no";
/** Figures in these units depend on the machine. */
const MEASURED = ["MB", "ms", "s", "%"];

/** What `Portal.start` needs to start a server without a defense. */
export function without(defense, settings) {
  return [{ ...settings, ATTACK_WITHOUT: defense }, { program: control }];
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** An address of the loopback network for each number. */
export function address(number) {
  return `127.0.${1 + Math.floor(number / 200)}.${1 + (number % 200)}`;
}

/** Somebody who calls the server from an address, and waits so long for an answer. */
export class Party {
  constructor(portal, number, connections = 1, patience = 20_000) {
    this.port = Number(new URL(portal.origin).port);
    this.patience = patience;
    this.agent = new http.Agent({ localAddress: address(number), keepAlive: true, maxSockets: connections });
  }

  /** The status, the body and how many milliseconds the answer took. An error of the connection has status 0. */
  call(method, path, json) {
    const begun = performance.now();
    const body = json === undefined ? undefined : JSON.stringify(json);
    const headers = body === undefined ? {} : { "Content-Type": "application/json" };
    return new Promise((resolve) => {
      const done = (status, text) => resolve({ status, text, milliseconds: performance.now() - begun });
      const request = http.request(
        { host: "127.0.0.1", port: this.port, method, path, headers, agent: this.agent, timeout: this.patience },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8");
          answer.on("data", (piece) => (text += piece));
          answer.on("end", () => done(answer.statusCode, text));
          answer.on("error", () => done(0, ""));
        },
      );
      request.on("error", () => done(0, ""));
      request.on("timeout", () => request.destroy());
      request.end(body);
    });
  }

  /** Asks for a record; the answer may be any. */
  async submit(person) {
    const { proof, ...refused } = await this.prove();
    return proof ? this.send(person, proof) : refused;
  }

  /** The solved robot check for one request. */
  async prove() {
    const answer = await this.call("GET", "/api/v1/bot-challenge");
    return answer.status === 200 ? { ...answer, proof: solve(JSON.parse(answer.text)) } : answer;
  }

  send(person, bot_proof) {
    return this.call("POST", "/api/v1/access-requests", { ...person, locale: "en", bot_proof });
  }

  /** Asks for a record. */
  async ask(person) {
    const answer = await this.submit(person);
    if (answer.status !== 202) throw new Error(`a request got ${answer.status}: ${answer.text}`);
    return answer;
  }

  unlock(token, pin) {
    return this.call("POST", "/api/v1/unlock", { token, pin });
  }

  leave() {
    this.agent.destroy();
  }
}

/** Opens `count` connections to a port and keeps them open until it is stopped; `start` begins what each of them does. */
export class Connections {
  constructor(port, count, addressOf, start) {
    this.isOver = false;
    this.sockets = new Set();
    for (let number = 0; number < count; number += 1) this.open(port, addressOf(number), start);
  }

  open(port, localAddress, start) {
    if (this.isOver) return;
    const socket = net.connect({ host: "127.0.0.1", port, localAddress });
    this.sockets.add(socket);
    socket.on("error", () => {});
    socket.on("connect", () => start(socket));
    // A closed attacker comes back.
    socket.on("close", () => {
      this.sockets.delete(socket);
      setTimeout(() => this.open(port, localAddress, start), 200);
    });
  }

  stop() {
    this.isOver = true;
    for (const socket of this.sockets) socket.destroy();
  }
}

/** How many files and connections a process has open. */
export function openDescriptors(portal) {
  return fs.readdirSync(`/proc/${portal.process.pid}/fd`).length;
}

/** The resident memory of a process in MB. */
export function residentMemory(portal) {
  const status = fs.readFileSync(`/proc/${portal.process.pid}/status`, "utf8");
  return Number(status.match(/^VmRSS:\s+(\d+) kB/m)[1]) / 1000;
}

/** How much of its responses waits in the kernel for clients, in MB. */
export function unreadInKernel(portal) {
  const port = Number(new URL(portal.origin).port).toString(16).toUpperCase().padStart(4, "0");
  // Columns: number, local address, remote address, state, length of the send queue:length of the receive queue.
  const ofPortal = fs
    .readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local]) => local?.endsWith(`:${port}`));
  return ofPortal.reduce((sum, columns) => sum + Number.parseInt(columns[4].split(":")[0], 16), 0) / 1e6;
}

/** The largest resident memory while `work` lasts. */
export async function peakMemory(portal, work) {
  let peak = residentMemory(portal);
  const timer = setInterval(() => (peak = Math.max(peak, residentMemory(portal))), 50);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return peak;
}

/**
 * How long another visitor's calls take while `work` lasts. The visitor is a process of its own, so that it does not wait
 * for this one.
 */
export async function othersCalls(portal, work) {
  const visitor = fork(path.join(root, "e2e/support/visitor.js"), [portal.origin]);
  endWithThis(visitor);
  try {
    const begun = await messageOf(visitor);
    if (begun !== "begun") throw new Error(`the other visitor cannot call the server: ${begun}`);
    const others = messageOf(visitor);
    await work();
    visitor.send("end");
    return await others;
  } finally {
    visitor.kill();
  }
}

function messageOf(child) {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", () => reject(new Error("the other visitor ended")));
  });
}

export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}

/** The figures of an attack or another run, each with its limit. */
export class Figures {
  constructor(of = "attack") {
    this.of = of;
    this.met = 0;
    this.missed = 0;
  }

  atMost(what, value, limit, unit) {
    this.print(what, isMet(value <= limit, unit), `${round(value)} ${unit}, at most ${limit}`);
  }

  atLeast(what, value, limit, unit) {
    this.print(what, isMet(value >= limit, unit), `${round(value)} ${unit}, at least ${limit}`);
  }

  /** `found` is a number, or a list of which the first is printed. */
  none(what, found) {
    const [count, first] = Array.isArray(found) ? [found.length, JSON.stringify(found[0])] : [found, undefined];
    this.print(what, count === 0, count > 0 && first ? `${count}, such as ${first}` : `${count}`);
  }

  print(what, met, text) {
    if (met) this.met += 1;
    else this.missed += 1;
    console.log(`${this.of}: ${met ? "  " : "! "}${what}: ${text}`);
  }

  others({ p50, p99, calls, failed, late }) {
    console.log(`${this.of}:   others: ${calls} calls answered, p50 ${round(p50)} ms; their process was late by ${round(late)} ms`);
    this.atMost("others' p99", p99, 100, "ms");
    this.atMost("others' calls that failed", failed, 0, "calls");
  }
}

function isMet(holds, unit) {
  return holds || (isBrief && MEASURED.includes(unit));
}

function round(value) {
  return Number(value.toFixed(1));
}
