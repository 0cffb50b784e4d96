// A person requests the record on a phone, gets a message, enters the PIN, sees record and card: in three languages.
import assert from "node:assert/strict";
import { test } from "node:test";

import { OpenPage } from "../pages/open.js";
import { Page } from "../pages/page.js";
import { RecordPage } from "../pages/record.js";
import { RequestPage } from "../pages/request.js";
import { SentPage } from "../pages/sent.js";
import { assertShows } from "../support/expect.js";
import { linkIn } from "../support/outbox.js";
import { fatima, roselene, zoe } from "../support/people.js";
import { visit } from "../support/visit.js";
import { dateIn } from "../support/words.js";

const visitor = visit();

/** Walks from the start page to the card. `typed` is the person as this visitor types it. */
async function walk(locale, person, typed) {
  const say = visitor.say[locale];
  const start = await new Page(visitor).open("/");
  await (await start.find(`.language-chips button[lang="${locale}"]`)).click();
  await start.at(say("start-title"));
  await start.press(say("start-action"));

  const form = new RequestPage(visitor);
  await form.at(say("request-title"));
  await typed(form);
  await form.tickRobot();
  await form.send();

  const sent = new SentPage(visitor);
  await sent.at(say("sent-title"));
  const answeredAt = Date.now();
  const code = await sent.code();
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}$/);
  const message = await visitor.portal.outbox.messageFor(code);
  // `sent_at` can be earlier than `answeredAt`, because the test looks at the page some time after the answer.
  const wait = Math.max(0, Date.parse(message.sent_at) - answeredAt);
  console.log(`${locale}: the message was there ${wait} ms after the page that promises it`);
  assert.ok(wait <= 5000, `the message took ${wait} ms`);
  assert.equal(message.locale, locale);
  assert.equal(message.kind, "link");

  const open = await new OpenPage(visitor).open(linkIn(message));
  await open.at(say("unlock-title"));
  assert.ok(!(await open.address()).includes("#"), "the address bar keeps no token");
  await open.enter(person.pin);

  const record = new RecordPage(visitor);
  await record.at(say("record-title"));
  assert.deepEqual(await record.language(), [locale, locale === "ar" ? "rtl" : "ltr"]);
  assert.equal(await record.person(), person.shown);
  const text = await record.mainText();
  assertShows(text, say("record-born", { date: dateIn(say, person.birth_date) }));
  const covid = (await record.groups()).find((group) => group.id === "covid-19");
  assert.ok(covid.doses.length > 0);
  assert.ok(covid.title.startsWith(say("vaccine-group-covid-19")), covid.title);

  await record.press(say("record-card-action"));
  await record.at(say("card-title"));
  assert.ok(await (await record.find("svg.qr")).isDisplayed());
  return { message, record };
}

test("in English, by text message", async () => {
  const person = { ...zoe, shown: "Zoë M Example" };
  const { message } = await walk("en", person, (form) => form.fill(person));
  assert.equal(message.channel, "sms");
  assert.equal(message.to.replace(/\D/g, "").slice(-10), "6175550142");
});

test("in French, by e-mail, with the month as a word", async () => {
  const person = { ...roselene, shown: "Roselène Jean-Baptiste" };
  const { message } = await walk("fr", person, async (form) => {
    await form.fill({ ...person, birth_date: undefined });
    await form.typeBirthDate("1968", "mai", "6");
  });
  assert.equal(message.channel, "email");
  assert.equal(message.to, "roselene@example.org");
});

test("in Arabic, from right to left, with Arabic digits", async () => {
  const person = { ...fatima, shown: "Fatima Al-Hassan" };
  const { record } = await walk("ar", person, async (form) => {
    assert.deepEqual(await form.language(), ["ar", "rtl"]);
    await form.fill({ ...person, birth_date: undefined, phone: "٧٨١٥٥٥٠١٤١", pin: "٢٥٨٠" });
    await form.typeBirthDate("١٩٩٣", "٣", "٨");
    for (const id of ["phone", "pin", "pin_again"]) {
      assert.equal(await (await form.find(`#${id}`)).getCssValue("direction"), "ltr", id);
    }
  });
  const phones = await record.script(
    `return [...document.querySelectorAll('a[href^="tel:"] bdi, bdi a[href^="tel:"]')]
      .map((one) => getComputedStyle(one).direction)`,
  );
  assert.ok(phones.length > 0 && phones.every((direction) => direction === "ltr"), phones.join());
});
