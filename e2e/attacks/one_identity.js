// 10,000 requests about one person, who is not in the registry, from many addresses and for many contacts. All robot checks
// are solved before, so that the requests come as fast as the server takes them. Then somebody else asks, and has a
// message soon. Then without the defense.
import { Figures, Party, inBrief, withControl, without } from "../support/attack.js";
import { askAtOnce, person, report } from "../support/crowd.js";
import { openRequests } from "../support/database.js";
import { Portal } from "../support/portal.js";

const REQUESTS = inBrief(10_000, 500);
const EASY = { MYVAX_BOT_CHECK__MAX_NUMBER: "50", MYVAX_LIMITS__IPV4_PER_HOUR: "1000000" };

/** How many seconds somebody else waits, and how many of the requests before theirs wait then and afterwards. */
async function attacked(start = [EASY]) {
  const portal = await Portal.start(...start);
  try {
    const other = person(5_000_000);
    await report(portal, [other]);
    const stranger = person(0);
    const people = Array.from({ length: REQUESTS }, (_, number) => ({ ...stranger, email: `crowd${number}@example.org` }));
    console.log(`attack:   answers ${JSON.stringify(await askAtOnce(portal, people))}`);
    const before = openRequests(portal);
    const party = new Party(portal, 5000);
    await party.ask(other);
    party.leave();
    const begun = performance.now();
    await portal.outbox.messageTo(other.email);
    return { before, seconds: (performance.now() - begun) / 1000, after: openRequests(portal) };
  } finally {
    await portal.stop();
  }
}

const figures = new Figures();
const { before, seconds, after } = await attacked();
figures.atMost(`somebody else's message after ${REQUESTS} requests`, seconds, 5, "s");
figures.atLeast(`of ${before} requests before theirs still waited`, after, before / 2, "requests");
if (withControl) {
  const open = await attacked(without("fair-queue", EASY));
  const all = `of ${open.before} requests before theirs still waited without the defense`;
  console.log(`attack:   without the defense it came after ${open.seconds.toFixed(1)} s`);
  figures.atMost(all, open.after, open.before / 10, "requests");
}
process.exitCode = figures.missed > 0 ? 1 : 0;
