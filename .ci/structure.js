// Measures the structure of a crate on its import graph: rooms, their shares of the code, circles, and the imports between
// rooms. A room is a folder or file at the top of the crate.
"use strict";
const { Crate, circlesOf } = require("./imports.js");

class Structure {
  /** `divided` is a room whose folders are parts; the files directly in it are its root. */
  constructor(folder, crate, divided) {
    this.divided = divided;
    const { files, arrows } = new Crate(folder, crate);
    this.files = files;
    this.arrows = arrows;
    this.lines = [...files.values()].reduce((sum, { lines }) => sum + lines, 0);
  }

  filesIn(place) {
    return [...this.files.keys()].filter((file) => isIn(file, place));
  }

  /** The name of a file's part: `intake/hl7v2/`, or `intake/` for its root. */
  partOf(file) {
    const [, part, rest] = file.match(/^[^/]*\/([^/]*)(\/?)/) ?? [];
    return rest ? `${this.divided}/${part}/` : `${this.divided}/`;
  }

  /** Places with their lines and shares in percent, largest first. */
  shares(files, placeOf) {
    const lines = new Map();
    for (const file of files) lines.set(placeOf(file), (lines.get(placeOf(file)) ?? 0) + this.files.get(file).lines);
    return [...lines]
      .map(([name, count]) => ({ name, lines: count, share: (100 * count) / this.lines }))
      .sort((one, other) => other.lines - one.lines);
  }

  rooms() {
    return this.shares(this.files.keys(), roomOf);
  }

  parts() {
    return this.shares(this.filesIn(this.divided), (file) => this.partOf(file));
  }

  /** The circles of files, or of their rooms, each with the arrows between files that make it. */
  circles(placeOf) {
    const between = this.arrows
      .map((arrow) => ({ arrow, from: placeOf(arrow.from), to: placeOf(arrow.to) }))
      .filter(({ from, to }) => from !== to);
    const places = new Set([...this.files.keys()].map(placeOf));
    return circlesOf(places, between).map((circle) => {
      const inside = between.filter(({ from, to }) => circle.includes(from) && circle.includes(to));
      return { places: circle, arrows: inside.map(({ arrow }) => arrow).sort(byFile) };
    });
  }

  folderCircles() {
    return this.circles(roomOf);
  }

  /** Circles of more than two files. Two files may import each other: a module and its child often do. */
  fileCircles() {
    return this.circles((file) => file).filter(({ places }) => places.length > 2);
  }

  /** The arrows from one of the places `from` to one of the places `to`. */
  arrowsBetween(from, to) {
    const within = (file, places) => places.some((place) => isIn(file, place));
    return this.arrows.filter((arrow) => within(arrow.from, from) && within(arrow.to, to)).sort(byFile);
  }

  /** The arrows inside the divided room that lead to a part from its root or from another part. */
  arrowsIntoParts() {
    const isOwn = ({ from, to }) => [`${this.divided}/`, this.partOf(from)].includes(this.partOf(to));
    return this.arrowsBetween([this.divided], [this.divided]).filter((arrow) => !isOwn(arrow));
  }

  /** One line for each room, and below the divided room one for each of its parts. */
  table() {
    const root = `${this.divided}/`;
    const row = (name, { lines, share }) =>
      `${name.padEnd(20)} ${String(lines).padStart(6)} ${percent(share).padStart(7)}`;
    const nameOf = (part) => (part.name === root ? `  ${root} itself` : `  ${part.name}`);
    const rowsOfParts = () => this.parts().map((part) => row(nameOf(part), part));
    return this.rooms().flatMap((room) => [row(room.name, room), ...(room.name === root ? rowsOfParts() : [])]);
  }
}

/** `access/`, or `app.rs` for a file. */
function roomOf(file) {
  return file.replace(/\/.*/, "/");
}

/** Whether a file is the place `a/b` (`a/b.rs`) or below it. */
function isIn(file, place) {
  return file === `${place}.rs` || file.startsWith(`${place}/`);
}

function byFile(one, other) {
  return `${one.from} ${one.to}` < `${other.from} ${other.to}` ? -1 : 1;
}

function percent(share) {
  return `${share.toFixed(1)} %`;
}

/** One arrow per line, with the imported names. */
function textOf(arrows) {
  return arrows.map(({ from, to, names }) => `\n    ${from} -> ${to}: ${names.join(", ")}`).join("");
}

module.exports = { Structure, percent, textOf };
