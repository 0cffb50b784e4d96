// Hashing PINs: 2,000 requests that match, then 60 unlocks side by side for 20 seconds; these also without the defense.
import { Figures, Party, peakMemory, residentMemory, withControl, without } from "../support/attack.js";
import { askAll, person, report, tokensIn } from "../support/crowd.js";
import { Portal, QUICK } from "../support/portal.js";

const REQUESTS = 2_000;
const PARALLEL = 60;
const SECONDS = 20;

/** Unlocks links side by side; returns the largest memory. */
async function unlocked(portal, tokens, seconds) {
  const end = Date.now() + seconds * 1000;
  let [next, opened] = [0, 0];
  const peak = await peakMemory(portal, () =>
    Promise.all(
      Array.from({ length: PARALLEL }, async (_, number) => {
        const party = new Party(portal, number);
        while (Date.now() < end) {
          next = (next + 1) % tokens.length;
          const { status } = await party.unlock(tokens[next], "2580");
          if (status === 200) opened += 1;
        }
        party.leave();
      }),
    ),
  );
  console.log(`attack:   ${opened} records opened in ${seconds} s`);
  return peak;
}

const figures = new Figures();
const portal = await Portal.start(QUICK);
try {
  figures.atMost("memory when idle", residentMemory(portal), 60, "MB");
  const people = Array.from({ length: REQUESTS }, (_, number) => person(number));
  await report(portal, people);
  let messages = [];
  const matching = await peakMemory(portal, async () => (messages = await askAll(portal, people)));
  figures.atMost(`memory during ${REQUESTS} matched requests`, matching, 150, "MB");
  const unlocking = await unlocked(portal, tokensIn(messages), SECONDS);
  figures.atMost(`memory during ${PARALLEL} unlocks side by side`, unlocking, 150, "MB");
  figures.atMost("memory afterwards", residentMemory(portal), 150, "MB");
} finally {
  await portal.stop();
}
if (withControl) {
  const open = await Portal.start(...without("hashing", QUICK));
  try {
    const people = Array.from({ length: PARALLEL }, (_, number) => person(number));
    await report(open, people);
    const peak = await unlocked(open, tokensIn(await askAll(open, people)), 5);
    figures.atLeast("memory without the defense", peak, 300, "MB");
  } finally {
    await open.stop();
  }
}
process.exitCode = figures.missed > 0 ? 1 : 0;
