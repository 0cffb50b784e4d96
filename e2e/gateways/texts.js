// A stand-in for a text gateway: the Messages API as Twilio documents it, and its failures on demand.
// `node texts.js LOG ACCOUNT TOKEN [PORT]` prints its port. `PUT /behavior {"to": "+1…" or "*", "how": …}` changes how it
// answers one number or all of them.
import http from "node:http";

import { announce, logTo } from "./log.js";

const [logPath, account, token, port = "0"] = process.argv.slice(2);
const log = logTo(logPath);
const behaviors = new Map();

const json = (response, status, body, headers = {}) => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
};
const problem = (response, status, code, headers) =>
  json(response, status, { code, message: "A problem of the stand-in", status }, headers);
const accept = (response) => json(response, 201, { sid: "SM0123456789", status: "queued", error_code: null });

/** Each entry answers one call; those with `accepts` have accepted the message first. */
const ANSWERS = {
  well: { accepts: true, answer: accept },
  error: { answer: (response) => problem(response, 500, 20500) },
  busy: { answer: (response, { retry_after }) => problem(response, 429, 20429, { "retry-after": retry_after }) },
  refuse: { answer: (response, { code }) => problem(response, 400, code) },
  silent: { accepts: true, answer: () => {} },
  reset: { answer: (response) => response.socket.resetAndDestroy() },
  garbage: { answer: (response) => response.socket.end("\u0000\u0001 not HTTP\r\n\r\n") },
  words: { answer: (response) => response.end("<html>It works</html>") },
  slow: { accepts: true, answer: (response, { seconds }) => setTimeout(() => accept(response), seconds * 1000) },
};

const server = http.createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  if (request.method === "PUT" && request.url === "/behavior") {
    const behavior = JSON.parse(body);
    behaviors.set(behavior.to, behavior);
    response.end();
    return;
  }
  const login = `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}`;
  if (request.headers.authorization !== login) {
    problem(response, 401, 20003);
    return;
  }
  if (request.method !== "POST" || request.url !== `/2010-04-01/Accounts/${account}/Messages.json`) {
    problem(response, 404, 20404);
    return;
  }
  const form = Object.fromEntries(new URLSearchParams(body));
  const behavior = behaviors.get(form.To) ?? behaviors.get("*") ?? { how: "well" };
  const { accepts = false, answer } = ANSWERS[behavior.how];
  log({
    key: request.headers["idempotency-key"],
    twilio_key: request.headers["i-twilio-idempotency-token"],
    accepted: accepts,
    ...form,
  });
  answer(response, behavior);
});
server.listen(Number(port), "127.0.0.1", () => announce(server));
