// The day's texts are spent: the form says so when it opens, asks for an e-mail address, and the link comes by e-mail.
import assert from "node:assert/strict";
import { test } from "node:test";

import { RequestPage } from "../pages/request.js";
import { SentPage } from "../pages/sent.js";
import { assertShows } from "../support/expect.js";
import { look } from "../support/look.js";
import { peter, zoe } from "../support/people.js";
import { QUICK } from "../support/portal.js";
import { LOCALES, visit } from "../support/visit.js";

const visitor = visit({ settings: { ...QUICK, MYVAX_LIMITS__TEXTS_PER_DAY: "1" } });

async function ask(person) {
  const form = await new RequestPage(visitor).open("/request?lang=en");
  await form.ask(person);
  const sent = new SentPage(visitor);
  await sent.at(visitor.say.en("sent-title"));
  return visitor.portal.outbox.messageFor(await sent.code());
}

test("the form says so before the person types, and an e-mail address works", async () => {
  const form = await new RequestPage(visitor).open("/request?lang=en");
  await form.at(visitor.say.en("request-title"));
  assert.ok(!(await form.mainText()).includes(visitor.say.en("service-problem-texts-paused")));
  await ask(zoe);

  for (const locale of LOCALES) {
    const say = visitor.say[locale];
    await form.open(`/request?lang=${locale}`);
    await form.at(say("request-title"));
    assertShows(await form.mainText(), say("service-problem-texts-paused"));
    assert.equal((await form.typed()).contact, "email");
    assert.deepEqual(await look(form, `paused, ${locale}`), []);
  }
  assert.equal((await ask(peter)).channel, "email");
});
