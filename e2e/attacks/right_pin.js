// The holder of one link repeats its right PIN on 200 connections while 20 other people open theirs. Then the same without
// the defense.
import { Figures, Party, address, inBrief, othersCalls, withControl, without } from "../support/attack.js";
import { askAll, person, report, tokensIn } from "../support/crowd.js";
import { Portal, QUICK } from "../support/portal.js";

const CONNECTIONS = inBrief(200, 20);
const OTHERS = inBrief(20, 5);

async function attacked(start = [QUICK]) {
  const portal = await Portal.start(...start);
  try {
    const people = Array.from({ length: OTHERS + 1 }, (_, number) => person(number));
    await report(portal, people);
    const [own, ...links] = tokensIn(await askAll(portal, people));
    let isOver = false;
    const statuses = {};
    const holder = new Party(portal, 0, CONNECTIONS);
    const repeat = async () => {
      while (!isOver) {
        const { status } = await holder.unlock(own, "2580");
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    };
    let attack;
    let [slowest, opened] = [0, 0];
    const others = await othersCalls(portal, async () => {
      attack = Array.from({ length: CONNECTIONS }, repeat);
      for (const [number, token] of links.entries()) {
        const victim = new Party(portal, 100 + number);
        const { status, milliseconds } = await victim.unlock(token, "2580");
        victim.leave();
        slowest = Math.max(slowest, milliseconds);
        if (status === 200) opened += 1;
      }
    });
    isOver = true;
    await Promise.all(attack);
    holder.leave();
    console.log(`attack:   the holder at ${address(0)} got ${JSON.stringify(statuses)}`);
    return { opened, slowest, others };
  } finally {
    await portal.stop();
  }
}

const figures = new Figures();
const { opened, slowest, others } = await attacked();
figures.atLeast("other people opened their links", opened, OTHERS, "links");
figures.atMost("the slowest of them", slowest, 3000, "ms");
figures.others(others);
if (withControl) {
  const open = await attacked(without("right-pins", QUICK));
  console.log(`attack:   without the defense ${open.opened} opened theirs, the slowest in ${Math.round(open.slowest)} ms`);
  figures.atMost("other people opened their links without the defense", open.opened, OTHERS - 1, "links");
}
process.exitCode = figures.missed > 0 ? 1 : 0;
