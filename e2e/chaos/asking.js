// The people who ask while the service is killed: each asks once, from an address of their own. Two of three are in the
// registry; half have a phone.
import { Party } from "../support/attack.js";
import { person, personWithPhone, report } from "../support/crowd.js";
import { solve } from "../support/request.js";

const REQUESTS_OF_A_ROUND = 6;

const isKnown = (number) => number % 3 !== 2;

function asker(number) {
  if (number % 2 === 0) return personWithPhone(number);
  const one = person(number);
  // The stand-in answers some late.
  return number % 4 === 1 ? { ...one, email: `slow-${one.email}` } : one;
}

export class Asking {
  /** People for this many rounds. */
  static async start(service, rounds) {
    const people = Array.from({ length: rounds * REQUESTS_OF_A_ROUND }, (_, number) => number).filter(isKnown);
    await report(service, people.map(asker));
    return new Asking(service);
  }

  constructor(service) {
    this.service = service;
    this.next = 0;
    this.inFlight = 0;
    /** The answered requests: the code, and the state in which the request must end. */
    this.accepted = [];
    this.unanswered = 0;
    this.refused = {};
  }

  /** The next people with solved robot checks; none for those who get no check. */
  async prepare() {
    const numbers = Array.from({ length: REQUESTS_OF_A_ROUND }, () => this.next++);
    return Promise.all(
      numbers.map(async (number) => {
        const party = new Party(this.service, number);
        const challenge = await party.call("GET", "/api/v1/bot-challenge");
        if (challenge.status !== 200) return undefined;
        return { number, party, form: { ...asker(number), locale: "en", bot_proof: solve(JSON.parse(challenge.text)) } };
      }),
    );
  }

  /** Sends a prepared request; true if it was accepted. */
  async send({ number, party, form }) {
    this.inFlight += 1;
    const { status, text } = await party.call("POST", "/api/v1/access-requests", form);
    this.inFlight -= 1;
    party.leave();
    if (status === 202) {
      this.accepted.push({ code: JSON.parse(text).request_code, state: isKnown(number) ? "matched" : "not-matched" });
    } else if (status === 0) {
      this.unanswered += 1;
    } else {
      this.refused[status] = (this.refused[status] ?? 0) + 1;
    }
    return status === 202;
  }
}
