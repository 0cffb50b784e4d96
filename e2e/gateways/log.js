// The log of a gateway: one JSON line for each call, on the disk before the call is answered.
import fs from "node:fs";

/** Returns a function that appends one line, with the milliseconds since 1970. The gateway itself remembers nothing. */
export function logTo(path) {
  const file = fs.openSync(path, "a");
  return (line) => {
    fs.writeSync(file, `${JSON.stringify({ ...line, at: performance.timeOrigin + performance.now() })}\n`);
  };
}

/** Prints the port, by which the starter of this process finds it. */
export function announce(server) {
  process.stdout.write(`${server.address().port}\n`);
}
