// A link reaches a person who did not ask for it, and a person sees that a link was opened before.
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

for (const locale of ["en", "fr", "ar"]) {
  test(`the person whom a link reached by mistake ends it (${locale})`, async () => {
    const say = visitor.say[locale];
    const link = await linkFor(visitor.portal, zoe, locale);
    const page = await new OpenPage(visitor).open(link);
    await page.endLink(say);
    assertShows(await page.mainText(), say("unlock-revoked-text"));
    const focused = () => page.focused().getText();
    await until("the heading has the focus", async () => (await focused()) === say("unlock-revoked-title"));

    await page.open(`/?lang=${locale}`);
    await page.open(link);
    await page.enter(zoe.pin);
    await page.at(say("service-problem-link-expired"));
  });
}

test("the record says that its link was opened before, and when", async () => {
  const say = visitor.say.en;
  const link = await linkFor(visitor.portal, zoe);
  const open = async () => {
    await visitor.driver.get("about:blank");
    await (await new OpenPage(visitor).open(link)).enter(zoe.pin);
    return new RecordPage(visitor).at(say("record-title"));
  };
  const first = await open();
  assertShows(await first.mainText(), say("record-opened-first"));
  const text = await (await open()).mainText();
  assertHides(text, say("record-opened-first"));
  assertShows(text, say("record-opened-not-you"));
  const when = text.match(/opened 2 times\. The time before this was at (\d+:\d\d) ([ap])\.m\. on (\w+ \d+, \d{4})\./);
  assert.ok(when, text);
  const [, time, half, date] = when;
  assert.ok(Math.abs(Date.now() - new Date(`${date} ${time} ${half}m`)) < 10 * 60_000, when[0]);
});
