// Processes that end with this one, however it ends.

const children = new Set();

export function endWithThis(child) {
  children.add(child);
  child.once("exit", () => children.delete(child));
}

process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});
for (const [signal, status] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
]) {
  process.on(signal, () => process.exit(status));
}
