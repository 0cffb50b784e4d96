// Links that open nothing: expired, unknown, cut off. Each page explains what to do next.
import assert from "node:assert/strict";
import { test } from "node:test";

import { OpenPage } from "../pages/open.js";
import { RecordPage } from "../pages/record.js";
import { endAllLinks } from "../support/database.js";
import { assertShows } from "../support/expect.js";
import { mila, zoe } from "../support/people.js";
import { linkFor } from "../support/request.js";
import { until } from "../support/until.js";
import { LOCALES, visit } from "../support/visit.js";

const visitor = visit();

/** Checks the page for this problem, its advice, and the way to a new link. */
async function assertHelpful(page, say, problem) {
  await page.at(say(problem));
  assertShows(await page.mainText(), say(`${problem}-body`));
  assert.ok(!(await page.address()).includes("#"), "the address bar keeps no token");
  await page.press(say("unlock-ask-again"));
  await page.at(say("request-title"));
}

for (const locale of LOCALES) {
  test(`an expired link shows nothing (${locale})`, async () => {
    const link = await linkFor(visitor.portal, zoe, locale);
    await endAllLinks(visitor.portal);
    const page = await new OpenPage(visitor).open(link);
    await page.enter(zoe.pin);
    await assertHelpful(page, visitor.say[locale], "service-problem-link-expired");
  });
}

test("an unknown link", async () => {
  const page = await new OpenPage(visitor).open("/open#0123456789ABCDEFGHJKMNPQRS");
  await page.enter(zoe.pin);
  await assertHelpful(page, visitor.say.en, "service-problem-link-unknown");
});

test("a link that was cut off on its way", async () => {
  const link = await linkFor(visitor.portal, zoe);
  const page = await new OpenPage(visitor).open(link.slice(0, -9));
  await assertHelpful(page, visitor.say.en, "service-problem-link-unknown");
});

test("a link can be pasted where the message opens elsewhere", async () => {
  const say = visitor.say.en;
  const link = await linkFor(visitor.portal, zoe);
  const page = await new OpenPage(visitor).open("/open");
  await page.at(say("unlock-paste-title"));
  const field = await page.find("#link");
  await page.press(say("unlock-paste-action"));
  await page.find("#service-problem");
  assertShows(await page.mainText(), say("unlock-paste-missing"));
  await field.sendKeys("https://example.org/somewhere");
  await page.press(say("unlock-paste-action"));
  assertShows(await page.mainText(), say("unlock-paste-wrong"));
  await field.clear();
  await field.sendKeys(link);
  await page.press(say("unlock-paste-action"));
  await page.at(say("unlock-title"));
  await page.enter(zoe.pin);
  await new RecordPage(visitor).at(say("record-title"));
});

test("opening a link changes nothing: it can be opened any number of times", async () => {
  const link = await linkFor(visitor.portal, zoe);
  const page = new OpenPage(visitor);
  for (let time = 0; time < 3; time += 1) {
    await page.open("/");
    await page.open(link);
    await page.at(visitor.say.en("unlock-title"));
  }
  await page.enter(zoe.pin);
  await new RecordPage(visitor).at(visitor.say.en("record-title"));
});

test("a second link opened in the same tab asks for its own PIN", async () => {
  const say = visitor.say.en;
  const [first, second] = [await linkFor(visitor.portal, zoe), await linkFor(visitor.portal, mila)];
  const page = await new OpenPage(visitor).open(first);
  await page.at(say("unlock-title"));
  await page.open(second);
  await until("the address bar keeps no token", async () => !(await page.address()).includes("#"));
  await page.enter(mila.pin);
  const record = await new RecordPage(visitor).at(say("record-title"));
  assert.equal(await record.person(), "Mila Example");
});

test("the same link opened again after a mistake asks for the PIN again", async () => {
  const page = await new OpenPage(visitor).open("/open#0123456789");
  await page.at(visitor.say.en("service-problem-link-unknown"));
  const link = await linkFor(visitor.portal, zoe);
  for (let time = 0; time < 2; time += 1) {
    await page.open(link);
    await page.at(visitor.say.en("unlock-title"));
    await until("the address bar keeps no token", async () => !(await page.address()).includes("#"));
  }
});
