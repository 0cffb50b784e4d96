// "I am not a robot" with as much work as in production.
import assert from "node:assert/strict";
import { test } from "node:test";

import { RequestPage } from "../pages/request.js";
import { SentPage } from "../pages/sent.js";
import { zoe } from "../support/people.js";
import { until } from "../support/until.js";
import { visit } from "../support/visit.js";

const visitor = visit({ settings: {} });

test("the check shows its progress while the person goes on typing, and ends in time", async () => {
  const say = visitor.say.en;
  const form = await new RequestPage(visitor).open("/request");
  await form.fill({ ...zoe, pin: undefined });
  const state = () => form.text(".robot-state");
  const begun = Date.now();
  await form.tickRobot();
  await form.typePin(zoe.pin);
  await until("the check is done", async () => (await state()) === say("request-robot-done"), 60_000);
  console.log(`the robot check took at most ${Date.now() - begun} ms`);
  const typed = await form.typed();
  assert.equal(typed.pin, zoe.pin);
  assert.equal(typed.not_a_robot, true);
  await form.send();
  await new SentPage(visitor).at(say("sent-title"));
});

test("Send waits for the check and needs no second tick", async () => {
  const form = await new RequestPage(visitor).open("/request");
  await form.ask(zoe);
  await until("the request is sent", async () => (await form.address()).endsWith("/request/sent"), 60_000);
});
