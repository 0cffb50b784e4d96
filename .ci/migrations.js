// Checks the migrations: they are the same for both engines, the README lists them, and it documents every loss of data.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const place = "backend/migrations";
const engines = ["sqlite", "postgres"];
/** Statements that lose rows or columns. An index, a view, a trigger and a rule on a column contain no data. */
const losing = /\b(DROP\s+(?!INDEX\b|VIEW\b|TRIGGER\b|NOT\s+NULL\b|DEFAULT\b|CONSTRAINT\b)|DELETE\s+FROM\b|TRUNCATE\b)/i;

function foldersIn(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** The rows of the README's table: a migration's name, and the new place of the data that it drops. */
function listed(readme) {
  const rows = [...readme.matchAll(/^\| `([^`]+)` \|[^|\n]*\|([^|\n]*)\|$/gm)];
  return new Map(rows.map(([, name, dropped]) => [name, dropped.trim()]));
}

/** The statements without comments, and without the DROP of a table whose rows were copied before, because SQLite
 *  rebuilds tables in that way. */
function statementsOf(sql) {
  const statements = sql.replace(/--.*$/gm, "").split(";");
  const copied = (table, before) =>
    before.some((one) => new RegExp(`\\bINSERT\\s+INTO\\b[^]*\\bSELECT\\b[^]*\\bFROM\\s+${table}\\s*$`, "i").test(one));
  return statements.filter((statement, index) => {
    const [, table] = statement.match(/^\s*DROP\s+TABLE\s+(\w+)\s*$/i) ?? [];
    return !table || !copied(table, statements.slice(0, index));
  });
}

function checkMigrations(root, breach) {
  const folder = path.join(root, place);
  const rows = listed(fs.readFileSync(path.join(folder, "README.md"), "utf8"));
  const names = new Map(engines.map((engine) => [engine, foldersIn(path.join(folder, engine))]));
  for (const name of new Set([...names.values()].flat())) {
    if (!/^\d{4}-\d\d-\d\d-\d{6}_[a-z0-9_]+$/.test(name)) breach(`${place}/${name}`, "a migration is named by date and number");
    if (!rows.has(name)) breach(`${place}/README.md`, `has no row for ${name}`);
    for (const engine of engines) {
      const own = `${place}/${engine}/${name}`;
      if (!names.get(engine).includes(name)) {
        breach(own, "does not exist; a migration has the same name for both engines");
        continue;
      }
      for (const file of ["up.sql", "down.sql"].filter((file) => !fs.existsSync(path.join(root, own, file)))) {
        breach(`${own}/${file}`, "does not exist; a migration can be run and reverted");
      }
      const up = path.join(root, own, "up.sql");
      const loses = fs.existsSync(up) && statementsOf(fs.readFileSync(up, "utf8")).some((one) => losing.test(one));
      if (loses && !rows.get(name)) {
        breach(`${own}/up.sql`, `drops or deletes; its row in ${place}/README.md says where the data went`);
      }
    }
  }
}

module.exports = { checkMigrations };
