// No record fits: the page shows the same as always, and the message explains what to do.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Page } from "../pages/page.js";
import { RequestPage } from "../pages/request.js";
import { SentPage } from "../pages/sent.js";
import { assertShows } from "../support/expect.js";
import { nobody, zoe } from "../support/people.js";
import { LOCALES, visit } from "../support/visit.js";

const visitor = visit();

async function ask(person, locale) {
  const form = new RequestPage(visitor);
  await form.open(`/request?lang=${locale}`);
  await form.ask(person);
  const sent = new SentPage(visitor);
  await sent.at(visitor.say[locale]("sent-title"));
  return { code: await sent.code(), text: await sent.mainText() };
}

for (const locale of LOCALES) {
  test(`the message explains it, and its links work (${locale})`, async () => {
    const say = visitor.say[locale];
    const { code } = await ask(nobody, locale);
    const message = await visitor.portal.outbox.messageFor(code);
    assert.equal(message.kind, "not-found");
    assertShows(message.text, say("message-sms-not-found-help"));
    assert.ok(!message.text.includes(nobody.first_name) && !message.text.includes(nobody.last_name));
    const links = message.text.match(/https?:\/\/\S+/g);
    assert.equal(links.length, 2);
    const page = new Page(visitor);
    await page.open(links[0]);
    await page.at(say("request-title"));
    await page.open(links[1]);
    await page.at(say("help-not-found-title"));
    assert.equal((await page.language())[0], locale);
  });
}

test("the e-mail has a subject, and the same text twice", async () => {
  const { code } = await ask({ ...nobody, phone: undefined, email: "abe@example.org" }, "en");
  const message = await visitor.portal.outbox.messageFor(code);
  assert.equal(message.subject, visitor.say.en("message-email-not-found-subject", { code }));
  assertShows(message.html, visitor.say.en("message-email-not-found-help"));
});

test("the page does not reveal whether a record exists", async () => {
  const found = await ask(zoe, "en");
  const notFound = await ask({ ...nobody, phone: zoe.phone }, "en");
  assert.equal(found.text.replace(found.code, "CODE"), notFound.text.replace(notFound.code, "CODE"));
});
