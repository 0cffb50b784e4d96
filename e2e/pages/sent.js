// The page after the form.
import { Page } from "./page.js";

export class SentPage extends Page {
  code() {
    return this.text("#request_code");
  }
}
