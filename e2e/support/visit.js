// The setup of every story: a portal and a browser, both removed at the end.
import { after, afterEach, before, beforeEach } from "node:test";
import fs from "node:fs";
import path from "node:path";

import { openBrowser } from "./browser.js";
import { results } from "./places.js";
import { Portal } from "./portal.js";
import { wordsOf } from "./words.js";

export const PHONE = 360;
export const DESK = 1280;
export const LOCALES = ["en", "fr", "ar"];

/** Call it once at the top of a story; the returned visit is filled before the first test. */
export function visit({ settings, isReal, width = PHONE, ...browserOptions } = {}) {
  const visit = { say: {} };
  before(async () => {
    visit.portal = await Portal.start(settings, { isReal });
    for (const locale of LOCALES) visit.say[locale] = await wordsOf(visit.portal, locale);
    visit.browser = await openBrowser(browserOptions);
    visit.driver = visit.browser.driver;
  });
  beforeEach(async () => {
    await visit.browser.forget();
    await visit.browser.resize(width);
    await visit.browser.theme("light");
  });
  afterEach(async (test) => {
    if (visit.browser && (test.error || test.passed === false)) await keep(visit, test.name);
  });
  after(async () => {
    await visit.browser?.close();
    await visit.portal?.stop();
  });
  return visit;
}

/** Saves what a failed test last showed, and the server's output until then. */
async function keep({ driver, portal }, name) {
  fs.mkdirSync(results, { recursive: true });
  const file = path.join(results, `failed ${name.replace(/[^\w ]/g, "")}`);
  fs.copyFileSync(portal.log, `${file}.log`);
  await driver
    .takeScreenshot()
    .then((png) => fs.writeFileSync(`${file}.png`, png, "base64"))
    .catch(() => {});
}
