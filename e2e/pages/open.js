// The page that a link opens: asks for the PIN.
import { Page } from "./page.js";

export class OpenPage extends Page {
  async enter(pin) {
    const input = await this.find("#pin");
    await input.clear();
    await input.sendKeys(pin);
    await (await this.find("form button[type=submit]")).click();
  }

  /** "This was not me". */
  async endLink(say) {
    await this.press(say("unlock-not-me"));
    await this.press(say("unlock-not-me-action"));
    await this.at(say("unlock-revoked-title"));
  }
}
