// The service outside the demo as an operator runs it: processes of the binary on one database, and both gateways. Any
// process can be killed and started again.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

import { endWithThis } from "./end_with_this.js";
import { MailServer, TextGateway } from "./gateways.js";
import { binary, dist, root } from "./places.js";
import { CONTACT_KEY, SECRETS } from "./portal.js";
import { until } from "./until.js";

/** Below the range from which the system assigns ports, so that a port is still free when its process starts again. */
const FIRST_PORT = 10_000;
const PORTS = 2_000;
/** Where a worker serves its health and metrics. */
const ANY_PORT = "127.0.0.1:0";

let nextPort = process.pid % PORTS;

function reservedPort() {
  const port = FIRST_PORT + (nextPort++ % PORTS);
  return new Promise((resolve) => {
    const server = net.createServer();
    server.on("error", () => resolve(reservedPort()));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(port)));
  });
}

/** One process of the service. */
class Program {
  constructor(service, name, command, environment) {
    Object.assign(this, { service, name, command, environment });
  }

  start() {
    // A write beyond a limit of the file size must be an error and not a signal, which only a shell can set. The log goes
    // through pipes, which have no such limit.
    const command = ["-c", `trap '' XFSZ; exec "$0" "$@"`, binary, ...this.command];
    this.process = spawn("sh", command, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: this.environment });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on("data", (text) => fs.appendFileSync(this.service.log, text));
    }
    endWithThis(this.process);
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
  }

  /** Returns when a portal answers. */
  async ready() {
    if (this.environment.MYVAX_OPERATIONS_LISTEN === ANY_PORT) return;
    await until(`${this.name} is ready; its log is ${this.service.log}`, () => this.isReady(), 60_000);
  }

  async isReady() {
    const address = this.environment.MYVAX_OPERATIONS_LISTEN;
    if (this.process.exitCode !== null) throw new Error(`${this.name} ended: ${fs.readFileSync(this.service.log, "utf8")}`);
    const answer = await fetch(`http://${address}/health/ready`).catch(() => null);
    return answer?.ok;
  }

  async kill() {
    this.process.kill("SIGKILL");
    await this.ended;
  }

  async stop() {
    this.process.kill("SIGTERM");
    await this.ended;
  }
}

/** A new database on this server, and its address. */
function newDatabase(server) {
  const name = `myvax_${process.pid}_${Date.now()}`;
  execFileSync("psql", [server, "--no-psqlrc", "--quiet", "-c", `CREATE DATABASE ${name}`], { stdio: "ignore" });
  return server.replace(/[^/]*$/, name);
}

export class Service {
  /**
   * `postgres` is the address of a server that gets a new database; without it the database is a SQLite file. `workers`
   * is the number of worker processes; with none the portal works too. With a proxy they reach the server by it.
   */
  static async start({ postgres, proxy, workers = 0, settings = {} } = {}) {
    for (const file of [dist, binary]) {
      if (!fs.existsSync(file)) throw new Error(`${file} is not built: run \`make dist\` and \`cargo build --package backend\``);
    }
    const service = new Service(postgres && newDatabase(postgres));
    service.texts = await TextGateway.start();
    service.mail = await MailServer.start();
    const [port, operations] = [await reservedPort(), await reservedPort()];
    service.origin = `http://127.0.0.1:${port}`;
    const address = { MYVAX_PUBLIC_URL: service.origin };
    Object.assign(service.environment, SECRETS, service.texts.settings, service.mail.settings, address, settings);
    const { environment } = service;
    const url = proxy ? service.postgres.replace(/@[^/]*/, `@127.0.0.1:${proxy.port}`) : environment.MYVAX_DATABASE_URL;
    const own = { ...environment, MYVAX_DATABASE_URL: url };
    const listeners = {
      MYVAX_LISTEN: `127.0.0.1:${port}`,
      MYVAX_OPERATIONS_LISTEN: `127.0.0.1:${operations}`,
    };
    const command = workers > 0 ? ["serve", "--no-worker"] : ["serve"];
    service.portal = new Program(service, "the portal", command, { ...own, ...listeners });
    service.workers = Array.from(
      { length: workers },
      (_, number) => new Program(service, `worker ${number + 1}`, ["work"], own),
    );
    for (const program of service.programs) {
      program.start();
      await program.ready();
    }
    return service;
  }

  constructor(postgres) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), "myvax-service-"));
    this.log = path.join(this.folder, "service.log");
    this.postgres = postgres;
    this.sqlite = path.join(this.folder, "myvax.db");
    /** The settings of every command that works on the same data. */
    this.environment = {
      PATH: process.env.PATH,
      MYVAX_DATA_DIR: this.folder,
      MYVAX_DATABASE_URL: postgres ?? `sqlite://${this.sqlite}`,
      MYVAX_CONTACT_KEY: CONTACT_KEY,
      MYVAX_OPERATIONS_LISTEN: ANY_PORT,
    };
  }

  get programs() {
    return [this.portal, ...this.workers];
  }

  /** The rows of a query, each a list of texts. On SQLite it opens the file for reading only, as a backup does. */
  rows(query) {
    const [program, ...command] = this.postgres
      ? ["psql", this.postgres, "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\t", "-c", query]
      : ["sqlite3", "-readonly", "-separator", "\t", "-cmd", ".timeout 10000", this.sqlite, query];
    const printed = execFileSync(program, command, { encoding: "utf8", maxBuffer: 2 ** 28 });
    return printed
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split("\t"));
  }

  /** The calls of both gateways, in order for each of them. */
  messages() {
    return [...this.texts.messages(), ...this.mail.messages()];
  }

  async stop() {
    await Promise.all(this.programs.map((program) => program.stop()));
    await Promise.all([this.texts.stop(), this.mail.stop()]);
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
