// The page after the form: correct a mistake and send again, or request the record of another family member.
import assert from "node:assert/strict";
import { test } from "node:test";

import { OpenPage } from "../pages/open.js";
import { RecordPage } from "../pages/record.js";
import { RequestPage } from "../pages/request.js";
import { SentPage } from "../pages/sent.js";
import { linkIn } from "../support/outbox.js";
import { mila, roselene, zoe } from "../support/people.js";
import { until } from "../support/until.js";
import { visit } from "../support/visit.js";

const visitor = visit();

async function asked(person, locale = "en") {
  const form = new RequestPage(visitor);
  await form.open(`/request?lang=${locale}`);
  await form.ask(person);
  return new SentPage(visitor).at(visitor.say[locale]("sent-title"));
}

const KEPT = {
  first_name: "Zoë",
  last_name: "Example",
  "birth_date-year": "1988",
  "birth_date-month": "02",
  "birth_date-day": "29",
  gender: "female",
  contact: "phone",
  pin: "",
  pin_again: "",
  not_a_robot: false,
};

test("correct and send again keeps all but the PIN and the proof", async () => {
  const say = visitor.say.en;
  const sent = await asked({ ...zoe, phone: "(617) 555-0143" });
  assert.ok((await sent.mainText()).includes("(617) 555-0143"), "the contact as typed, to be checked");
  await sent.press(say("sent-correct"));
  const form = await new RequestPage(visitor).at(say("request-title"));
  const typed = await form.typed();
  for (const [name, value] of Object.entries(KEPT)) assert.equal(typed[name], value, name);
  assert.equal(typed.phone.replace(/\D/g, ""), "6175550143");
  await form.type("phone", zoe.phone);
  await form.typePin("8350");
  await form.tickRobot();
  await form.send();
  await sent.at(say("sent-title"));
  const message = await visitor.portal.outbox.messageFor(await sent.code());
  assert.equal(message.kind, "link");
});

test("a mother asks for herself and her child: the codes tell the links apart", async () => {
  const say = visitor.say.en;
  const sent = await asked(zoe);
  const own = await sent.code();
  await sent.press(say("sent-another"));
  const form = await new RequestPage(visitor).at(say("request-title"));
  const typed = await form.typed();
  assert.equal(typed.phone.replace(/\D/g, ""), "6175550142", "the contact stays");
  for (const [name, value] of Object.entries(typed)) {
    if (!["phone", "contact"].includes(name)) assert.ok(!value, `${name} is empty, not ${value}`);
  }
  await form.fill({ ...mila, phone: undefined });
  await form.tickRobot();
  await form.send();
  await sent.at(say("sent-title"));
  const childs = await sent.code();
  assert.notEqual(childs, own);

  const people = [
    [childs, mila.pin, "Mila Example"],
    [own, zoe.pin, "Zoë M Example"],
  ];
  for (const [code, pin, name] of people) {
    const message = await visitor.portal.outbox.messageFor(code);
    const page = await new OpenPage(visitor).open(linkIn(message));
    await page.enter(pin);
    const record = await new RecordPage(visitor).at(say("record-title"));
    assert.equal(await record.person(), name);
  }
});

test("a request for another person keeps language and e-mail address", async () => {
  const sent = await asked(roselene, "fr");
  await sent.press(visitor.say.fr("sent-another"));
  const form = await new RequestPage(visitor).at(visitor.say.fr("request-title"));
  const typed = await form.typed();
  assert.equal(typed.contact, "email");
  assert.equal(typed.email, roselene.email);
  assert.equal((await form.language())[0], "fr");
});

test("a person who leaves the form while it is being sent still learns that it was sent", async () => {
  const say = visitor.say.en;
  const form = await new RequestPage(visitor).open("/request");
  await form.fill(zoe);
  await form.tickRobot();
  await until("the robot check is done", async () => (await form.mainText()).includes(say("request-robot-done")));
  await form.holdCalls("/api/v1/access-requests");
  await form.send();
  await form.press(say("layout-back"));
  await form.at(say("start-title"));
  await form.letCallsGo();
  const sent = await new SentPage(visitor).at(say("sent-title"));
  assert.match(await sent.code(), /^\w{4}$/);
});

test("after a reload the page explains what became of the request", async () => {
  const sent = await asked(zoe);
  await sent.open("/request/sent");
  await sent.at(visitor.say.en("sent-lost-title"));
  await sent.press(visitor.say.en("sent-lost-action"));
  await sent.at(visitor.say.en("request-title"));
});
