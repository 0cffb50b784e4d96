// Expectations about visible texts.
import assert from "node:assert/strict";

/** Line breaks and kinds of space are a matter of layout. */
export function plain(text) {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim();
}

/** The text contains all of these strings. */
export function assertShows(text, ...wanted) {
  for (const words of wanted) {
    assert.ok(plain(text).includes(plain(words)), `“${words}” is not in:\n${text}`);
  }
}

/** The text contains none of these strings. */
export function assertHides(text, ...unwanted) {
  for (const words of unwanted) {
    assert.ok(!plain(text).includes(plain(words)), `“${words}” is in:\n${text}`);
  }
}
