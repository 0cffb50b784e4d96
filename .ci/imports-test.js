// Tests the import graph on small crates: which arrows each way to name something in Rust makes.
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { Crate, circlesOf } = require("./imports.js");

/** A crate with importable items, to which each case adds its files. */
const crate = {
  "lib.rs": "pub mod a; pub mod b; pub mod shop;",
  "b.rs": "pub struct B; pub enum Kind { One } pub fn open() {} pub const LEAST: u8 = 1;",
  "shop/mod.rs": "mod shelf; pub mod till; pub use shelf::Bread; pub use till::{pay, pay as settle}; pub struct Shop;",
  "shop/shelf.rs": "pub struct Bread;",
  "shop/till.rs": "pub fn pay() {} pub fn till() {}",
};

// Each case: its name, its files, and the expected arrows.
const cases = [
  ["a name of another file", { "a.rs": "use crate::b::B;" }, "a.rs -> b.rs: B"],
  [
    "nested braces, `self` and `as`",
    { "a.rs": "use crate::{b::{self, Kind as Sort}, shop::{Shop, till::pay}};\nfn f() { b::open() }" },
    "a.rs -> b.rs: Kind, open | a.rs -> shop/mod.rs: Shop | a.rs -> shop/till.rs: pay",
  ],
  [
    "`super` and `self`",
    { "shop/shelf.rs": "use super::Shop;\nfn f() { super::super::b::open(); self::g() }\nfn g() {}" },
    "shop/shelf.rs -> b.rs: open | shop/shelf.rs -> shop/mod.rs: Shop",
  ],
  ["a path in the code", { "a.rs": "fn f(_: crate::b::Kind) { crate::b::Kind::One }" }, "a.rs -> b.rs: Kind"],
  ["a path after a range", { "a.rs": "fn f() { all[..crate::b::LEAST] }" }, "a.rs -> b.rs: LEAST"],
  ["a path in a macro", { "a.rs": "macro_rules! open { () => { $crate::b::open() }; }" }, "a.rs -> b.rs: open"],
  ["a path in a tuple", { "a.rs": "pub struct A(pub (crate::b::B, u8));" }, "a.rs -> b.rs: B"],
  ["a module and a path through it", { "a.rs": "use crate::b;\nfn f() { b::open() }" }, "a.rs -> b.rs: open"],
  ["a module without a path through it", { "a.rs": "use crate::b;" }, "a.rs -> b.rs: b"],
  [
    "a re-export leads to the file that defines",
    { "a.rs": "use crate::shop::{Bread, settle};" },
    "a.rs -> shop/shelf.rs: Bread | a.rs -> shop/till.rs: pay",
  ],
  [
    "a re-export of a re-export",
    { "a.rs": "use crate::again::Bread;", "again.rs": "pub(crate) use crate::shop::Bread;" },
    "a.rs -> shop/shelf.rs: Bread",
  ],
  ["a re-export that its file uses too", { "a.rs": "pub use crate::b::B;\nfn f(_: B) {}" }, "a.rs -> b.rs: B"],
  [
    "an import of the parent, taken by its child",
    { "a/mod.rs": "use crate::b::B;", "a/child.rs": "use super::B;" },
    "a/child.rs -> b.rs: B | a/mod.rs -> b.rs: B",
  ],
  [
    "a child of the file's own module",
    { "a/mod.rs": "mod child;\nuse child::Child;", "a/child.rs": "pub struct Child;" },
    "a/mod.rs -> a/child.rs: Child",
  ],
  ["a module and a function of one name", { "a.rs": "use crate::shop::till::till;" }, "a.rs -> shop/till.rs: till"],
  [
    "everything of a module",
    { "a.rs": "use crate::shop::*;\nfn f(_: Bread) { till::pay() }" },
    "a.rs -> shop/shelf.rs: Bread | a.rs -> shop/till.rs: pay",
  ],
  ["an item that a macro defines", { "a.rs": "use crate::b::MADE;" }, "a.rs -> b.rs: MADE"],
  [
    "the library, named by the program",
    { "main.rs": "mod arguments;\nuse planted::b::B;", "arguments.rs": "use crate::Order;" },
    "arguments.rs -> main.rs: Order | main.rs -> b.rs: B",
  ],
  ["a declaration alone", { "a.rs": "pub mod child;", "a/child.rs": "" }, ""],
  ["names of other crates", { "a.rs": "use std::fmt;\nuse ::b::B;\nuse serde::b::B;\nfn f() { fmt::write() }" }, ""],
  ["comments", { "a.rs": "// crate::b::B\n/* a /* nested */ crate::b::B */\n/// crate::b::B\nfn f() {}" }, ""],
  ["texts", { "a.rs": 'const A: &str = "\\"crate::b::B"; const R: &str = r#""crate::b::B"#;' }, ""],
  [
    "characters and lifetimes",
    { "a.rs": "fn f<'a>(_: &'a str) { ['\"', crate::b::open(), '\\'', crate::b::LEAST, '\"'] }" },
    "a.rs -> b.rs: LEAST, open",
  ],
  [
    "tests inside a file",
    {
      "a.rs":
        "#[cfg(test)]\n#[expect(unused)]\nmod tests { use crate::b::B; fn f() {} }\n" +
        "#[cfg(test)]\nuse crate::b::{Kind};\nuse crate::shop::Shop;",
    },
    "a.rs -> shop/mod.rs: Shop",
  ],
  [
    "files of tests",
    {
      "a/mod.rs": "#[cfg(test)]\nmod rules;",
      "a/rules/mod.rs": "mod more;\nuse crate::b::B;",
      "a/rules/more.rs": "use crate::b::B;",
    },
    "",
  ],
  [
    "one function for tests",
    { "a.rs": "impl A {\n#[cfg(test)]\npub fn f(_: [u8; 2]) { crate::b::open() }\nfn g() { crate::b::LEAST } }" },
    "a.rs -> b.rs: LEAST",
  ],
];

function read(files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "myvax-imports-"));
  try {
    for (const [file, source] of Object.entries({ ...crate, ...files })) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), source);
    }
    return new Crate(folder, "planted");
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

module.exports = function testImports(expect) {
  for (const [what, files, wanted] of cases) {
    const arrows = read(files).arrows.map(({ from, to, names }) => `${from} -> ${to}: ${names.join(", ")}`);
    const found = arrows.sort().join(" | ");
    expect(`imports: ${what}`, found === wanted, found);
  }
  const source = '//! A.\n\nfn f() {\n  // Why.\n  g("one\n\n  two"); /* what */\n}\n\n#[cfg(test)]\nmod tests {}\n';
  const { lines } = read({ "a.rs": source }).files.get("a.rs");
  expect("code lines are counted without comments, blank lines and tests", lines === 4, String(lines));
  const arrows = ["ab", "bc", "ca", "cd", "de", "ed", "ef"].map(([from, to]) => ({ from, to }));
  const circles = circlesOf("abcdef", arrows).map((circle) => circle.join("")).join(" ");
  expect("circles are found, the largest first", circles === "abc de", circles);
};
