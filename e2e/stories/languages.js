// A change of language and the way back both keep the typed values.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Page } from "../pages/page.js";
import { RequestPage } from "../pages/request.js";
import { SentPage } from "../pages/sent.js";
import { zoe } from "../support/people.js";
import { until } from "../support/until.js";
import { visit } from "../support/visit.js";

const visitor = visit();

async function filledIn() {
  const form = new RequestPage(visitor);
  await form.open("/request");
  await form.fill(zoe);
  await form.tickRobot();
  return form;
}

test("a change of language keeps all typed values", async () => {
  const form = await filledIn();
  const before = await form.typed();
  for (const locale of ["ar", "fr", "en"]) {
    await form.speak(locale);
    await form.at(visitor.say[locale]("request-title"));
    assert.deepEqual(await form.language(), [locale, locale === "ar" ? "rtl" : "ltr"]);
    assert.deepEqual(await form.typed(), before, locale);
    const page = visitor.say[locale]("request-title");
    assert.equal(await form.title(), visitor.say[locale]("layout-document-title", { page }));
  }
});

test("changing the language does not move the focus away from the menu", async () => {
  const page = await new Page(visitor).open("/request");
  await page.speak("fr");
  const tag = await page.script("return document.activeElement.closest('.language-menu') !== null");
  assert.ok(tag, "the focus is still in the language menu");
});

test("of two quick choices of language the last one counts, on the screen and in the cookie", async () => {
  const page = await new Page(visitor).open("/request");
  await page.holdCalls("/assets/fr.");
  await page.script(
    `for (const locale of ["fr", "ar"]) document.querySelector('.language-menu button[lang="' + locale + '"]').click()`,
  );
  await page.at(visitor.say.ar("request-title"));
  // The French texts come last. Later calls of the change to French are not held.
  await page.letCallsGo();
  await page.script("return fetch('/api/v1/portal?lang=fr').then((answer) => answer.text()).then(() => {})");
  assert.deepEqual(await page.language(), ["ar", "rtl"]);
  assert.match(await page.script("return document.cookie"), /\blang=ar\b/);
});

test("the order of the birth date follows the language", async () => {
  const form = await new RequestPage(visitor).open("/request");
  const order = () => form.script("return [...document.querySelectorAll('.date-parts input')].map((one) => one.id)");
  assert.deepEqual(await order(), ["birth_date-month", "birth_date-day", "birth_date-year"]);
  await form.speak("fr");
  assert.deepEqual(await order(), ["birth_date-day", "birth_date-month", "birth_date-year"]);
});

test("a chosen language is remembered, by the server's first page too", async () => {
  const page = await new Page(visitor).open("/");
  assert.ok(await page.has(".language-chips"), "a first visit shows all languages");
  await page.speak("ar");
  await page.open("/help");
  assert.deepEqual(await page.language(), ["ar", "rtl"]);
  await page.open("/");
  assert.ok(!(await page.has(".language-chips")), "who chose finds the others in the menu");
  const sent = await page.script("return fetch('/', { credentials: 'include' }).then((answer) => answer.text())");
  assert.match(sent, /<html lang="ar" dir="rtl">/);
});

test("Back never loses typed values: from the privacy page, the start page, the next page", async () => {
  const form = await filledIn();
  const before = await form.typed();
  await form.press(visitor.say.en("request-privacy"));
  await form.at(visitor.say.en("privacy-title"));
  await visitor.driver.navigate().back();
  await form.at(visitor.say.en("request-title"));
  assert.deepEqual(await form.typed(), before, "back from the privacy policy");

  await form.press(visitor.say.en("layout-back"));
  await form.at(visitor.say.en("start-title"));
  await visitor.driver.navigate().back();
  await form.at(visitor.say.en("request-title"));
  assert.deepEqual(await form.typed(), before, "back from the start page");

  await form.send();
  await new SentPage(visitor).at(visitor.say.en("sent-title"));
  await visitor.driver.navigate().back();
  await form.at(visitor.say.en("request-title"));
  const kept = { ...before, pin: "", pin_again: "", not_a_robot: false };
  assert.deepEqual(await form.typed(), kept, "back from the page after the form: all but PIN and proof");
});

test("choosing the other channel and back keeps both contacts", async () => {
  const form = await filledIn();
  await form.typeContact("email", "zoe@example.org");
  await form.choose("contact-phone");
  await until("the phone is back", async () => (await form.typed()).phone === zoe.phone);
  await form.choose("contact-email");
  await until("the address is back", async () => (await form.typed()).email === "zoe@example.org");
});

test("the focus goes to the heading of the next page", async () => {
  const page = await new Page(visitor).open("/");
  await page.press(visitor.say.en("start-action"));
  await page.at(visitor.say.en("request-title"));
  await until("the heading has the focus", () => page.script("return document.activeElement.tagName === 'H1'"));
});
