// Another person has the phone and guesses: five wrong PINs lock the link.
import assert from "node:assert/strict";
import { test } from "node:test";

import { OpenPage } from "../pages/open.js";
import { RecordPage } from "../pages/record.js";
import { assertShows } from "../support/expect.js";
import { zoe } from "../support/people.js";
import { linkFor } from "../support/request.js";
import { until } from "../support/until.js";
import { visit } from "../support/visit.js";

const visitor = visit();
const WRONG = "7193";

function notice(say, attempts) {
  return say("service-problem-pin-mismatch", { attempts });
}

test("each wrong PIN shows how many tries are left, and the fifth locks the link for the right one too", async () => {
  const say = visitor.say.en;
  const link = await linkFor(visitor.portal, zoe);
  const page = await new OpenPage(visitor).open(link);
  for (const left of [4, 3, 2, 1]) {
    await page.enter(WRONG);
    await until(`${left} tries are left`, async () => (await page.mainText()).includes(notice(say, left)));
    assert.equal(await (await page.find("#pin")).getAttribute("value"), "", "the wrong PIN is gone");
    await until("the notice has the focus", async () => (await page.focusedId()) === "service-problem");
    assert.equal(await page.title(), say("layout-document-title-error", { page: say("unlock-title") }));
    assert.ok(!(await page.mainText()).includes(WRONG), "the PIN is not repeated");
  }
  await page.enter(WRONG);
  await page.at(say("service-problem-link-locked"));
  assertShows(await page.mainText(), say("service-problem-link-locked-body"));
  assert.equal(await page.focused().getText(), say("service-problem-link-locked"));

  // Leave the page first: an address that differs only in its fragment would not load again.
  await page.open("/");
  await page.open(link);
  await page.enter(zoe.pin);
  await page.at(say("service-problem-link-locked"));
  await page.press(say("unlock-ask-again"));
  await page.at(say("request-title"));
});

test("after a wrong PIN the right one still opens the record", async () => {
  const page = await new OpenPage(visitor).open(await linkFor(visitor.portal, zoe));
  await page.enter(WRONG);
  await until("a try was lost", async () => (await page.mainText()).includes(notice(visitor.say.en, 4)));
  await page.enter("٢٥٨٠");
  await new RecordPage(visitor).at(visitor.say.en("record-title"));
});

test("an invalid PIN costs no try", async () => {
  const say = visitor.say.en;
  const page = await new OpenPage(visitor).open(await linkFor(visitor.portal, zoe));
  await page.enter("25");
  const message = await page.find("#pin-message");
  assertShows(await message.getText(), say("problem-pin-not-four-digits"));
  assert.equal(await page.focusedId(), "pin");
  await page.enter(WRONG);
  await until("one try was lost, not two", async () => (await page.mainText()).includes(notice(say, 4)));
});

test("the PIN can be shown and hidden", async () => {
  const say = visitor.say.en;
  const page = await new OpenPage(visitor).open(await linkFor(visitor.portal, zoe));
  const input = await page.find("#pin");
  await input.sendKeys("2580");
  assert.equal(await input.getAttribute("type"), "password");
  await page.press(say("layout-pin-show"));
  assert.equal(await input.getAttribute("type"), "text");
  await page.press(say("layout-pin-hide"));
  assert.equal(await input.getAttribute("type"), "password");
  assert.equal(await input.getAttribute("autocomplete"), "current-password");
});
