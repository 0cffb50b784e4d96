// Checks that documents name only existing files and folders, and that the numbers of the decisions have no gaps.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const documents = /^((docs|locales|e2e|backend)\/(.*\/)?[^/]+\.md|README\.md)$/;
const skipped = ["target", "dist", "node_modules", ".git", ".tools", "results"];
/** A name with one of these endings counts as a file of this tree, anywhere in a document. */
const source = /[\w*>}-]\.(rs|md|ftl|toml|js|sql|css|html|tsv)$/;
const placeholder = /\*|<[^<>/]+>/;

/** Every path below `root`; a folder ends with a slash. */
function pathsIn(root, folder = "") {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.includes(entry.name)) return [];
    const place = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? [`${place}/`, ...pathsIn(root, place)] : [place];
  });
}

/** Expands `a/{b,c}.rs` to `a/b.rs` and `a/c.rs`. */
function expanded(name) {
  const [, before, choices, after] = name.match(/^([^{}]*)\{([^{}]*)\}(.*)$/) ?? [];
  if (choices === undefined) return [name];
  return choices.split(",").flatMap((choice) => expanded(before + choice + after));
}

class Tree {
  constructor(root) {
    this.paths = pathsIn(root);
    this.folders = new Set(this.paths.filter((place) => place.endsWith("/")).map((place) => path.basename(place)));
  }

  /** Whether a name has a source's ending, ends with a slash, or begins with a folder of the tree. */
  isMeant(name) {
    if (!/^[\w.*<>{},@/-]+$/.test(name) || name.startsWith("/") || skipped.includes(name.split("/")[0])) return false;
    const [first, ...rest] = name.split("/");
    return source.test(name) || (rest.length > 0 && (rest.at(-1) === "" || this.folders.has(first)));
  }

  /** Documents shorten paths, so the name may be the end of a path. A placeholder matches any part of a name. */
  has(name) {
    const letters = name.replace(/\/$/, "").split(new RegExp(`(${placeholder.source})`));
    const pattern = letters.map((part) => (placeholder.test(part) ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
    const end = name.endsWith("/") ? "/" : "/?";
    const wanted = new RegExp(`(^|/)${pattern.join("")}${end}$`);
    return this.paths.some((place) => wanted.test(place));
  }
}

/** The names in backticks and the targets of links, outside of code blocks. */
function namesIn(text) {
  const prose = text.replace(/^```[^]*?^```/gm, "");
  return {
    quoted: [...prose.matchAll(/`([^`\s]+)`/g)].map(([, name]) => name),
    links: [...prose.matchAll(/\]\(([^)\s#]+)(#[^)\s]*)?\)/g)].map(([, target]) => target),
  };
}

function checkDocuments(root, breach) {
  const tree = new Tree(root);
  for (const document of tree.paths.filter((place) => documents.test(place))) {
    const { quoted, links } = namesIn(fs.readFileSync(path.join(root, document), "utf8"));
    for (const name of new Set(quoted.filter((name) => tree.isMeant(name)).flatMap(expanded))) {
      if (!tree.has(name)) breach(document, `names \`${name}\`, which does not exist`);
    }
    for (const target of links.filter((target) => !/^[a-z]+:/.test(target))) {
      const place = path.join(root, path.dirname(document), target);
      if (!fs.existsSync(place)) breach(document, `links to ${target}, which does not exist`);
    }
  }
}

function checkDecisions(root, breach) {
  const folder = "docs/decisions";
  const names = fs.readdirSync(path.join(root, folder)).filter((name) => name !== "README.md");
  for (const [index, name] of names.sort().entries()) {
    const number = String(index + 1).padStart(4, "0");
    if (!name.startsWith(`${number}-`)) {
      return breach(`${folder}/${name}`, `the decisions are numbered without gaps: this one would be ${number}`);
    }
  }
}

module.exports = { checkDocuments, checkDecisions };
