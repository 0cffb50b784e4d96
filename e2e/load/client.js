// The browser's side of the load: calls on kept connections, each from the address of its person, as a proxy forwards it.
import http from "node:http";

import { solve } from "../support/request.js";

const CONNECTIONS = 64;

/** An address for each person, of a network that is reserved for benchmarks (RFC 2544). */
function addressOf(number) {
  return `198.18.${Math.floor(number / 250) % 250}.${1 + (number % 250)}`;
}

export const now = () => performance.timeOrigin + performance.now();

export class Client {
  constructor(origin) {
    this.port = Number(new URL(origin).port);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  }

  /** The status, the text, the cookie and the milliseconds of the answer. Status 0 is an error of the connection. */
  call(number, method, path, json, cookie) {
    const begun = now();
    const headers = { "X-Forwarded-For": addressOf(number) };
    if (json !== undefined) headers["Content-Type"] = "application/json";
    if (cookie) headers.Cookie = cookie;
    return new Promise((resolve) => {
      const done = (status, text, set) => resolve({ status, text, cookie: set, begun, milliseconds: now() - begun });
      const options = { host: "127.0.0.1", port: this.port, method, path, headers, agent: this.agent, timeout: 20_000 };
      const request = http.request(options, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (piece) => (text += piece));
        answer.on("end", () => done(answer.statusCode, text, answer.headers["set-cookie"]?.[0].split(";")[0]));
        answer.on("error", () => done(0, ""));
      });
      request.on("error", () => done(0, ""));
      request.on("timeout", () => request.destroy());
      request.end(json === undefined ? undefined : JSON.stringify(json));
    });
  }

  challenge(number) {
    return this.call(number, "GET", "/api/v1/bot-challenge");
  }

  submit(number, person, challenge) {
    const bot_proof = solve(JSON.parse(challenge));
    return this.call(number, "POST", "/api/v1/access-requests", { ...person, locale: "en", bot_proof });
  }

  unlock(number, token, pin) {
    return this.call(number, "POST", "/api/v1/unlock", { token, pin });
  }

  record(number, cookie) {
    return this.call(number, "GET", "/api/v1/record", undefined, cookie);
  }

  close() {
    this.agent.destroy();
  }
}
