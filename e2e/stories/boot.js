// The app cannot start: the server's page still explains the service, the next step, and whom to call.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Page } from "../pages/page.js";
import { faults } from "../support/axe.js";
import { assertShows } from "../support/expect.js";
import { until } from "../support/until.js";
import { LOCALES, visit } from "../support/visit.js";

/** The visible parts of the page without the app: title of the notice, phone, help. */
async function assertHelps(visitor, locale, noticeId) {
  const say = visitor.say[locale];
  const page = new Page(visitor);
  const text = await page.mainText();
  assertShows(text, say(`layout-shell-${noticeId}-title`));
  assertShows(text, say(`layout-shell-${noticeId}-text`));
  const { help_phone } = await visitor.portal.json(`/api/v1/portal?lang=${locale}`);
  assertShows(text, help_phone);
  assert.ok(await page.has('a[href="/help"]'));
  assert.equal((await page.overflow()) <= 0, true);
}

describe("without WebAssembly", () => {
  const visitor = visit();
  for (const locale of LOCALES) {
    test(`the start page shows the notice (${locale})`, async () => {
      await visitor.browser.devtools("Network.enable");
      await visitor.browser.devtools("Network.setBlockedURLs", { urls: ["*.wasm"] });
      await visitor.driver.get(`${visitor.portal.origin}/?lang=${locale}`);
      const page = new Page(visitor);
      await until("the notice is shown", () => page.script("return !document.getElementById('boot-failed').hidden"));
      await assertHelps(visitor, locale, "failed");
      assert.deepEqual(await faults(visitor.driver), []);
      await visitor.browser.devtools("Network.setBlockedURLs", { urls: [] });
      await page.open(`/?lang=${locale}`);
      const isHidden = await page.script("return document.getElementById('boot-failed').hidden");
      assert.ok(isHidden, "with it the notice is gone");
    });
  }
});

describe("without JavaScript", () => {
  const visitor = visit({ javascript: false });
  for (const locale of LOCALES) {
    test(`the start page can be read (${locale})`, async () => {
      await visitor.driver.get(`${visitor.portal.origin}/?lang=${locale}`);
      const page = new Page(visitor);
      assert.equal(await page.text("h1"), visitor.say[locale]("start-title"));
      await assertHelps(visitor, locale, "no-script");
    });
  }

  for (const address of ["/request", "/open#0123456789ABCDEFGHJKMNPQRS", "/record"]) {
    test(`a page that the app draws explains what to do (${address})`, async () => {
      await visitor.driver.get(visitor.portal.origin + address);
      await assertHelps(visitor, "en", "no-script");
    });
  }

  test("the buttons for languages work", async () => {
    await visitor.driver.get(`${visitor.portal.origin}/`);
    const page = new Page(visitor);
    await (await page.find('.language-chips button[lang="fr"]')).click();
    await until("the page is French", async () => (await page.text("h1")) === visitor.say.fr("start-title"));
  });
});
