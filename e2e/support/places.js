// The paths on this machine: the sources, the build, the browser.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const binary = process.env.MYVAX_BINARY ?? path.join(root, "target/debug/myvax");
/** A debug build, for attacks on a server without one of its defenses: a release always has all. */
export const control = process.env.MYVAX_CONTROL ?? binary;
export const dist = path.join(root, "dist/assets.json");
export const results = path.join(root, "e2e/results");

// Debian's browser. Without this Selenium would download others.
export const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const chromedriver = process.env.CHROMEDRIVER ?? "/usr/bin/chromedriver";
