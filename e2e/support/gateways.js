// The stand-ins of `gateways/` as processes of their own, and the calls that they logged.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";

import { endWithThis } from "./end_with_this.js";
import { root } from "./places.js";
import { until } from "./until.js";

const ACCOUNT = "AC0123456789";
const TOKEN = "text token";

/** One stand-in. It remembers nothing: every call is a line in its log, repeats too. */
class Gateway {
  static async start(script, ...arguments_) {
    const gateway = new this();
    gateway.folder = fs.mkdtempSync(path.join(os.tmpdir(), "myvax-gateway-"));
    gateway.log = path.join(gateway.folder, "log");
    gateway.process = spawn("node", [path.join(root, "e2e/gateways", script), gateway.log, ...arguments_], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    endWithThis(gateway.process);
    gateway.port = await new Promise((resolve) => readline.createInterface(gateway.process.stdout).once("line", resolve));
    gateway.read = 0;
    gateway.calls = [];
    return gateway;
  }

  /** How many bytes were logged, which grows with each call. */
  size() {
    return fs.statSync(this.log).size;
  }

  /** Every message so far, in order, as `{ key, to, text, at }`. Each line is read once. */
  messages() {
    const file = fs.openSync(this.log, "r");
    const bytes = Buffer.alloc(fs.fstatSync(file).size - this.read);
    fs.readSync(file, bytes, 0, bytes.length, this.read);
    fs.closeSync(file);
    const end = bytes.lastIndexOf("\n") + 1;
    this.read += end;
    for (const line of bytes.subarray(0, end).toString().split("\n").slice(0, -1)) {
      this.calls.push(this.message(JSON.parse(line)));
    }
    return this.calls;
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill();
    await ended;
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The text gateway. */
export class TextGateway extends Gateway {
  static start() {
    return super.start("texts.js", ACCOUNT, TOKEN);
  }

  get settings() {
    return {
      MYVAX_SMS_URL: `http://127.0.0.1:${this.port}`,
      MYVAX_SMS_ACCOUNT: ACCOUNT,
      MYVAX_SMS_TOKEN: TOKEN,
      MYVAX_SMS_FROM: "+16175550100",
    };
  }

  message({ key, To, Body, at }) {
    return { key, to: To, text: Body, at };
  }

  /** Changes how it answers all numbers; `how` has the fields of `texts.js`. */
  async behave(how) {
    const body = JSON.stringify({ to: "*", ...how });
    const answer = await fetch(`http://127.0.0.1:${this.port}/behavior`, { method: "PUT", body });
    if (!answer.ok) throw new Error(`the text gateway got no behavior: ${answer.status}`);
  }
}

/** The mail server, without TLS: it is on this machine. */
export class MailServer extends Gateway {
  static start() {
    return super.start("mail.js");
  }

  get settings() {
    return {
      MYVAX_SMTP_URL: this.url,
      MYVAX_MAIL_FROM: "Records <records@vax.example.org>",
    };
  }

  get url() {
    return `smtp://127.0.0.1:${this.port}?tls=none`;
  }

  /** The text of the first message to this address that contains these words. */
  async textTo(address, words) {
    const found = () => this.messages().find(({ to, text }) => to === address && text.includes(words));
    const { text } = await until(`an e-mail to ${address}`, found);
    return text;
  }

  message({ to, raw, at }) {
    const [head, ...rest] = raw.split("\r\n\r\n");
    const key = head.match(/^Message-ID: <(.*)@/im)[1];
    // The boundary between the parts is another one each time.
    const boundary = head.match(/boundary="(.*?)"/)?.[1] ?? "";
    return { key, to: to.join(), text: withoutQuoting(rest.join("\r\n\r\n").replaceAll(boundary, "")), at };
  }
}

/** Undoes quoted-printable (RFC 2045 section 6.7) as far as a link needs it. The Rust tests read whole e-mails. */
function withoutQuoting(raw) {
  return raw.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
