// Waits for a condition; stories never wait for a fixed time.

const STEP = 25;

/** Repeats a check until its result is true, and returns the result. The time limit allows for a busy machine. */
export async function until(what, isSo, milliseconds = 20_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await isSo();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${milliseconds / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
}
