// Reads which names one Rust file declares, defines, imports and uses. An inline module counts as part of its file.
"use strict";
const { afterBracket, countLines, reads, tokensOf, withoutTests } = require("./rust-tokens.js");

const items = ["fn", "struct", "enum", "union", "trait", "type", "const", "static", "mod"];
const visibilities = [["(", "crate", ")"], ["(", "self", ")"], ["(", "super", ")"], ["(", "in"]];

/** The index after `pub`, `pub(crate)` and the like; `at` itself without one. */
function afterVisibility(tokens, at) {
  if (tokens[at].text !== "pub") return at;
  return visibilities.some((words) => reads(tokens, at + 1, words)) ? afterBracket(tokens, at + 1) : at + 1;
}

/** Reads the tree of a `use` at `at` into `uses`, and returns the index after it. */
function readTree(tokens, at, prefix, isShared, uses) {
  const names = [...prefix];
  for (;;) {
    if (tokens[at]?.text === "{") {
      at += 1;
      while (at < tokens.length && tokens[at].text !== "}") {
        at = readTree(tokens, at, names, isShared, uses);
        if (tokens[at]?.text === ",") at += 1;
      }
      return at + 1;
    }
    names.push(tokens[at]?.text);
    at += 1;
    // A path that opens with `::` leads to another crate: keep the mark as its first name.
    if (names.at(-1) === "::") continue;
    if (tokens[at]?.text !== "::") break;
    at += 1;
  }
  if (names.at(-1) === "self" && names.length > 1) names.pop();
  const isRenamed = tokens[at]?.text === "as";
  uses.push({ names, alias: isRenamed ? tokens[at + 1]?.text : names.at(-1), isShared });
  return isRenamed ? at + 2 : at;
}

/** Reads a name or a path of the code, and returns the index after it. Fields and methods are not names of a file. */
function readPath(tokens, at, file) {
  const isTail = ["::", "."].includes(tokens[at - 1]?.text);
  const names = [tokens[at].text];
  for (at += 1; tokens[at]?.text === "::" && tokens[at + 1]?.kind === "word"; at += 2) names.push(tokens[at + 1].text);
  if (isTail) return at;
  if (names.length > 1) file.paths.push(names);
  else file.bare.add(names[0]);
  return at;
}

/**
* `declares`: modules of its own. `defines`: items. `uses`: the imports of each `use`, the `alias`, and whether
* others see it. `paths`: names with `::`. `bare`: names without. `words`: all of them. `lines`: lines of code.
*/
function readNames(source) {
  const { kept: tokens, testModules } = withoutTests(tokensOf(source));
  const words = new Set(tokens.filter(({ kind }) => kind === "word").map(({ text }) => text));
  const file = { declares: new Set(), defines: new Set(), uses: [], paths: [], bare: new Set(), words, testModules };
  file.lines = countLines(tokens);
  let depth = 0;
  for (let at = 0; at < tokens.length; ) {
    const start = afterVisibility(tokens, at);
    const [token, next] = tokens.slice(start, start + 2);
    if (token?.text === "use" && next?.text !== "<") {
      at = readTree(tokens, start + 1, [], start > at, file.uses);
    } else if (start > at) {
      at = start;
    } else if (token.kind !== "word") {
      if (token.text === "{") depth += 1;
      if (token.text === "}") depth -= 1;
      at += 1;
    } else if (items.includes(token.text) && next?.kind === "word" && !items.includes(next.text)) {
      if (reads(tokens, at, ["mod", next.text, ";"])) file.declares.add(next.text);
      else if (depth === 0) file.defines.add(next.text);
      at += 2;
    } else if (reads(tokens, at, ["macro_rules", "!"])) {
      file.defines.add(tokens[at + 2].text);
      at += 3;
    } else {
      at = readPath(tokens, at, file);
    }
  }
  return file;
}

module.exports = { readNames };
