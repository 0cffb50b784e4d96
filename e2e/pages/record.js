// The page of the record.
import { linkFor } from "../support/request.js";
import { OpenPage } from "./open.js";
import { Page } from "./page.js";

export class RecordPage extends Page {
  /** Requests this person's record over HTTP, opens the link and enters the PIN. */
  async openAs(person, locale = "en") {
    const link = await linkFor(this.visit.portal, person, locale);
    const page = new OpenPage(this.visit);
    await page.open(link);
    await page.enter(person.pin);
    return this.at(this.visit.say[locale]("record-title"));
  }

  person() {
    return this.text(".person-name");
  }

  /** The visible doses, group by group. */
  groups() {
    return this.script(
      `return [...document.querySelectorAll(".group")].map((group) => ({
         id: group.getAttribute("aria-labelledby").replace("group-", ""),
         title: group.querySelector("h2").textContent.trim(),
         doses: [...group.querySelectorAll(".dose")].map((dose) => dose.innerText),
       }))`,
    );
  }

  /**
  * Lets minutes pass for the browser: moves its clock ahead, and makes the page check the clock as after sleep. The server
  * keeps the machine's clock.
  */
  letTimePass(minutes) {
    return this.script((milliseconds) => {
      const before = Date.now.bind(Date);
      Date.now = () => before() + milliseconds;
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, minutes * 60_000);
  }

  async lock() {
    await (await this.find("#lock")).click();
  }
}
