// A form with mistakes: the page shows all problems at once, in the summary and beside the fields, with links to the fields.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { RequestPage } from "../pages/request.js";
import { assertHides } from "../support/expect.js";
import { zoe } from "../support/people.js";
import { until } from "../support/until.js";
import { visit } from "../support/visit.js";

const visitor = visit();
let form;

beforeEach(async () => {
  form = new RequestPage(visitor);
  await form.open("/request");
});

/** The expected summary: pairs of field and message id, in the order of the form. */
async function assertProblems(say, expected) {
  await form.waitForSummary();
  const words = expected.map(([field, id]) => [field, say(id)]);
  assert.deepEqual(await form.summary(), words);
  for (const [field, message] of words) assert.equal(await form.messageBeside(field), message, field);
}

/** The element that each line of the summary moves the focus to. */
async function assertLeadsTo(ids) {
  for (const [place, id] of ids.entries()) {
    await form.pressInSummary(place);
    await until(`the focus is in ${id}`, async () => (await form.focusedId()) === id);
  }
}

test("an empty form asks for everything at once, and each line leads to its field", async () => {
  const say = visitor.say.en;
  await form.send();
  await assertProblems(say, [
    ["first_name", "problem-first-name-missing"],
    ["last_name", "problem-last-name-missing"],
    ["birth_date", "problem-birth-date-missing"],
    ["gender", "problem-gender-missing"],
    ["phone", "problem-contact-missing"],
    ["pin", "problem-pin-missing"],
    ["not_a_robot", "problem-not-a-robot-missing"],
  ]);
  const page = say("request-title");
  assert.equal(await form.title(), say("layout-document-title-error", { page }));
  assert.deepEqual(await form.invalid(), [
    "first_name",
    "last_name",
    "birth_date-month",
    "birth_date-day",
    "birth_date-year",
    "phone",
    "pin",
    "not_a_robot",
  ]);
  const ids = ["first_name", "last_name", "birth_date-month", "gender-female", "phone", "pin", "not_a_robot"];
  await assertLeadsTo(ids);
});

test("each field shows its problem", async () => {
  const say = visitor.say.en;
  await form.fill({
    ...zoe,
    first_name: "zoe@example.org",
    last_name: "x".repeat(101),
    birth_date: "1988-02-30",
    phone: "555-0142",
  });
  await form.typePin("2580", "2581");
  await form.send();
  await assertProblems(say, [
    ["first_name", "problem-first-name-not-a-name"],
    ["last_name", "problem-last-name-too-long"],
    ["birth_date", "problem-birth-date-not-a-date"],
    ["phone", "problem-phone-too-short"],
    ["pin_again", "problem-pin-again-different"],
    ["not_a_robot", "problem-not-a-robot-missing"],
  ]);
  // Right and wrong values both stay as typed.
  const typed = await form.typed();
  assert.equal(typed.first_name, "zoe@example.org");
  assert.equal(typed.phone, "555-0142");
  assert.equal(typed.gender, "female");
});

const PINS = [
  ["52", "problem-pin-not-four-digits"],
  ["7777", "problem-pin-all-the-same"],
  ["4321", "problem-pin-is-a-run"],
  ["1975", "problem-pin-is-birth-year"],
  ["2811", "problem-pin-is-birth-day"],
  ["0142", "problem-pin-is-phone-end"],
];

test("a PIN that is easy to guess is rejected, and the message never repeats it", async () => {
  await form.fill({ ...zoe, birth_date: "1975-11-28" });
  await form.tickRobot();
  for (const [pin, id] of PINS) {
    await form.typePin(pin);
    await form.send();
    const words = visitor.say.en(id);
    await until(`the form says: ${words}`, async () => (await form.messageBeside("pin")) === words);
    assert.deepEqual(await form.summary(), [["pin", words]]);
    assert.ok(!(await form.mainText()).includes(pin), `${pin} is on the page`);
  }
});

test("the same in French and Arabic, and a change of language translates the messages", async () => {
  await form.open("/request?lang=fr");
  await form.fill({ ...zoe, phone: "12" });
  await form.tickRobot();
  await form.send();
  await assertProblems(visitor.say.fr, [["phone", "problem-phone-too-short"]]);
  assert.ok((await form.title()).startsWith(visitor.say.fr("layout-document-title-error", { page: "" }).split(" ")[0]));
  await form.speak("ar");
  assert.deepEqual(await form.summary(), [["phone", visitor.say.ar("problem-phone-too-short")]]);
  assert.equal(await form.messageBeside("phone"), visitor.say.ar("problem-phone-too-short"));
});

test("an invalid e-mail address is reported beside the e-mail field", async () => {
  await form.fill({ ...zoe, phone: undefined, email: "zoe at example" });
  await form.tickRobot();
  await form.send();
  await assertProblems(visitor.say.en, [["email", "problem-email-not-an-address"]]);
  await assertLeadsTo(["email"]);
});

test("a corrected form is sent", async () => {
  await form.fill({ ...zoe, last_name: "" });
  await form.tickRobot();
  await form.send();
  await form.waitForSummary();
  await form.type("last_name", zoe.last_name);
  await form.send();
  await form.at(visitor.say.en("sent-title"));
  assertHides(await form.title(), "Error");
});

test("a name without a Latin letter is asked about once and does not block", async () => {
  const say = visitor.say.en;
  await form.fill({ ...zoe, last_name: "宋" });
  await form.tickRobot();
  await form.send();
  const question = await form.find("#letters-question");
  assert.equal((await question.getText()).trim(), say("request-name-not-latin"));
  await until("the question has the focus", async () => (await form.focusedId()) === "letters-question");
  await form.send();
  await form.at(say("sent-title"));
});
