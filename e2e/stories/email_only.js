// A service outside the demo that sends e-mail alone: the form has no phone, and a real e-mail leads to the record.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { OpenPage } from "../pages/open.js";
import { RecordPage } from "../pages/record.js";
import { RequestPage } from "../pages/request.js";
import { SentPage } from "../pages/sent.js";
import { MailServer } from "../support/gateways.js";
import { zoe } from "../support/people.js";
import { QUICK } from "../support/portal.js";
import { importFamilies } from "../support/registry.js";
import { visit } from "../support/visit.js";

const mail = await MailServer.start();
const settings = { ...QUICK, ...mail.settings };
const visitor = visit({ settings, isReal: true });

after(() => mail.stop());

test("without a text gateway the form asks for an e-mail address, and the e-mail opens the record", async () => {
  importFamilies(visitor.portal);
  const say = visitor.say.en;
  const form = await new RequestPage(visitor).open("/request");
  await form.fill({ ...zoe, phone: undefined });
  const { phone, contact } = await form.typed();
  assert.deepEqual({ phone, contact }, { phone: null, contact: null }, "there is no phone and no choice");
  await form.type("email", "zoe@example.org");
  await form.tickRobot();
  await form.send();
  const sent = new SentPage(visitor);
  await sent.at(say("sent-title"));

  const text = await mail.textTo("zoe@example.org", await sent.code());
  const [link] = text.match(/http:\/\/127\.0\.0\.1\S+#[^\s"<]+/);
  const open = await new OpenPage(visitor).open(link);
  await open.at(say("unlock-title"));
  await open.enter(zoe.pin);
  const record = new RecordPage(visitor);
  await record.at(say("record-title"));
  assert.equal(await record.person(), "Zoë M Example");
});
