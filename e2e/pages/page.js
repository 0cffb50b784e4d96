// Any page of the portal: the parts that all pages have, and how a visitor finds them.
import { By } from "selenium-webdriver";

import { until } from "../support/until.js";

export class Page {
  constructor(visit) {
    this.visit = visit;
  }

  /** There once the visit has begun. */
  get driver() {
    return this.visit.driver;
  }

  /** Opens an address of the portal, or a whole link, and waits for the app. */
  async open(address) {
    await this.driver.get(address.startsWith("http") ? address : this.visit.portal.origin + address);
    await this.isReady();
    return this;
  }

  isReady() {
    return until("the app runs", () => this.script("return document.documentElement.dataset.app === 'ready'"));
  }

  script(code, ...parameters) {
    return this.driver.executeScript(code, ...parameters);
  }

  /** Waits until the page has this heading. */
  async at(title) {
    let heading;
    await until(
      `the page "${title}"`,
      async () => (heading = await this.script("return document.querySelector('h1')?.textContent")) === title,
    ).catch((error) => {
      throw new Error(`${error.message}; the page is "${heading}"`);
    });
    return this;
  }

  /** Waits until the element exists and returns it. */
  find(selector) {
    return until(`an element ${selector}`, async () => (await this.driver.findElements(By.css(selector)))[0]);
  }

  async has(selector) {
    return (await this.driver.findElements(By.css(selector))).length > 0;
  }

  async text(selector) {
    return (await this.find(selector)).getText();
  }

  /** The text of the main part, between header and footer. */
  mainText() {
    return this.text("main");
  }

  /** Presses the link or button with this text. */
  async press(words) {
    const control = await until(`a link or button "${words}"`, () =>
      this.script(
        `return [...document.querySelectorAll("a, button, summary")]
          .find((one) => one.checkVisibility() && one.textContent.trim() === arguments[0])`,
        words,
      ),
    );
    await control.click();
  }

  focused() {
    return this.driver.switchTo().activeElement();
  }

  async focusedId() {
    return (await this.focused()).getAttribute("id");
  }

  address() {
    return this.driver.getCurrentUrl();
  }

  title() {
    return this.driver.getTitle();
  }

  /** Language and direction that the page declares. */
  language() {
    return this.script("return [document.documentElement.lang, document.documentElement.dir]");
  }

  /** Chooses a language in the menu of the header. */
  async speak(locale) {
    await (await this.find(".language-menu > summary")).click();
    await (await this.find(`.language-menu button[lang="${locale}"]`)).click();
    await until(`the page speaks ${locale}`, async () => (await this.language())[0] === locale);
  }

  /** Holds each further call whose address has this part, until it is released. A new page holds none. */
  holdCalls(part) {
    return this.script((part) => {
      const fetch = window.fetch.bind(window);
      window.held = [];
      window.fetch = (...call) => {
        const address = call[0].url ?? String(call[0]);
        if (!address.includes(part)) return fetch(...call);
        return new Promise((answer) => {
          window.held.push(() => {
            const answered = fetch(...call);
            answer(answered);
            return answered;
          });
        });
      };
    }, part);
  }

  /** Waits for a held call, releases all of them, and returns when they are answered. */
  async letCallsGo() {
    await until("a call is held", () => this.script("return window.held.length > 0"));
    await this.script("return Promise.all(window.held.splice(0).map((letGo) => letGo())).then(() => {})");
  }

  /** How far the page scrolls sideways, in pixels. A phone's innerWidth cannot measure this: it grows with wide content. */
  overflow() {
    return this.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }
}
