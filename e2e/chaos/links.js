// The links that the gateways received: a few PINs for each while the service is killed, and a verdict on each afterwards.
import { Party, pause } from "../support/attack.js";

const RIGHT = "2580";
const WRONG = "7193";
const MAX_TRIES = 5;
/** So few wrong PINs for one link during the kills that none is locked then. */
const WRONG_DURING_KILLS = 3;
/** A link opens ten times in ten minutes. */
const RIGHT_DURING_KILLS = 5;
/** Several of one link and one each of others. */
const TRIED_AT_ONCE = 3;
const PARALLEL_PINS = 3;
const AT_ONCE = 8;
/** A killed comparison holds its link for ten seconds. */
const PATIENCE_MILLISECONDS = 20_000;
/** The addresses of those who ask are below. */
const FIRST_PARTY = 20_000;

/** What a right and a wrong PIN may get while the service is killed: 0 is a lost connection. */
const EXPECTED = { [RIGHT]: [200, 503, 0], [WRONG]: [403, 503, 0] };

export class Links {
  constructor(service, draw) {
    Object.assign(this, { service, draw });
    this.inFlight = 0;
    this.byToken = new Map();
    this.unexpected = [];
  }

  /** All links that were sent so far. */
  all() {
    for (const { text } of this.service.messages()) {
      const token = text.match(/#([0-9A-HJKMNP-TV-Z]{26})/)?.[1];
      if (token && !this.byToken.has(token)) {
        const number = FIRST_PARTY + this.byToken.size;
        this.byToken.set(token, { token, number, right: 0, wrong: 0, wrongAnswers: 0 });
      }
    }
    return [...this.byToken.values()];
  }

  /** Tries several PINs of one link and one each of others; returns the calls. */
  tryAFew() {
    const links = this.all();
    const isFresh = ({ right, wrong }) => right < RIGHT_DURING_KILLS - 1 && wrong < WRONG_DURING_KILLS;
    const fresh = links.filter(isFresh).sort(() => this.draw() - 0.5);
    const chosen = fresh.slice(0, TRIED_AT_ONCE);
    const parallel = Array.from({ length: chosen.length > 0 ? PARALLEL_PINS - 1 : 0 }, () => chosen[0]);
    return [...chosen, ...parallel].map((link) => {
      const isWrong = this.draw() < 0.5 && link.wrong < WRONG_DURING_KILLS;
      link[isWrong ? "wrong" : "right"] += 1;
      return this.during(link, isWrong ? WRONG : RIGHT);
    });
  }

  async during(link, pin) {
    this.inFlight += 1;
    const status = await this.enter(link, pin);
    this.inFlight -= 1;
    if (!EXPECTED[pin].includes(status)) this.unexpected.push(status);
  }

  async enter(link, pin) {
    const party = new Party(this.service, link.number);
    const { status } = await party.unlock(link.token, pin);
    party.leave();
    if (status === 403) link.wrongAnswers += 1;
    return status;
  }

  /** The status once the service has decided about the PIN. */
  async decided(link, pin) {
    const end = performance.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const status = await this.enter(link, pin);
      if (status !== 503 || performance.now() > end) return status;
      await pause(250);
    }
  }

  /** Opens every other link with the right PIN, and locks the rest with wrong ones. */
  async tryAll(figures) {
    const found = { opened: 0, locked: 0, tooManyGuesses: 0, stuck: [] };
    const left = this.all().map((link, index) => [link, index % 2 === 0]);
    const count = left.length;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let one = left.pop(); one; one = left.pop()) await (one[1] ? this.open(one[0], found) : this.lock(one[0], found));
      }),
    );
    figures.atLeast("links opened by the right PIN or locked by five wrong ones", found.opened + found.locked, count, "links");
    figures.none("links with another answer", found.stuck);
    figures.none("links with more than four wrong answers before the lock", found.tooManyGuesses);
    figures.none("answers to a PIN that no try explains", this.unexpected);
  }

  async open(link, found) {
    const status = await this.decided(link, RIGHT);
    if (status === 200) found.opened += 1;
    else found.stuck.push(status);
  }

  async lock(link, found) {
    let status = 403;
    for (let tries = 0; status === 403 && tries <= MAX_TRIES; tries += 1) status = await this.decided(link, WRONG);
    if (status === 423) status = await this.decided(link, RIGHT);
    if (status === 423) found.locked += 1;
    else found.stuck.push(status);
    if (link.wrongAnswers >= MAX_TRIES) found.tooManyGuesses += 1;
  }
}
