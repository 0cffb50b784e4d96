// Waits until something is so; stories never wait for a fixed time.

const STEP = 25;

/** Asks again and again. A busy machine may take its time, but not for ever. The answer that was true is returned. */
export async function until(what, isSo, milliseconds = 20_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await isSo();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${milliseconds / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
}
