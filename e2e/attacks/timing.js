// Can an outsider time whether a request found somebody? 2 × 2,000 requests, in random order, half of people in the
// registry. After each: the submission's own time, that of a call right after it, and that of an own unlock right after
// it. A classifier is fitted to one half of the requests and tested on the other. Then the same without the defense.
import { Figures, Party, withControl, without } from "../support/attack.js";
import { accuracyOfThreshold, logisticAccuracy, random } from "../support/classify.js";
import { askAll, person, report, tokensIn } from "../support/crowd.js";
import { Portal, QUICK } from "../support/portal.js";
import { until } from "../support/until.js";

const OF_EACH_KIND = Number(process.env.ATTACK_REQUESTS ?? 2_000);
/** An own link opens ten times in ten minutes. */
const UNLOCKS_OF_A_LINK = 9;
/** So many addresses that none of them asks too often. */
const PARTIES = 200;
const PROBES = ["submission", "next call", "own unlock"];
const SEED = 1;

const SETTINGS = { ...QUICK, MYVAX_BOT_CHECK__MAX_NUMBER: "50" };

async function measured(start = [SETTINGS]) {
  const portal = await Portal.start(...start);
  try {
    const known = Array.from({ length: OF_EACH_KIND }, (_, number) => person(number));
    const own = Array.from({ length: Math.ceil((2 * OF_EACH_KIND) / UNLOCKS_OF_A_LINK) }, (_, number) =>
      person(1_000_000 + number),
    );
    await report(portal, [...known, ...own]);
    const tokens = tokensIn(await askAll(portal, own));
    const strangers = known.map((one, number) => person(2_000_000 + number));
    const draw = random(SEED);
    const order = [...known.map((one) => [one, 1]), ...strangers.map((one) => [one, 0])]
      .map((entry) => [draw(), entry])
      .sort(([a], [b]) => a - b)
      .map(([, entry]) => entry);
    const parties = Array.from({ length: PARTIES }, (_, number) => new Party(portal, number));
    const samples = [];
    for (const [number, [one, isKnown]] of order.entries()) {
      const party = parties[number % PARTIES];
      const other = parties[(number + 1) % PARTIES];
      // Opens the connection, so that the unlock does not wait for it.
      await other.call("GET", "/api/v1/portal");
      const before = portal.outbox.size();
      const submission = await party.ask(one);
      const [next, unlock] = await Promise.all([
        party.call("GET", "/api/v1/portal"),
        other.unlock(tokens[number % tokens.length], "2580"),
      ]);
      if (unlock.status !== 200) throw new Error(`an own unlock got ${unlock.status}`);
      samples.push({ isKnown, times: [submission, next, unlock].map(({ milliseconds }) => milliseconds) });
      // The next request begins when this one is answered.
      await until("the request has its message", () => portal.outbox.size() > before);
    }
    return samples;
  } finally {
    await portal.stop();
  }
}

/** The best share of right guesses about requests that no classifier has seen. */
function guessed(samples) {
  const half = samples.length / 2;
  const [seen, unseen] = [samples.slice(0, half), samples.slice(half)];
  const single = PROBES.map((probe, index) => [probe, accuracyOfThreshold(seen, unseen, index)]);
  return [...single, ["all, by logistic regression", logisticAccuracy(seen, unseen)]];
}

const figures = new Figures();
console.log(`attack:   seed ${SEED}, ${OF_EACH_KIND} requests of each kind`);
for (const [probe, accuracy] of guessed(await measured())) {
  figures.atMost(`guessed from ${probe}`, 100 * accuracy, 55, "%");
}
if (withControl) {
  const withoutIt = guessed(await measured(without("timing", SETTINGS)));
  for (const [probe, accuracy] of withoutIt) {
    console.log(`attack:   without the defense, from ${probe}: ${(100 * accuracy).toFixed(1)} %`);
  }
  figures.atLeast("the best guess without the defense", 100 * Math.max(...withoutIt.map(([, one]) => one)), 60, "%");
}
process.exitCode = figures.missed > 0 ? 1 : 0;
