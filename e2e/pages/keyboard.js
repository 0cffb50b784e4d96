// A visitor without a mouse: Tab, Shift, Space, Enter, arrows and letters.
import { Key } from "selenium-webdriver";

const SOME = 80;

export class Keyboard {
  constructor(driver) {
    this.driver = driver;
  }

  async press(...keys) {
    await this.driver.actions({ async: true }).sendKeys(...keys).perform();
  }

  /** The focused element: id, text, and whether its focus is visible. */
  focused() {
    return this.driver.executeScript(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      return {
        id: one.id,
        words: (one.getAttribute("aria-label") ?? one.textContent).trim(),
        isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        isInView: box.bottom > 0 && box.top < innerHeight,
      };
    });
  }

  /** Presses Tab until the focus is on the element with this id or text. Each focus on the way must be visible. */
  async tabTo(target) {
    const passed = [];
    for (let step = 0; step < SOME; step += 1) {
      await this.press(Key.TAB);
      const now = await this.focused();
      const isThere = now.id === target || now.words === target;
      if (isThere) {
        if (!now.isOutlined) throw new Error(`the focus of "${target}" is not visible`);
        if (!now.isInView) throw new Error(`"${target}" has the focus outside of the screen`);
        return;
      }
      passed.push(now.id || now.words);
    }
    throw new Error(`Tab does not reach "${target}", only to ${passed.join(" | ")}`);
  }

  async typeInto(id, text) {
    await this.tabTo(id);
    await this.press(text);
  }

  /** Presses a button, follows a link. */
  async activate(target) {
    await this.tabTo(target);
    await this.press(Key.ENTER);
  }
}
