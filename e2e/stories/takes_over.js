// The app takes over the page that the server wrote: nothing is drawn again, nothing moves, and what a person has done
// until then stays.
import assert from "node:assert/strict";
import { test } from "node:test";

import { FIXED_PAGES } from "../pages/fixed_pages.js";
import { Page } from "../pages/page.js";
import { zoe } from "../support/people.js";
import { linkFor } from "../support/request.js";
import { LOCALES, visit } from "../support/visit.js";

const visitor = visit({ holdsApp: true });
const page = new Page(visitor);

/** Opens an address and waits until it is on the screen. The app waits. */
async function openHeld(address) {
  await visitor.driver.get(address.startsWith("http") ? address : visitor.portal.origin + address);
  await frames();
  assert.ok(!(await page.script("return 'app' in document.documentElement.dataset")), "the app waits");
}

async function startApp() {
  await page.script("window.startApp()");
  await page.isReady();
}

/** Two frames later all that was changed before is drawn. */
function frames() {
  return visitor.driver.executeAsyncScript((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** Marks each node, and does what can be done before the app is ready. */
async function useIt() {
  await page.script(() => {
    for (const node of document.querySelectorAll("#app, #app *")) node.isServed = true;
    document.querySelector("#served a").focus();
    window.focusedAtFirst = document.activeElement;
    document.querySelector(".official-banner").open = true;
  });
}

function whatIsLeft() {
  return page.script(() => ({
    drawn: document.querySelectorAll("#page *").length,
    others: [...document.querySelectorAll("#app *")].filter((node) => !node.isServed).map((one) => one.outerHTML),
    hasHeading: document.querySelector("#served h1").checkVisibility(),
    isBannerOpen: document.querySelector(".official-banner").open,
    focused: document.activeElement === window.focusedAtFirst && document.activeElement.tagName,
  }));
}

/** All shifts of the layout until now, with what moved. */
async function shifts() {
  await frames();
  return visitor.driver.executeAsyncScript((done) => {
    const nameOf = ({ node }) => (node?.cloneNode?.(false).outerHTML ?? String(node?.nodeName)).slice(0, 120);
    const observer = new PerformanceObserver((list) => {
      done(list.getEntries().map(({ value, sources }) => `${value}: ${sources.map(nameOf)}`));
    });
    observer.observe({ type: "layout-shift", buffered: true });
    // Where nothing moved the observer is not called.
    setTimeout(() => done([]), 100);
  });
}

/** Once the app is ready and the page drawn, where the server does not write it. */
async function assertStill(address, lastDrawn) {
  await openHeld(address);
  await startApp();
  await page.find(lastDrawn);
  assert.deepEqual(await shifts(), [], address);
}

for (const locale of LOCALES) {
  test(`a page of the server's stays as it is, with focus and open banner (${locale})`, async () => {
    for (const { path } of FIXED_PAGES) {
      await openHeld(`${path}?lang=${locale}`);
      await useIt();
      await startApp();
      const wanted = { drawn: 0, others: [], hasHeading: true, isBannerOpen: true, focused: "A" };
      assert.deepEqual(await whatIsLeft(), wanted, path);
    }
  });

  test(`nothing moves (${locale})`, async () => {
    for (const path of ["/", "/help", "/help/how-to", "/privacy", "/nowhere"]) {
      await assertStill(`${path}?lang=${locale}`, "#served h1");
    }
    await assertStill(`/request?lang=${locale}`, "#page input");
    await assertStill(await linkFor(visitor.portal, zoe, locale), "#page input");
  });
}

test("what moves is seen: a planted line pushes the page down", async () => {
  await openHeld("/");
  await page.script("document.querySelector('main').insertAdjacentHTML('afterbegin', '<p>planted</p>')");
  assert.notDeepEqual(await shifts(), []);
});

test("a language chosen before the app is ready is the next page's", async () => {
  await openHeld("/help?lang=en");
  await (await page.find(".language-menu > summary")).click();
  await (await page.find('.language-menu button[lang="fr"]')).click();
  await page.at(visitor.say.fr("help-title"));
  await startApp();
  assert.equal((await page.language())[0], "fr");
  assert.ok(await page.has("#served h1"));
});
