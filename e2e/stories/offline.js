// The connection fails while a person uses the page: a text explains it, typed values stay, and the page continues later.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { OpenPage } from "../pages/open.js";
import { RecordPage } from "../pages/record.js";
import { RequestPage } from "../pages/request.js";
import { assertShows } from "../support/expect.js";
import { zoe } from "../support/people.js";
import { linkFor } from "../support/request.js";
import { until } from "../support/until.js";
import { visit } from "../support/visit.js";

const visitor = visit();

afterEach(() => visitor.browser.goOffline(false));

test("the form explains that it needs a connection, keeps its values, and is sent later", async () => {
  const say = visitor.say.en;
  const form = await new RequestPage(visitor).open("/request");
  await form.fill(zoe);
  await form.tickRobot();
  await until("the check is done", async () => (await form.text(".robot-state")) === say("request-robot-done"));
  const before = await form.typed();
  await visitor.browser.goOffline(true);
  await form.send();
  await form.find("#service-problem");
  assertShows(await form.mainText(), say("service-problem-offline"), say("service-problem-offline-body"));
  await until("the notice has the focus", async () => (await form.focusedId()) === "service-problem");
  assert.deepEqual(await form.typed(), before);
  await visitor.browser.goOffline(false);
  await form.send();
  await form.at(say("sent-title"));
});

test("the PIN page explains it too, and no try is lost", async () => {
  const say = visitor.say.en;
  const page = await new OpenPage(visitor).open(await linkFor(visitor.portal, zoe));
  await visitor.browser.goOffline(true);
  await page.enter(zoe.pin);
  await page.find("#service-problem");
  assertShows(await page.mainText(), say("service-problem-offline"));
  await visitor.browser.goOffline(false);
  await page.enter(zoe.pin);
  await new RecordPage(visitor).at(say("record-title"));
});

test("a record that is open can be read on, and locked at once", async () => {
  const say = visitor.say.en;
  const page = await new RecordPage(visitor).openAs(zoe);
  await visitor.browser.goOffline(true);
  await page.press(say("record-card-action"));
  await page.at(say("card-title"));
  await page.lock();
  await page.at(say("record-locked-title"));
});

test("a help page that cannot be fetched explains it and appears with the connection", async () => {
  const say = visitor.say.en;
  const form = await new RequestPage(visitor).open("/request");
  await visitor.browser.goOffline(true);
  await form.press(say("layout-footer-help"));
  await form.at(say("service-problem-offline"));
  await visitor.browser.goOffline(false);
  await form.press(say("layout-try-again"));
  await form.at(say("help-title"));
});
