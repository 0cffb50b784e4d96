// The page of the SMART Health Card.
import fs from "node:fs";
import path from "node:path";

import { By } from "selenium-webdriver";

import { until } from "../support/until.js";
import { readQr } from "../support/qr.js";
import { Page } from "./page.js";

export class CardPage extends Page {
  cards() {
    return this.driver.findElements(By.css("section.card"));
  }

  /** A screenshot of the code of the card at this place, as a camera would see it. */
  async scan(place) {
    const codes = await this.driver.findElements(By.css("svg.qr"));
    await this.script("arguments[0].scrollIntoView({ block: 'center' })", codes[place]);
    const png = Buffer.from(await this.driver.takeScreenshot(), "base64");
    const code = readQr(png);
    if (!code) throw new Error(`no code could be read on card ${place + 1}`);
    return code;
  }

  /** Presses the button with this text on the card at this place, and returns the saved file. */
  async save(place, words) {
    const folder = this.visit.browser.downloads;
    const before = new Set(fs.readdirSync(folder));
    const card = (await this.cards())[place];
    const controls = await card.findElements(By.css("a, button"));
    for (const control of controls) {
      if ((await control.getText()) === words) await control.click();
    }
    const name = await until("the file is saved", () =>
      fs.readdirSync(folder).find((file) => !before.has(file) && !/\.crdownload$|^\./.test(file)),
    );
    return { name, bytes: fs.readFileSync(path.join(folder, name)) };
  }
}
