// The kills. Each is aimed at one phase of the work, and what was in flight is counted when the process is dead.
import { pause } from "../support/attack.js";

/** How long a kill waits for the phase it is aimed at. */
const PATIENCE_MILLISECONDS = 3_000;
const STEP_MILLISECONDS = 2;

/** For each aim: when the phase has begun, how many milliseconds later the kill comes at most, and who is killed. */
const AIMS = {
  submit: { begun: () => true, within: 20, victims: ({ portal }) => [portal] },
  decide: { begun: ({ answers }) => answers > 0, within: 40, victims: workers },
  send: { begun: ({ run, logged }) => run.logged() > logged, within: 40, victims: workers },
  unlock: { begun: () => true, within: 60, victims: ({ portal }) => [portal] },
};

/** One worker or both. On SQLite the portal is the worker. */
function workers({ portal, workers }, draw) {
  if (workers.length === 0) return [portal];
  const first = Math.floor(draw() * (workers.length + 1));
  return first === workers.length ? workers : [workers[first]];
}

const LEASED = ["access_request", "message"]
  .map((table) => `SELECT '${table}', id, lease_owner, lease_until FROM ${table} WHERE state = 'open' AND lease_owner <> ''`)
  .join(" UNION ALL ");

export class Kills {
  constructor(service, asking, links, draw) {
    Object.assign(this, { service, asking, links, draw });
    /** For each aim, how many kills hit a phase: a kill may hit several. */
    this.hits = {};
    /** For each message, at how many kills it was in flight. */
    this.messagesInFlight = new Map();
    /** On PostgreSQL the leases of a killed worker stay until they expire, and are met at later kills. */
    this.leasesMet = new Set();
  }

  logged() {
    return this.service.texts.size() + this.service.mail.size();
  }

  async run(kills) {
    const aims = Object.keys(AIMS);
    for (let number = 0; number < kills; number += 1) await this.kill(aims[number % aims.length]);
    // The last calls are not cut off.
    for (const prepared of await this.asking.prepare()) await this.asking.send(prepared);
  }

  async kill(aim) {
    const { begun, within, victims } = AIMS[aim];
    const prepared = await this.asking.prepare();
    const begin = { run: this, answers: 0, logged: this.logged() };
    const asked = prepared.map(async (one) => {
      if (await this.asking.send(one)) begin.answers += 1;
    });
    const unlocked = this.links.tryAFew();
    const end = performance.now() + PATIENCE_MILLISECONDS;
    while (!begun(begin) && performance.now() < end) await pause(STEP_MILLISECONDS);
    await pause(this.draw() * within);
    const killed = victims(this.service, this.draw);
    const inFlight = { submit: this.asking.inFlight, unlock: this.links.inFlight };
    await Promise.all(killed.map((program) => program.kill()));
    this.count(aim, inFlight);
    for (const program of killed) program.start();
    await Promise.all([...asked, ...unlocked]);
    for (const program of killed) await program.ready();
  }

  count(aim, { submit, unlock }) {
    const leases = this.service.rows(LEASED).filter((lease) => !this.leasesMet.has(lease.join()));
    for (const lease of leases) this.leasesMet.add(lease.join());
    const messages = leases.filter(([table]) => table === "message");
    for (const [, id] of messages) {
      const key = id.replaceAll(":", ".");
      this.messagesInFlight.set(key, (this.messagesInFlight.get(key) ?? 0) + 1);
    }
    const hit = { submit, decide: leases.length - messages.length, send: messages.length, unlock };
    const hits = (this.hits[aim] ??= { kills: 0, submit: 0, decide: 0, send: 0, unlock: 0 });
    hits.kills += 1;
    for (const [phase, count] of Object.entries(hit)) if (count > 0) hits[phase] += 1;
  }

  print(print) {
    print("  aimed at   kills   of these with work in flight: submit  decide    send  unlock");
    for (const [aim, { kills, ...phases }] of Object.entries(this.hits)) {
      const counts = Object.values(phases).map((count) => String(count).padStart(8));
      print(`  ${aim.padEnd(9)}${String(kills).padStart(7)}${" ".repeat(31)}${counts.join("")}`);
    }
  }
}
