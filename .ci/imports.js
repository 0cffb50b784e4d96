// The import graph of a crate's files: which file uses which other file, and by which names. A re-export is not a use:
// a file that imports through it depends on the file that defines the name.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { readNames } = require("./rust-names.js");

function rustFilesIn(folder, place = "") {
  return fs.readdirSync(path.join(folder, place), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(place, entry.name);
    if (entry.isDirectory()) return rustFilesIn(folder, file);
    return file.endsWith(".rs") ? [file] : [];
  });
}

/** The module of a file: `a/b.rs` and `a/b/mod.rs` are `a::b`, and the crate's root is the empty name. */
function moduleOf(file) {
  return ["lib.rs", "main.rs"].includes(file) ? "" : file.replace(/(\/mod)?\.rs$/, "").replaceAll("/", "::");
}

/** The files of a crate and `arrows`, its import graph. */
class Crate {
  constructor(folder, name) {
    this.name = name;
    this.files = new Map();
    for (const file of rustFilesIn(folder)) {
      this.files.set(file, readNames(fs.readFileSync(path.join(folder, file), "utf8")));
    }
    this.dropTests();
    this.modules = new Map([...this.files.keys()].map((file) => [moduleOf(file), file]));
    this.modules.delete("");
    this.arrows = this.drawArrows();
  }

  /** Files that only the tests compile are not part of the graph. */
  dropTests() {
    const tests = [...this.files].flatMap(([file, { testModules }]) =>
      testModules.map((name) => (moduleOf(file) ? `${moduleOf(file)}::${name}` : name)),
    );
    for (const file of [...this.files.keys()]) {
      if (tests.some((test) => `${moduleOf(file)}::`.startsWith(`${test}::`))) this.files.delete(file);
    }
  }

  /** The file that `crate` means in this file: the root of the library, or of the program for modules that it declares.
   *  */
  rootOf(file) {
    const top = moduleOf(file).split("::")[0];
    return file === "main.rs" || this.files.get("main.rs")?.declares.has(top) ? "main.rs" : "lib.rs";
  }

  childOf(file, name) {
    const module = moduleOf(file);
    return this.modules.get(module ? `${module}::${name}` : name);
  }

  /** Resolves `name` in a file: a module, or an item with the file that defines it; null for another crate's name. A
  *  name can be a module and an item at once: at the end of a path it is the item, before that the module. */
  lookUp(file, name, isLast, seen) {
    const child = this.childOf(file, name);
    const module = child && { file: child, module: true, name };
    const { defines, uses } = this.files.get(file) ?? { defines: new Set(), uses: [] };
    if (module && !isLast) return module;
    if (defines.has(name)) return { file, module: false, name };
    const key = `${file} ${name} ${isLast}`;
    if (seen.has(key)) return module ?? null;
    const next = new Set(seen).add(key);
    for (const use of uses.filter((use) => use.alias === name)) {
      const found = this.resolve(file, use.names, isLast, next);
      if (found) return found;
    }
    if (module) return module;
    for (const use of uses.filter((use) => use.alias === "*")) {
      const opened = this.resolve(file, use.names.slice(0, -1), false, next);
      const found = opened?.module && opened.file !== file && this.lookUp(opened.file, name, isLast, next);
      if (found) return found;
    }
    return null;
  }

  /** The file that a path leads to. A name without a visible definition (from a macro) counts as the module's own. */
  resolve(file, names, isLast = true, seen = new Set()) {
    let at = null;
    for (const [index, name] of names.entries()) {
      const here = at?.file ?? file;
      const module = this.moduleNamed(here, name, index === 0);
      const found = module
        ? { file: module, module: true, name }
        : this.lookUp(here, name, isLast && index === names.length - 1, seen);
      if (!found && !at) return null;
      at = found ?? { file: here, module: false, name };
      if (!at.module) return at;
    }
    return at;
  }

  /** The module that a keyword (`crate`, `self`, `super`) means, or the library's name in the program. */
  moduleNamed(file, name, isFirst) {
    if (name === "crate") return this.rootOf(file);
    if (name === "self") return file;
    if (name === "super") return this.parentOf(file);
    return isFirst && name === this.name && this.rootOf(file) === "main.rs" ? "lib.rs" : null;
  }

  parentOf(file) {
    const parent = moduleOf(file).split("::").slice(0, -1).join("::");
    // Only in a tree that does not compile can a folder lack its mod.rs.
    return parent === "" ? this.rootOf(file) : (this.modules.get(parent) ?? `${parent.replaceAll("::", "/")}/mod.rs`);
  }

  /** The arrows of the graph: from a file to the files that it uses, with the names it uses of each. */
  drawArrows() {
    return [...this.files.keys()].flatMap((from) => {
      const targets = new Map();
      for (const found of this.usedBy(from)) {
        if (found.file === from) continue;
        if (!targets.has(found.file)) targets.set(found.file, new Set());
        targets.get(found.file).add(found.name);
      }
      return [...targets].map(([to, names]) => ({ from, to, names: [...names].sort() }));
    });
  }

  /** All names that the code of a file uses, with repetitions. */
  usedBy(from) {
    const { uses, paths } = this.files.get(from);
    const byPath = paths.map((names) => this.resolve(from, names));
    return [...byPath, ...uses.flatMap((use) => this.takenIn(from, use))].filter(Boolean);
  }

  /** The dependencies that a `use` makes. It makes none when it is only an address: a re-export that the file itself does
  *  not use, or a module at the beginning of the file's paths, because the paths lead further. */
  takenIn(from, { names, alias, isShared }) {
    const { paths, bare } = this.files.get(from);
    if (alias === "*") {
      const opened = this.resolve(from, names.slice(0, -1));
      const taken = opened?.module ? [...bare].map((name) => this.lookUp(opened.file, name, true, new Set())) : [];
      return taken.some(Boolean) || isShared ? taken : [opened];
    }
    const found = this.resolve(from, names);
    const isAddress = isShared ? !bare.has(alias) : found?.module && paths.some(([first]) => first === alias);
    return isAddress ? [] : [found];
  }
}

/** The circles of a graph: its strongly connected components of more than one node (Tarjan), largest first. */
function circlesOf(nodes, arrows) {
  const next = new Map([...nodes].map((node) => [node, []]));
  for (const { from, to } of arrows) next.get(from)?.push(to);
  const order = new Map();
  const lowest = new Map();
  const stack = [];
  const circles = [];
  const visit = (node) => {
    order.set(node, order.size);
    lowest.set(node, order.get(node));
    stack.push(node);
    for (const other of next.get(node).filter((other) => next.has(other))) {
      if (!order.has(other)) visit(other);
      if (stack.includes(other)) lowest.set(node, Math.min(lowest.get(node), lowest.get(other)));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const node of next.keys()) if (!order.has(node)) visit(node);
  return circles.sort((one, other) => other.length - one.length);
}

module.exports = { Crate, circlesOf };
