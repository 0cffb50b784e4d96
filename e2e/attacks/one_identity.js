// 10,000 requests about one person, who is not in the registry, from many addresses and for many contacts. Then somebody
// else asks, and has a message soon.
import { Figures, Party, inBrief } from "../support/attack.js";
import { askAll, askEach, person, report } from "../support/crowd.js";
import { Portal } from "../support/portal.js";

const REQUESTS = inBrief(10_000, 200);
const EASY = { MYVAX_BOT_CHECK__MAX_NUMBER: "50", MYVAX_LIMITS__IPV4_PER_HOUR: "1000000" };

async function waited(requests, settings) {
  const portal = await Portal.start(settings);
  try {
    const other = person(5_000_000);
    await report(portal, [other]);
    const stranger = person(0);
    const people = Array.from({ length: requests }, (_, number) => ({ ...stranger, email: `crowd${number}@example.org` }));
    const statuses = await askEach(portal, people);
    console.log(`attack:   answers ${JSON.stringify(statuses)}`);
    const party = new Party(portal, 5000);
    await party.ask(other);
    party.leave();
    const begun = performance.now();
    await portal.outbox.messageTo(other.email);
    return (performance.now() - begun) / 1000;
  } finally {
    await portal.stop();
  }
}

const figures = new Figures();
figures.atMost(`somebody else's message after ${REQUESTS} requests`, await waited(REQUESTS, EASY), 5, "s");
process.exitCode = figures.missed > 0 ? 1 : 0;
