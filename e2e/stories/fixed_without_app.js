// The app cannot start: the pages that are the same for everyone can be read, and their links lead on.
import assert from "node:assert/strict";
import { test } from "node:test";

import { FIXED_PAGES, HELP_TOPICS, linesOf } from "../pages/fixed_pages.js";
import { Page } from "../pages/page.js";
import { faults } from "../support/axe.js";
import { assertHides, assertShows } from "../support/expect.js";
import { LOCALES, visit } from "../support/visit.js";

const visitor = visit();
const page = new Page(visitor);

async function openWithoutApp(path) {
  await visitor.browser.devtools("Network.enable");
  await visitor.browser.devtools("Network.setBlockedURLs", { urls: ["*.wasm"] });
  await visitor.driver.get(visitor.portal.origin + path);
  assert.ok(!(await page.script("return 'app' in document.documentElement.dataset")), "the app does not run");
}

for (const locale of LOCALES) {
  test(`no page has a fault that axe knows (${locale})`, async () => {
    for (const { path, title } of FIXED_PAGES) {
      await openWithoutApp(`${path}?lang=${locale}`);
      await page.at(visitor.say[locale](title));
      assert.deepEqual(await faults(visitor.driver), [], path);
    }
  });

  test(`help leads to each topic and back, and on to the other pages (${locale})`, async () => {
    const say = visitor.say[locale];
    await openWithoutApp(`/?lang=${locale}`);
    await page.press(say("start-help"));
    for (const topic of HELP_TOPICS) {
      await page.at(say("help-title"));
      await page.press(say(`help-${topic}-title`));
      await page.at(say(`help-${topic}-title`));
      // WebDriver's own text leaves out the marks that keep a phone number in order.
      const text = await page.script("return document.querySelector('main').innerText");
      assertShows(text, ...linesOf(say, `help-${topic}-body`));
      assertHides(text, say("layout-shell-failed-title"), say("layout-shell-loading"));
      await page.press(say("help-title"));
    }
    for (const name of ["privacy", "terms", "accessibility"]) {
      await page.press(say(`layout-footer-${name}`));
      await page.at(say(`${name}-title`));
    }
    await page.press(say.department.service_name);
    await page.at(say("start-title"));
  });

  test(`a language is chosen (${locale})`, async () => {
    const say = visitor.say[locale];
    await openWithoutApp(`/help?lang=${locale === "en" ? "fr" : "en"}`);
    await page.speak(locale);
    await page.at(say("help-title"));
    await page.press(say("layout-footer-terms"));
    await page.at(say("terms-title"));
  });
}
