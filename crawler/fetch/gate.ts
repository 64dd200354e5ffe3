/**
 * The browser's only way out: a proxy on loopback, inside this process, that connects to the platform's hosts at addresses
 * that were checked, and to nothing else. Routing inside Playwright sees documents and their parts; this sees every
 * connection, whatever the page finds to open one (a socket, a preconnect, a redirect), and pins it like `download.ts` does.
 */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Resolver } from "./addresses.ts";
import { inScope, type PlatformScope } from "./allowed.ts";

export interface Gate {
  /** `http://127.0.0.1:PORT`, for the browser context's proxy setting. */
  readonly address: string;
  close(): Promise<void>;
}

const connectMs = 10_000;
const idleMs = 60_000;
/** Most bytes one answer may bring through the gate. */
const partByteLimit = 30 * 1024 * 1024;

/** With a `null` platform the gate is shut: for whatever a browser does before it has a context. */
export async function openGate(platform: PlatformScope | null, resolver: Resolver): Promise<Gate> {
  const sockets = new Set<Duplex>();
  const track = (socket: Duplex) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };
  const server: Server = createServer((asked, answer) => void forward(platform, resolver, asked, answer));
  server.on("connection", track);
  server.on(
    "connect",
    (asked: IncomingMessage, client: Duplex, head: Buffer) => void tunnel(platform, resolver, asked.url ?? "", client, head, track),
  );
  // Web sockets are of no use to a reader of pages.
  server.on("upgrade", (_asked: IncomingMessage, client: Duplex) => client.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
  server.on("clientError", (_error, socket) => socket.destroy());
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  server.unref();
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

async function checked(
  platform: PlatformScope | null,
  resolver: Resolver,
  address: string,
): Promise<{ readonly url: URL; readonly at: string } | null> {
  if (platform === null) return null;
  const scope = inScope(platform, address, "part");
  if (!scope.ok) return null;
  const found = await resolver.addressesOf(scope.value.hostname, platform);
  const at = found.ok ? found.value[0]?.address : undefined;
  return at === undefined ? null : { url: scope.value, at };
}

async function tunnel(
  platform: PlatformScope | null,
  resolver: Resolver,
  target: string,
  client: Duplex,
  head: Buffer,
  track: (socket: Duplex) => void,
): Promise<void> {
  client.on("error", () => client.destroy());
  const allowed = await checked(platform, resolver, `https://${target.replace(/:443$/u, "")}`);
  if (allowed === null) {
    client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    return;
  }
  const far: Socket = connect({ host: allowed.at, port: Number(allowed.url.port === "" ? 443 : allowed.url.port), timeout: connectMs });
  track(far);
  let bytes = 0;
  far.once("connect", () => {
    far.setTimeout(idleMs);
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.byteLength > 0) far.write(head);
    far.on("data", (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > partByteLimit) far.destroy();
    });
    far.pipe(client);
    client.pipe(far);
  });
  far.once("timeout", () => far.destroy());
  far.once("error", () => client.destroy());
  far.once("close", () => client.destroy());
  client.once("close", () => far.destroy());
}

async function forward(platform: PlatformScope | null, resolver: Resolver, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const allowed = await checked(platform, resolver, asked.url ?? "");
  if (allowed === null) {
    answer.writeHead(403).end();
    return;
  }
  const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !name.startsWith("proxy-")));
  const far = request(
    {
      host: allowed.at,
      port: allowed.url.port === "" ? 80 : Number(allowed.url.port),
      method: asked.method,
      path: `${allowed.url.pathname}${allowed.url.search}`,
      headers: { ...headers, host: allowed.url.host },
      timeout: connectMs,
    },
    (came) => {
      came.socket.setTimeout(idleMs);
      answer.writeHead(came.statusCode ?? 502, came.headers);
      let bytes = 0;
      came.on("data", (chunk: Buffer) => {
        bytes += chunk.byteLength;
        if (bytes > partByteLimit) answer.destroy();
      });
      came.on("error", () => answer.destroy());
      came.pipe(answer);
    },
  );
  far.once("timeout", () => far.destroy());
  far.once("error", () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
  answer.once("close", () => far.destroy());
  asked.pipe(far);
}
