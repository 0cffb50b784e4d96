// Expectations about what people read.
import assert from "node:assert/strict";

/** Line breaks and kinds of space are a matter of layout. */
function plain(text) {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim();
}

/** The text holds all of these words. */
export function assertShows(text, ...wanted) {
  for (const words of wanted) {
    assert.ok(plain(text).includes(plain(words)), `“${words}” is not in:\n${text}`);
  }
}

/** The text holds none of these words. */
export function assertHides(text, ...unwanted) {
  for (const words of unwanted) {
    assert.ok(!plain(text).includes(plain(words)), `“${words}” is in:\n${text}`);
  }
}
