// The holder of one link repeats its right PIN on 200 connections while 20 other people open theirs.
import { Figures, Party, address, othersCalls } from "../support/attack.js";
import { askAll, person, report, tokensIn } from "../support/crowd.js";
import { Portal } from "../support/portal.js";

const CONNECTIONS = 200;
const OTHERS = 20;

const portal = await Portal.start();
const figures = new Figures();
try {
  const people = Array.from({ length: OTHERS + 1 }, (_, number) => person(number));
  await report(portal, people);
  const [own, ...links] = tokensIn(await askAll(portal, people));
  let isOver = false;
  const statuses = {};
  const holder = new Party(portal, 0, CONNECTIONS);
  const attack = Array.from({ length: CONNECTIONS }, async () => {
    while (!isOver) {
      const { status } = await holder.unlock(own, "2580");
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  });
  let slowest = 0;
  let opened = 0;
  const others = await othersCalls(portal, async () => {
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
  figures.atLeast("other people opened their links", opened, OTHERS, "links");
  figures.atMost("the slowest of them", slowest, 3000, "ms");
  figures.others(others);
} finally {
  await portal.stop();
}
process.exitCode = figures.missed > 0 ? 1 : 0;
