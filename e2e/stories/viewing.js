// How long a record stays visible, what ends the session, and that no data stays behind.
import assert from "node:assert/strict";
import { test } from "node:test";

import { OpenPage } from "../pages/open.js";
import { RecordPage } from "../pages/record.js";
import { assertHides, assertShows } from "../support/expect.js";
import { zoe } from "../support/people.js";
import { linkFor } from "../support/request.js";
import { until } from "../support/until.js";
import { visit } from "../support/visit.js";

const visitor = visit();

const openRecord = () => new RecordPage(visitor).openAs(zoe);

/** A script that replaces the answers of a path by the result of `change`. */
const changed = (path, change) => `
  const ask = window.fetch.bind(window);
  window.fetch = async (...call) => {
    const answer = await ask(...call);
    if (!answer.ok || !answer.url.endsWith("${path}")) return answer;
    return Response.json((${change})(await answer.json()));
  };`;

/** The status of the server's answer to this browser's request for the record. */
function answerForRecord(page) {
  return page.script("return fetch('/api/v1/record').then((answer) => answer.status)");
}

test("the record survives a reload and a look at another page, until it is locked", async () => {
  const say = visitor.say.en;
  const page = await openRecord();
  await visitor.driver.navigate().refresh();
  await page.at(say("record-title"));
  assert.equal(await page.person(), "Zoë M Example");
  await page.open("/record/card");
  await page.at(say("card-title"));

  await page.lock();
  await page.at(say("record-locked-title"));
  await until("the server has ended the session", async () => (await answerForRecord(page)) === 401);
  await visitor.driver.navigate().back();
  assert.ok(!(await page.mainText()).includes("Zoë"), "Back does not bring it again");
  await page.open("/record");
  await page.at(say("service-problem-session-required"));
  assert.ok(!(await page.has("#lock")));
});

test("after Lock the link and the PIN open it again", async () => {
  const link = await linkFor(visitor.portal, zoe);
  const page = new OpenPage(visitor);
  const record = new RecordPage(visitor);
  for (let time = 0; time < 2; time += 1) {
    await page.open(link);
    await page.enter(zoe.pin);
    await record.at(visitor.say.en("record-title"));
    await record.lock();
    await record.at(visitor.say.en("record-locked-title"));
  }
});

test("nothing stays in the browser's storage, and no token in the address bar or the history", async () => {
  const link = await linkFor(visitor.portal, zoe);
  const token = link.split("#")[1];
  const open = await new OpenPage(visitor).open(link);
  const addresses = [await open.address()];
  await open.enter(zoe.pin);
  const page = await new RecordPage(visitor).at(visitor.say.en("record-title"));
  addresses.push(await page.address());
  const stored = await page.script(
    `return indexedDB.databases().then((databases) => ({
       local: localStorage.length, session: sessionStorage.length, databases: databases.length, cookie: document.cookie,
     }))`,
  );
  assert.deepEqual({ ...stored, cookie: "" }, { local: 0, session: 0, databases: 0, cookie: "" });
  // Scripts can read only the language cookie; the session's cookie is HttpOnly.
  assert.match(stored.cookie, /^(lang=\w+)?$/);
  const { currentIndex, entries } = await visitor.browser.devtools("Page.getNavigationHistory");
  addresses.push(...entries.slice(0, currentIndex + 1).map(({ url }) => url));
  for (const address of addresses) assert.ok(!address.includes(token), address);
});

test("an inactive reader is warned, can stay with one key, and at last sees the record close", async () => {
  const say = visitor.say.en;
  const page = await openRecord();
  const dialog = "dialog[role=alertdialog]";
  await page.letTimePass(13.5);
  await page.find(dialog);
  assertShows(await page.text(dialog), say("record-warning-title"));
  assert.equal(await page.script("return document.activeElement.closest('dialog') !== null"), true);
  const stay = await page.focused();
  assert.equal((await stay.getText()).trim(), say("record-warning-stay"));
  await stay.sendKeys("\uE007");
  await until("the warning is gone", async () => !(await page.has(dialog)));
  assert.equal(await page.person(), "Zoë M Example");

  await page.letTimePass(13.5);
  await page.find(dialog);
  await page.letTimePass(2);
  await page.at(say("service-problem-session-required"));
  assertHides(await page.script("return document.body.textContent"), "Zoë");
  await until("the server has ended the session", async () => (await answerForRecord(page)) === 401);
});

test("after a reload the rest of the time counts, not a new hour", async () => {
  const say = visitor.say.en;
  const page = await openRecord();
  // The server's clock cannot be moved, so this replaces the answer to the reload by the one after 58 minutes.
  const times = { ends_in_seconds: 115, idle_ends_in_seconds: 115 };
  const source = changed("/api/v1/record", `(body) => ({ ...body, session: ${JSON.stringify(times)} })`);
  const { identifier } = await visitor.browser.devtools("Page.addScriptToEvaluateOnNewDocument", { source });
  await visitor.driver.navigate().refresh();
  await page.at(say("record-title"));
  await visitor.browser.devtools("Page.removeScriptToEvaluateOnNewDocument", { identifier });
  await page.letTimePass(0);
  assert.equal(await page.text("#session-warning-text"), say("record-warning-last", { minutes: 2 }));
  await page.letTimePass(2);
  await page.at(say("service-problem-session-required"));
});

test("a person who leaves the page while the record opens stays on the new page", async () => {
  const say = visitor.say.en;
  const page = await new OpenPage(visitor).open(await linkFor(visitor.portal, zoe));
  await page.holdCalls("/api/v1/unlock");
  await page.enter(zoe.pin);
  await page.press(say("unlock-ask-again"));
  await page.at(say("request-title"));
  await page.letCallsGo();
  await page.find("#lock");
  await page.at(say("request-title"));
  // The app still works, and the record can be closed from here.
  await page.speak("fr");
  await (await page.find("#lock")).click();
  await page.at(visitor.say.fr("record-locked-title"));
});

test("the vaccines are in the order of an index in the person's language", async () => {
  const say = visitor.say.fr;
  const page = await new OpenPage(visitor).open(await linkFor(visitor.portal, zoe, "fr"));
  // For these groups the French order differs from that of the code points.
  const groups = ["tuberculin-test", "bcg", "td", "influenza-h1n1", "influenza-avian"];
  const change = `({ record, ...rest }) => {
    record.immunizations = [{ ...record.immunizations[0], vaccine_groups: ${JSON.stringify(groups)} }];
    return { record, ...rest };
  }`;
  await page.script(changed("/api/v1/unlock", change));
  await page.enter(zoe.pin);
  const shown = await (await new RecordPage(visitor).at(say("record-title"))).groups();
  const expected = ["influenza-avian", "influenza-h1n1", "tuberculin-test", "td", "bcg"];
  assert.deepEqual(shown.map(({ id }) => id), expected);
});

test("after an hour the session ends for an active reader, too", async () => {
  const say = visitor.say.en;
  const page = await openRecord();
  for (let minutes = 0; minutes < 50; minutes += 10) {
    await page.letTimePass(10);
    await (await page.find("h1")).click();
  }
  assert.ok(!(await page.has("dialog")));
  await page.letTimePass(8.5);
  await page.find("dialog[role=alertdialog]");
  await page.letTimePass(2);
  await page.at(say("service-problem-session-required"));
});

test("a session that ended elsewhere ends here at the next call", async () => {
  const page = await openRecord();
  const status = await page.script(
    `const headers = { "Content-Type": "application/json" };
     return fetch("/api/v1/lock", { method: "POST", headers, body: "{}" }).then((answer) => answer.status)`,
  );
  assert.equal(status, 204);
  await page.open("/record/card");
  await page.at(visitor.say.en("service-problem-session-required"));
});

test("the record can be narrowed to one vaccine", async () => {
  const page = await openRecord();
  const all = await page.groups();
  assert.ok(all.length > 3);
  await (await page.find("#record-filter option[value=influenza]")).click();
  const shown = await page.groups();
  assert.deepEqual(shown.map(({ id }) => id), ["influenza"]);
  assert.ok(shown[0].doses[0].includes("Fluarix"));
});
