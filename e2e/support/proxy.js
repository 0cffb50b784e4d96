// A TCP proxy on this machine, which forwards, goes silent, or refuses.
import net from "node:net";

export class Proxy {
  static async to(host, port) {
    const proxy = new Proxy();
    proxy.connections = new Set();
    proxy.server = net.createServer((client) => proxy.forward(client, net.connect({ host, port })));
    await proxy.listen(0);
    proxy.port = proxy.server.address().port;
    return proxy;
  }

  listen(port) {
    return new Promise((resolve) => this.server.listen(port, "127.0.0.1", resolve));
  }

  forward(client, server) {
    const connection = { client, server };
    this.connections.add(connection);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ]) {
      from.on("data", (bytes) => to.write(bytes));
      from.on("error", () => {});
      from.on("close", () => {
        to.destroy();
        this.connections.delete(connection);
      });
    }
  }

  /** The connections that are open now stay open and carry nothing more. New ones work. */
  silence() {
    for (const { client, server } of this.connections) {
      client.pause();
      server.pause();
    }
  }

  /** Closes all connections and accepts none, as a stopped server does. */
  stop() {
    this.server.close();
    this.reset();
  }

  start() {
    return this.listen(this.port);
  }

  reset() {
    for (const { client, server } of this.connections) {
      client.resetAndDestroy();
      server.destroy();
    }
  }
}
