/**
 * One GET, bounded in every direction: checked and pinned address, no automatic redirects, bytes before and after
 * decompression, time to connect, to the first byte, between bytes, and altogether. Never throws for what a server does.
 */
import type { LookupFunction } from "node:net";
import { pipeline } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { Agent, buildConnector, request } from "undici";
import type { PageCause } from "../../domain/sample.ts";
import type { Result } from "../../domain/words.ts";
import { isPublicAddress, type Address, type AddressFault, type Resolver } from "./addresses.ts";
import type { Permit, PlatformScope, Refusal } from "./allowed.ts";
import { retryAfterMs } from "./pace.ts";

export interface Downloaded {
  readonly kind: "response";
  readonly urlReached: string;
  readonly redirects: readonly string[];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly body: Uint8Array;
  readonly address: string | null;
  readonly robots: string;
}

export type DownloadFault =
  | { readonly kind: "failed"; readonly cause: PageCause; readonly detail: string; readonly retryable: boolean }
  | { readonly kind: "later"; readonly inMs: number; readonly because: string };

export interface DownloadOptions {
  readonly accept: string;
  readonly maxBytes: number;
  /** What to do with a body that is longer: refuse it whole, or read only the beginning. */
  readonly atLimit?: "refuse" | "cut";
  readonly totalMs: number;
  readonly maxRedirects: number;
  readonly signal: AbortSignal;
  /** Asked for every hop; the answer's address is the one that is fetched. */
  readonly permit: (address: string) => Promise<Result<Permit, Refusal>>;
}

export interface Downloader {
  get(platform: PlatformScope, first: Permit, options: DownloadOptions): Promise<Downloaded | DownloadFault>;
  close(): Promise<void>;
}

const connectMs = 10_000;
const silenceMs = 20_000;

/** The refusal of a name whose address may not be used, on its way through the socket layer. */
class AddressRefused extends Error {
  readonly fault: AddressFault;
  constructor(fault: AddressFault) {
    super(fault.detail);
    this.fault = fault;
  }
}

export function createDownloader(options: {
  readonly resolver: Resolver;
  readonly userAgent: string;
  readonly now?: () => Date;
}): Downloader {
  const now = options.now ?? (() => new Date());
  const reached = new Map<string, string>();
  const agents = new Map<boolean, Agent>();

  const agentFor = (privateAddresses: boolean): Agent => {
    const known = agents.get(privateAddresses);
    if (known !== undefined) return known;
    const agent = pinnedAgent(options.resolver, privateAddresses, reached);
    agents.set(privateAddresses, agent);
    return agent;
  };

  return {
    async get(platform, first, wanted) {
      const totalTime = AbortSignal.timeout(wanted.totalMs);
      const signal = AbortSignal.any([wanted.signal, totalTime]);
      const redirects: string[] = [];
      let permit = first;
      try {
        for (;;) {
          const answer = await request(permit.url, {
            method: "GET",
            dispatcher: agentFor(platform.privateAddresses),
            headers: {
              "user-agent": options.userAgent,
              accept: wanted.accept,
              "accept-language": "zh-CN,zh;q=0.9,en;q=0.6",
              "accept-encoding": "gzip, deflate, br, zstd",
            },
            signal,
          });
          const headers = flat(answer.headers);
          const location = headers["location"];
          if (isRedirect(answer.statusCode) && location !== undefined) {
            await answer.body.dump({ limit: 64 * 1024, signal });
            const next = URL.canParse(location, permit.url) ? new URL(location, permit.url).href : location;
            redirects.push(next);
            if (redirects.length > wanted.maxRedirects)
              return fault("http-error", `more than ${wanted.maxRedirects} redirects, the last to ${next}`, false);
            if (redirects.indexOf(next) !== redirects.length - 1 || next === first.url)
              return fault("http-error", `a redirect loop through ${next}`, false);
            const again = await wanted.permit(next);
            if (!again.ok) return refusedHop(again.fault, next);
            permit = again.value;
            continue;
          }
          const later = asksToWait(answer.statusCode, headers, now());
          if (later !== null) {
            await answer.body.dump({ limit: 64 * 1024, signal });
            return later;
          }
          const claimedBytes = Number(headers["content-length"] ?? 0);
          if (claimedBytes > wanted.maxBytes && wanted.atLimit !== "cut") {
            answer.body.destroy();
            return tooLarge(`${claimedBytes} bytes announced`, wanted.maxBytes);
          }
          const body = await readBounded(answer.body, headers["content-encoding"], wanted.maxBytes, wanted.atLimit ?? "refuse");
          if (body === null) return tooLarge("more was sent or came out of decompression", wanted.maxBytes);
          return {
            kind: "response",
            urlReached: permit.url,
            redirects,
            status: answer.statusCode,
            headers,
            body,
            address: reached.get(new URL(permit.url).hostname) ?? null,
            robots: permit.robots,
          };
        }
      } catch (thrown) {
        if (wanted.signal.aborted) return fault("stopped", "stopped before the page had come", true);
        if (totalTime.aborted) return fault("timeout", `not whole after ${wanted.totalMs / 1000} s`, true);
        return explain(thrown, permit.url);
      }
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

/** Connects only to addresses that the resolver has just checked, and looks once more at the socket that came of it. */
function pinnedAgent(resolver: Resolver, privateAddresses: boolean, reached: Map<string, string>): Agent {
  const lookup: LookupFunction = (hostname, { all }, callback) => {
    void resolver.addressesOf(hostname, { privateAddresses }).then((found) => {
      if (!found.ok) return callback(new AddressRefused(found.fault), "");
      const [one] = found.value;
      if (one === undefined) return callback(new Error(`${hostname} has no address`), "");
      return all === true ? callback(null, found.value as Address[]) : callback(null, one.address, one.family);
    });
  };
  const connect = buildConnector({ lookup, timeout: connectMs });
  return new Agent({
    connect: (target, callback) =>
      connect(target, (error, socket) => {
        if (error !== null) return callback(error, null);
        const address = socket.remoteAddress ?? "";
        if (!privateAddresses && !isPublicAddress(address)) {
          socket.destroy();
          return callback(
            new AddressRefused({
              cause: "private-address",
              detail: `${target.hostname} leads to ${address}, which is not a public address`,
            }),
            null,
          );
        }
        if (reached.size > 1000) reached.clear();
        reached.set(target.hostname, address);
        return callback(null, socket);
      }),
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    keepAliveTimeout: 10_000,
    maxHeaderSize: 64 * 1024,
    allowH2: false,
  });
}

const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status);

/** 429 and 503 are the host asking for time (RFC 6585, 4; RFC 9110, 15.6.4). Without a figure: a minute. Never more than six hours. */
export function asksToWait(status: number, headers: Readonly<Record<string, string>>, now: Date): DownloadFault | null {
  if (status !== 429 && status !== 503) return null;
  const asked = retryAfterMs(headers["retry-after"], now);
  const inMs = Math.min(Math.max(asked ?? 60_000, 1000), 6 * 3600_000);
  return { kind: "later", inMs, because: `HTTP ${status}${asked === null ? "" : `, Retry-After ${headers["retry-after"] ?? ""}`}` };
}

function refusedHop(refusal: Refusal, target: string): DownloadFault {
  if (refusal.kind === "later") return { kind: "later", inMs: refusal.inMs, because: refusal.detail };
  // A redirect to a sign-in or check page is the platform refusing us, not the goods being elsewhere.
  if (refusal.cause === "scope" && leadsToWall(target)) return fault("blocked", `redirected to ${target.slice(0, 200)}`, false);
  return fault(refusal.cause, `redirected to ${target.slice(0, 200)}: ${refusal.detail}`, refusal.retryable);
}

function leadsToWall(target: string): boolean {
  if (!URL.canParse(target)) return false;
  const { hostname, pathname } = new URL(target);
  return (
    /(?:^|[.-])(?:login|passport|signin|captcha|verify|risk|sec)(?=[.-])/u.test(hostname) ||
    /\/(?:login|signin|sign-in|captcha|punish|verify|challenge|risk)(?=[/._?-]|$)/u.test(pathname.toLowerCase())
  );
}

async function readBounded(
  body: NodeJS.ReadableStream,
  encoding: string | undefined,
  maxBytes: number,
  atLimit: "refuse" | "cut",
): Promise<Uint8Array | null> {
  const encodings = (encoding ?? "")
    .toLowerCase()
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && one !== "identity");
  if (encodings.length > 2) throw new Error(`compressed ${encodings.length} times over: ${encodings.join(", ")}`);
  // `pipeline` tears the whole chain down when we stop reading in the middle.
  const chain = encodings.toReversed().map(decoderFor);
  const last = chain.at(-1);
  const stream: NodeJS.ReadableStream = last ?? body;
  if (last !== undefined) pipeline([body, ...chain], () => undefined);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes && atLimit === "refuse") return null;
    chunks.push(chunk);
    if (bytes > maxBytes) break;
  }
  return new Uint8Array(Buffer.concat(chunks, Math.min(bytes, maxBytes)));
}

function decoderFor(encoding: string): NodeJS.ReadWriteStream {
  switch (encoding) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    case "zstd":
      return createZstdDecompress();
    default:
      throw new Error(`compressed in a way we do not read: ${encoding.slice(0, 40)}`);
  }
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join("\n") : value]],
    ),
  );
}

const fault = (cause: PageCause, detail: string, retryable: boolean): DownloadFault => ({ kind: "failed", cause, detail, retryable });
const tooLarge = (what: string, limit: number) => fault("too-large", `${what}; at most ${limit} bytes are read`, false);

function explain(thrown: unknown, url: string): DownloadFault {
  const error = rootOf(thrown);
  if (error instanceof AddressRefused) return fault(error.fault.cause, error.fault.detail, error.fault.cause === "dead-host");
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const said = `${code === "" ? "" : `${code}: `}${error instanceof Error ? error.message : String(error)}`.slice(0, 300);
  const host = new URL(url).host;
  if (/TIMEOUT|ETIMEDOUT/u.test(code)) return fault("timeout", `${host} kept silent (${said})`, true);
  if (/^(?:ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)/u.test(code))
    return fault("dead-host", `${host} cannot be reached (${said})`, true);
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO|ERR_OSSL)/u.test(code))
    return fault("dead-host", `no trustworthy TLS connection to ${host} (${said})`, false);
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return fault("too-large", `the headers alone are too large (${said})`, false);
  return fault("http-error", `the answer of ${host} is broken (${said})`, true);
}

/** Node wraps the error of several tried addresses; the last one says what happened. */
function rootOf(thrown: unknown): unknown {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return rootOf(thrown.errors.at(-1));
  if (thrown instanceof Error && !(thrown instanceof AddressRefused) && thrown.cause instanceof AddressRefused) return thrown.cause;
  return thrown;
}
