// Splits Rust source into tokens without comments, and omits the code that only the tests compile.
"use strict";

const rawText = String.raw`[bc]?r(?<hashes>#*)"[^]*?"\k<hashes>`;
const quotedText = String.raw`[bc]?"(?:\\[^]|[^"\\])*"`;
const character = String.raw`b?'(?:\\u\{[^}]*\}|\\x..|\\[^]|[^\\'])'`;
const pieces = new RegExp(
  [
    String.raw`(?<space>\s+|//[^\n]*)`,
    String.raw`(?<comment>/\*)`,
    `(?<text>${rawText}|${quotedText}|${character})`,
    String.raw`(?<lifetime>'[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<word>(?:r#|\$(?=crate\b))?[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<number>\p{N}[\p{L}\p{N}_]*)`,
    String.raw`(?<mark>::|\.\.=?|[^])`,
  ].join("|"),
  "uy",
);

/** The end of the block comment that begins at `start`; Rust nests them. */
function endOfComment(source, start) {
  const edges = /\/\*|\*\//g;
  edges.lastIndex = start;
  let depth = 0;
  for (let edge = edges.exec(source); edge; edge = edges.exec(source)) {
    depth += edge[0] === "/*" ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return source.length;
}

/** The tokens of the code in order, each with its kind and first line. */
function tokensOf(source) {
  const tokens = [];
  let line = 1;
  let at = 0;
  while (at < source.length) {
    pieces.lastIndex = at;
    const { groups } = pieces.exec(source);
    const end = groups.comment ? endOfComment(source, at) : pieces.lastIndex;
    const text = source.slice(at, end);
    const kind = ["text", "lifetime", "word", "number", "mark"].find((kind) => groups[kind] !== undefined);
    if (kind) tokens.push({ kind, line, text: kind === "word" ? text.replace(/^(r#|\$)/, "") : text });
    line += text.split("\n").length - 1;
    at = end;
  }
  return tokens;
}

/** Whether these words follow each other at `at`. */
function reads(tokens, at, words) {
  return words.every((word, offset) => tokens[at + offset]?.text === word);
}

/** The index after the bracket that closes the one at `at`. */
function afterBracket(tokens, at) {
  let depth = 0;
  do {
    if (tokens[at].kind === "mark") {
      if ("([{".includes(tokens[at].text)) depth += 1;
      if (")]}".includes(tokens[at].text)) depth -= 1;
    }
    at += 1;
  } while (depth > 0 && at < tokens.length);
  return at;
}

/** The index after the item at `at`, including its attributes. A field ends with its comma. */
function afterItem(tokens, at) {
  while (reads(tokens, at, ["#", "["])) at = afterBracket(tokens, at + 1);
  const isField = reads(tokens, tokens[at]?.text === "pub" ? at + 2 : at + 1, [":"]);
  while (at < tokens.length && !")]}".includes(tokens[at].text)) {
    const { text } = tokens[at];
    if (text === ";" || (isField && text === ",")) return at + 1;
    at = "([{".includes(text) ? afterBracket(tokens, at) : at + 1;
    if (text === "{") return reads(tokens, at, [";"]) ? at + 1 : at;
  }
  return at;
}

const conditions = [["cfg", "(", "test", ")"], ["cfg", "(", "all", "(", "test"]];

/** The tokens that a release compiles, and the names of modules in other files that only the tests compile. */
function withoutTests(tokens) {
  const kept = [];
  const testModules = [];
  const isTest = (at) => conditions.some((words) => reads(tokens, at, words));
  for (let at = 0; at < tokens.length; ) {
    if (reads(tokens, at, ["#", "!", "["]) && isTest(at + 3)) return { kept: [], testModules };
    if (!reads(tokens, at, ["#", "["]) || !isTest(at + 2)) {
      kept.push(tokens[at]);
      at += 1;
      continue;
    }
    const end = afterItem(tokens, at);
    const item = tokens.slice(at, end);
    const name = item.findIndex(({ text }) => text === "mod") + 1;
    if (name > 0 && item[name + 1]?.text === ";") testModules.push(item[name].text);
    at = end;
  }
  return { kept, testModules };
}

/** The number of lines with code. */
function countLines(tokens) {
  const lines = new Set();
  for (const { line, text } of tokens) {
    text.split("\n").forEach((part, offset) => part.trim() && lines.add(line + offset));
  }
  return lines.size;
}

module.exports = { afterBracket, countLines, reads, tokensOf, withoutTests };
