// The whole way from the start page to the card without a mouse.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Key } from "selenium-webdriver";

import { Keyboard } from "../pages/keyboard.js";
import { OpenPage } from "../pages/open.js";
import { Page } from "../pages/page.js";
import { RecordPage } from "../pages/record.js";
import { RequestPage } from "../pages/request.js";
import { SentPage } from "../pages/sent.js";
import { linkIn } from "../support/outbox.js";
import { PIN } from "../support/people.js";
import { until } from "../support/until.js";
import { visit } from "../support/visit.js";

const visitor = visit();

/** A radio group is one stop of Tab; the first Space chooses, arrows move on. */
async function fillIn(keyboard) {
  await keyboard.typeInto("first_name", "Zoë");
  await keyboard.typeInto("last_name", "Example");
  await keyboard.typeInto("birth_date-month", "2");
  await keyboard.typeInto("birth_date-day", "29");
  await keyboard.typeInto("birth_date-year", "1988");
  await keyboard.tabTo("gender-female");
  await keyboard.press(Key.SPACE);
  await keyboard.tabTo("contact-phone");
  await keyboard.typeInto("phone", "6175550142");
  await keyboard.typeInto("pin", PIN);
  await keyboard.typeInto("pin_again", PIN);
  await keyboard.tabTo("not_a_robot");
  await keyboard.press(Key.SPACE);
}

test("from the start page to the card", async () => {
  const say = visitor.say.en;
  const keyboard = new Keyboard(visitor.driver);
  const page = await new Page(visitor).open("/");
  await keyboard.activate(say("start-action"));
  await page.at(say("request-title"));
  await fillIn(keyboard);
  await keyboard.activate(say("request-send"));
  const sent = await new SentPage(visitor).at(say("sent-title"));
  const message = await visitor.portal.outbox.messageFor(await sent.code());

  await new OpenPage(visitor).open(linkIn(message));
  await keyboard.typeInto("pin", PIN);
  await keyboard.press(Key.ENTER);
  const record = await new RecordPage(visitor).at(say("record-title"));
  await keyboard.tabTo("record-filter");
  await keyboard.press(Key.ARROW_DOWN);
  await until("one group is left", async () => (await record.groups()).length === 1);
  // The choice of vaccines comes after the card, so Tab goes once around the page.
  await keyboard.activate(say("record-card-action"));
  await record.at(say("card-title"));
  await keyboard.activate(say("layout-lock"));
  await record.at(say("record-locked-title"));
});

test("an empty form sent with Enter leads to its first field with Enter", async () => {
  const form = await new RequestPage(visitor).open("/request");
  const keyboard = new Keyboard(visitor.driver);
  await keyboard.activate(visitor.say.en("request-send"));
  await form.waitForSummary();
  await keyboard.activate(visitor.say.en("problem-first-name-missing"));
  await until("the focus is in the field", async () => (await form.focusedId()) === "first_name");
});

test("the skip link is the first stop and jumps over the header", async () => {
  const page = await new Page(visitor).open("/request");
  const keyboard = new Keyboard(visitor.driver);
  await keyboard.press(Key.TAB);
  assert.equal((await keyboard.focused()).words, visitor.say.en("layout-skip-link"));
  await keyboard.press(Key.ENTER);
  await keyboard.press(Key.TAB);
  const isInMain = await page.script("return document.activeElement.closest('main') !== null");
  assert.ok(isInMain, "the next stop is in the main part");
});

test("the language menu opens with Enter, closes with Escape and changes the language", async () => {
  const page = await new Page(visitor).open("/request");
  const keyboard = new Keyboard(visitor.driver);
  const isOpen = () => page.script("return document.querySelector('.language-menu').open");
  await keyboard.activate(`${visitor.say.en("layout-language")}: English`);
  await until("the menu is open", isOpen);
  await keyboard.press(Key.TAB);
  await keyboard.press(Key.ESCAPE);
  await until("the menu is closed", async () => !(await isOpen()));
  const back = await page.script("return document.activeElement.matches('.language-menu > summary')");
  assert.ok(back, "Escape gives the focus back to the button of the menu");
  await keyboard.press(Key.ENTER);
  await keyboard.activate("Français");
  await page.at(visitor.say.fr("request-title"));
});
