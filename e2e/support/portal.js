// Starts the real app, mostly as `myvax serve --demo`, on ports and in a folder of its own, and stops that one process.
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

import { Outbox } from "./outbox.js";
import { binary, dist, root } from "./places.js";
import { until } from "./until.js";

/** Settings for quick stories: a robot check that counts to 200 instead of 50000. */
export const QUICK = {
  MYVAX_BOT_CHECK__MAX_NUMBER: "200",
  // All stories ask about the same few people, from one address; the API tests show the limits.
  MYVAX_LIMITS__TRUSTED_NETWORKS: "127.0.0.0/8",
  ...Object.fromEntries(
    ["CONTACT_AT_ONCE", "CONTACT_PER_HOUR", "BIRTH_DATES_PER_DAY", "NOT_FOUND_PER_DAY"].map((name) => [`MYVAX_LIMITS__${name}`, "1000"]),
  ),
  MYVAX_LIMITS__CONTACT_PER_DAY: "10000",
  MYVAX_LIMITS__IDENTITY_PER_DAY: "10000",
  MYVAX_LIMITS__PREFIX_TEXTS_PER_HOUR: "1000000",
};

const key = (name) => Buffer.alloc(32, name).toString("base64");

/** Any key will do, but `registry import` must use the server's. */
export const CONTACT_KEY = key("contact key");

/** What a service outside the demo needs, too. */
export const SECRETS = {
  MYVAX_ISSUER_URL: "https://vax.example.org",
  MYVAX_PIN_PEPPER: key("pin pepper"),
  MYVAX_SEAL_KEY: key("seal key"),
  MYVAX_SESSION_KEY: key("session key"),
};

/** Fails early if the server or the browser app was not built. */
function mustBeBuilt() {
  if (!fs.existsSync(dist)) throw new Error("the browser app is not built: run `make dist`");
  if (!fs.existsSync(binary)) throw new Error("the server is not built: run `cargo build --package backend`");
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The running app. `origin` is its address, `outbox` its messages, `database` its SQLite file. */
export class Portal {
  /**
   * `descriptors` limits the files and connections that the process may have open. `isReal` starts it outside the demo:
   * without the sample registry and without an outbox. `program` is another build.
   */
  static async start(settings = QUICK, { descriptors, isReal = false, program = binary } = {}) {
    mustBeBuilt();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "myvax-e2e-"));
    const [port, operations] = [await freePort(), await freePort()];
    const portal = new Portal(folder, port);
    const log = fs.openSync(portal.log, "w");
    const limited = descriptors ? `ulimit -n ${descriptors}; ` : "";
    portal.process = spawn("bash", ["-c", `${limited}exec "$0" serve ${isReal ? "" : "--demo"}`, program], {
      cwd: root,
      stdio: ["ignore", log, log],
      env: {
        ...portal.environment,
        MYVAX_LISTEN: `127.0.0.1:${port}`,
        MYVAX_OPERATIONS_LISTEN: `127.0.0.1:${operations}`,
        MYVAX_PUBLIC_URL: portal.origin,
        ...(isReal ? SECRETS : { MYVAX_OUTBOX_FILE: portal.outbox.file }),
        ...settings,
      },
    });
    fs.closeSync(log);
    await until(`the server is ready; it said:\n${portal.log}`, () => portal.isReady(operations), 60_000);
    return portal;
  }

  constructor(folder, port) {
    this.folder = folder;
    this.origin = `http://127.0.0.1:${port}`;
    this.database = path.join(folder, "myvax.db");
    this.log = path.join(folder, "server.log");
    this.outbox = new Outbox(path.join(folder, "outbox.jsonl"));
    /** The settings of every command that works on the same data. */
    this.environment = {
      PATH: process.env.PATH,
      MYVAX_DATA_DIR: folder,
      MYVAX_DATABASE_URL: `sqlite://${this.database}`,
      MYVAX_CONTACT_KEY: CONTACT_KEY,
    };
  }

  async isReady(operations) {
    if (this.process.exitCode !== null) throw new Error(`the server ended: ${fs.readFileSync(this.log, "utf8")}`);
    const answer = await fetch(`http://127.0.0.1:${operations}/health/ready`).catch(() => null);
    return answer?.ok;
  }

  async json(address) {
    const answer = await fetch(this.origin + address);
    return answer.json();
  }

  async stop() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGTERM");
      await ended;
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
