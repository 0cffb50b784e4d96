// Checks a page in every size and both themes, and collects its faults.
import { faults } from "./axe.js";
import { DESK, PHONE } from "./visit.js";

/** The narrowest screen on which no content may be cut off (WCAG 2.2, 1.4.10). */
const NARROWEST = 320;

export async function look(page, name) {
  const { browser, driver } = page.visit;
  const found = [];
  for (const width of [NARROWEST, PHONE, DESK]) {
    await browser.resize(width);
    const overflow = await page.overflow();
    if (overflow > 0) found.push(`${name}, ${width} px: ${overflow} px too wide: ${await widest(page)}`);
    if (width === NARROWEST) continue;
    for (const theme of ["light", "dark"]) {
      await browser.theme(theme);
      for (const fault of await faults(driver)) found.push(`${name}, ${width} px, ${theme}: ${fault}`);
    }
    await browser.theme("light");
  }
  await browser.resize(PHONE);
  return found;
}

/** The element that sticks out furthest, to help find the cause. */
function widest(page) {
  return page.script(() => {
    const edge = (one) => {
      const { left, right } = one.getBoundingClientRect();
      return Math.max(right - document.documentElement.clientWidth, -left);
    };
    const all = [...document.querySelectorAll("body *")].sort((a, b) => edge(b) - edge(a));
    return all[0].cloneNode(false).outerHTML.slice(0, 120);
  });
}
