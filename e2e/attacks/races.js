// Four wrong PINs and four right ones at once on a fresh link, many times: a right PIN in flight never counts as wrong, so
// that no link is locked, and wrong ones always count.
import { Figures, Party, inBrief } from "../support/attack.js";
import { askAll, person, report, tokensIn } from "../support/crowd.js";
import { Portal, QUICK } from "../support/portal.js";

const LINKS = inBrief(40, 8);
const OF_EACH = 4;

const figures = new Figures();
const portal = await Portal.start(QUICK);
try {
  const people = Array.from({ length: LINKS }, (_, number) => person(number));
  await report(portal, people);
  let [opened, counted] = [0, 0];
  for (const [number, token] of tokensIn(await askAll(portal, people)).entries()) {
    const parties = Array.from({ length: 2 * OF_EACH }, (_, one) => new Party(portal, 10 * number + one));
    await Promise.all(parties.map((party, one) => party.unlock(token, one % 2 ? "2580" : "8052")));
    // One more wrong PIN is the fifth; the right one opens before it and not after it.
    const right = await parties[0].unlock(token, "2580");
    if (right.status === 200) opened += 1;
    const fifth = await parties[1].unlock(token, "8052");
    if (fifth.status === 423) counted += 1;
    for (const party of parties) party.leave();
  }
  figures.atLeast("links that still opened", opened, LINKS, "links");
  figures.atLeast("links that the fifth wrong PIN locked", counted, LINKS, "links");
} finally {
  await portal.stop();
}
process.exitCode = figures.missed > 0 ? 1 : 0;
