// Takes a screenshot of every page and state, in every language and size: e2e/results/<language>/<width>/<state>.png.
// `npm run screenshots -- ar` takes those of one language.
import fs from "node:fs";
import path from "node:path";

import { asking, seeing, standing } from "../pages/every_state.js";
import { openBrowser } from "./browser.js";
import { results } from "./places.js";
import { Portal } from "./portal.js";
import { DESK, LOCALES, PHONE } from "./visit.js";
import { wordsOf } from "./words.js";

const wanted = process.argv.slice(2);
const locales = LOCALES.filter((locale) => wanted.length === 0 || wanted.includes(locale));

/** The whole page, at any length, as on a phone or a desk; with a dialog only the visible part. */
async function picture(browser, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const captureBeyondViewport = await browser.driver.executeScript("return !document.querySelector('dialog[open]')");
  const { data } = await browser.devtools("Page.captureScreenshot", { format: "png", captureBeyondViewport });
  fs.writeFileSync(file, data, "base64");
}

async function pictures(visit, locale) {
  for (const states of [standing, asking, seeing]) {
    await visit.browser.forget();
    for await (const [name] of states(visit, locale)) {
      for (const width of [PHONE, DESK]) {
        await visit.browser.resize(width);
        await picture(visit.browser, path.join(results, locale, String(width), `${name}.png`));
      }
      await visit.browser.resize(PHONE);
      console.log(`${locale}: ${name}`);
    }
  }
}

const visit = { portal: await Portal.start(), browser: await openBrowser(), say: {} };
try {
  visit.driver = visit.browser.driver;
  await visit.browser.resize(PHONE);
  await visit.browser.theme("light");
  for (const locale of locales) {
    visit.say[locale] = await wordsOf(visit.portal, locale);
    await pictures(visit, locale);
  }
} finally {
  await visit.browser.close();
  await visit.portal.stop();
}
