// A dose that two providers reported, and one with a date that cannot be right: on screen and on paper, in each language.
import assert from "node:assert/strict";
import { test } from "node:test";

import { RecordPage } from "../pages/record.js";
import { assertShows } from "../support/expect.js";
import { printed } from "../support/paper.js";
import { vera } from "../support/people.js";
import { importBoth } from "../support/registry.js";
import { LOCALES, visit } from "../support/visit.js";

const visitor = visit();

for (const locale of LOCALES) {
  test(`the dose appears once with both names, and the odd date has a remark: ${locale}`, async () => {
    const say = visitor.say[locale];
    importBoth(visitor.portal);
    const page = await new RecordPage(visitor).openAs(vera, locale);
    const groups = await page.groups();
    const covid = groups.find((group) => group.id === "covid-19");
    assert.equal(covid.doses.length, 1);
    const both = say("record-reported-by", { names: "Example Clinic", last: "EXAMPLE PHARMACY" });
    assertShows(covid.doses[0], both, "EW7001");
    const polio = groups.find((group) => group.id === "polio");
    assertShows(polio.doses[0], say("record-before-birth"));

    // The narrow columns wrap words, and the text of the paper is read across the columns.
    const { text } = await printed(visitor.browser);
    assertShows(text, "PHARMACY", visitor.say.en("record-before-birth"));
  });
}
