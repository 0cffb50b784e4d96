// The request form.
import { By } from "selenium-webdriver";

import { until } from "../support/until.js";
import { Page } from "./page.js";

/** The typed values, by element id. */
const TEXTS = ["first_name", "last_name", "birth_date-day", "birth_date-month", "birth_date-year", "pin", "pin_again"];

export class RequestPage extends Page {
  /** Fills in the form as this person; fields without a value stay as they are. */
  async fill(person) {
    for (const name of ["first_name", "last_name"]) {
      if (person[name] !== undefined) await this.type(name, person[name]);
    }
    if (person.birth_date !== undefined) await this.typeBirthDate(...person.birth_date.split("-"));
    if (person.gender !== undefined) await this.choose(`gender-${person.gender}`);
    if (person.phone !== undefined) await this.typeContact("phone", person.phone);
    if (person.email !== undefined) await this.typeContact("email", person.email);
    if (person.pin !== undefined) await this.typePin(person.pin);
    return this;
  }

  async typeBirthDate(year, month, day) {
    await this.type("birth_date-year", year);
    await this.type("birth_date-month", month);
    await this.type("birth_date-day", day);
  }

  async typeContact(channel, text) {
    await this.choose(`contact-${channel}`);
    await this.type(channel, text);
  }

  async typePin(pin, again = pin) {
    await this.type("pin", pin);
    await this.type("pin_again", again);
  }

  async type(id, text) {
    const input = await this.find(`[id="${id}"]`);
    await input.clear();
    await input.sendKeys(text);
  }

  async choose(id) {
    await (await this.find(`label[for="${id}"]`)).click();
  }

  async tickRobot() {
    await this.choose("not_a_robot");
  }

  async send() {
    await (await this.find("form button[type=submit]")).click();
  }

  /** Fills in the whole form and sends it. */
  async ask(person) {
    await this.fill(person);
    await this.tickRobot();
    await this.send();
  }

  /** The current values of the form. */
  async typed() {
    const values = await this.script(
      `const value = (id) => document.getElementById(id)?.value ?? null;
       const chosen = (name) => document.querySelector('input[name="' + name + '"]:checked')?.value ?? null;
       return {
         ...Object.fromEntries(arguments[0].map((id) => [id, value(id)])),
         gender: chosen("gender"), contact: chosen("contact"), phone: value("phone"), email: value("email"),
         not_a_robot: document.getElementById("not_a_robot").checked,
       };`,
      TEXTS,
    );
    return values;
  }

  async waitForSummary() {
    await this.find("#error-summary");
    await until("the summary has the focus", async () => (await this.focusedId()) === "error-summary");
  }

  /** The problems in the summary: the text and the linked id of each. */
  summary() {
    return this.script(
      `return [...document.querySelectorAll("#error-summary a")]
        .map((link) => [link.getAttribute("href").slice(1), link.textContent.trim()])`,
    );
  }

  async pressInSummary(place) {
    const links = await this.driver.findElements(By.css("#error-summary a"));
    await links[place].click();
  }

  /** The message beside a field, without the prefix for screen readers, or null. */
  messageBeside(id) {
    return this.script(
      `const message = document.getElementById(arguments[0] + "-message");
       if (!message) return null;
       const words = message.cloneNode(true);
       words.querySelectorAll(".visually-hidden").forEach((prefix) => prefix.remove());
       return words.textContent.trim();`,
      id,
    );
  }

  /** Ids of all inputs that are marked as invalid. */
  invalid() {
    return this.script(`return [...document.querySelectorAll("[aria-invalid=true]")].map((input) => input.id)`);
  }
}
