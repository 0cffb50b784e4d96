// The printed record is readable for its readers and for the person.
import assert from "node:assert/strict";
import { test } from "node:test";

import { RecordPage } from "../pages/record.js";
import { assertHides, assertShows } from "../support/expect.js";
import { printed } from "../support/paper.js";
import { fatima, roselene, ruth, zoe } from "../support/people.js";
import { visit } from "../support/visit.js";
import { dateIn } from "../support/words.js";

const visitor = visit();

test("the record in English", async () => {
  const say = visitor.say.en;
  await new RecordPage(visitor).openAs(zoe);
  const { text, pages } = await printed(visitor.browser);
  assertShows(
    text,
    "Zoë M Example",
    dateIn(say, "1988-02-29"),
    dateIn(say, "2022-10-02"),
    "COVID-19, mRNA",
    "Fluarix",
    "GH9702",
    say("record-print-heading"),
    say("record-not-reported"),
    say("record-print-from"),
  );
  assertHides(text, say("record-filter-all"), say("layout-lock"));
  assert.ok(pages <= 2, `${pages} pages`);
});

test("without the code where the person wants none", async () => {
  const say = visitor.say.en;
  const page = await new RecordPage(visitor).openAs(zoe);
  assertShows((await printed(visitor.browser)).text, say("card-title"));
  await (await page.find('label[for="print_with_card"]')).click();
  assertHides((await printed(visitor.browser)).text, say("card-title"));
});

test("the record in French, in English beside it", async () => {
  const { en, fr } = visitor.say;
  await new RecordPage(visitor).openAs(roselene, "fr");
  const { text } = await printed(visitor.browser);
  const born = "1968-05-06";
  assertShows(text, "Roselène Jean-Baptiste", dateIn(en, born), dateIn(fr, born), "COVID-19, mRNA");
  for (const id of ["record-print-heading", "record-vaccine", "record-date", "record-print-birth-date"]) {
    assertShows(text, en(id), fr(id));
  }
});

test("the record in Arabic, in English beside it", async () => {
  const { en, ar } = visitor.say;
  await new RecordPage(visitor).openAs(fatima, "ar");
  const { text } = await printed(visitor.browser);
  assertShows(text, "Fatima Al-Hassan", dateIn(en, "1993-03-08"), en("record-print-heading"), "COVID-19, mRNA");
  assertShows(text, ar("record-print-heading"));
});

test("a long record keeps every dose and every code", async () => {
  await new RecordPage(visitor).openAs(ruth);
  const { text, pages } = await printed(visitor.browser);
  const lots = await visitor.driver.executeScript(
    `return fetch("/api/v1/record")
      .then((answer) => answer.json())
      .then(({ record }) => record.immunizations.map((dose) => dose.lot_number))`,
  );
  assert.ok(lots.length >= 18);
  assertShows(text, ...lots.filter(Boolean));
  assert.ok(pages >= 2 && pages <= 5, `${pages} pages`);
});

test("the card on paper", async () => {
  const say = visitor.say.en;
  const page = await new RecordPage(visitor).openAs(zoe);
  await page.press(say("record-card-action"));
  await page.at(say("card-title"));
  const { text, pages } = await printed(visitor.browser);
  assertShows(text, "Zoë M Example", dateIn(say, "1988-02-29"), say("card-title"));
  assertHides(text, say("card-save-file"));
  assert.equal(pages, 1);
});
