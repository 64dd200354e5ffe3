/**
 * Which network addresses may be connected to, and the one place where names become addresses. A socket is only ever
 * given an address that was checked here, so a name cannot be re-pointed between the check and the connection.
 */
import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { failed, ok, type Result } from "../../domain/words.ts";

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

export type AddressFault =
  | { readonly cause: "private-address"; readonly detail: string }
  | { readonly cause: "dead-host"; readonly detail: string };

/** Names to addresses, unchecked: the system's resolver, or a test's. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export interface Resolver {
  /** Every address of `host`, or why none may be used. One forbidden address among several refuses the whole name. */
  addressesOf(host: string, rules: { readonly privateAddresses: boolean }): Promise<Result<readonly Address[], AddressFault>>;
}

/**
 * Global unicast only. Refused: loopback, private (RFC 1918), link-local and cloud metadata (169.254.0.0/16), carrier-grade
 * NAT (RFC 6598), multicast, reserved, documentation, unique local, IPv4-mapped, NAT64 (RFC 6052, 8215), 6to4, Teredo, and
 * the one metadata address that lies in public space (Azure's 168.63.129.16).
 */
export function isPublicAddress(text: string): boolean {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  if (!ipaddr.isValid(bare)) return false;
  const address = ipaddr.parse(bare);
  if (address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv6) return (address.parts[0] ?? 0) >> 13 === 1; // 2000::/3, all that IANA has given out
  return address.toString() !== "168.63.129.16";
}

/** How long an answer is kept: long enough for a page with its redirects, short enough to follow a moving host. */
const keepMs = 60_000;
const mostNames = 1000;

export function createResolver(options: { readonly lookup?: Lookup; readonly now?: () => number } = {}): Resolver {
  const lookup = options.lookup ?? lookupBySystem;
  const now = options.now ?? Date.now;
  const kept = new Map<string, { at: number; answer: Promise<Result<readonly Address[], AddressFault>> }>();

  const find = (host: string) => {
    const before = kept.get(host);
    if (before !== undefined && now() - before.at < keepMs) return before.answer;
    if (kept.size >= mostNames) kept.clear();
    const answer = resolve(host, lookup);
    kept.set(host, { at: now(), answer });
    // A failure is asked again next time: a resolver that stumbled once must not condemn a host for a minute.
    void answer.then((result) => (result.ok ? undefined : kept.delete(host)));
    return answer;
  };

  return {
    async addressesOf(host, rules) {
      const found = await find(host);
      if (!found.ok || rules.privateAddresses) return found;
      const forbidden = found.value.find(({ address }) => !isPublicAddress(address));
      if (forbidden === undefined) return found;
      return failed({ cause: "private-address", detail: `${host} leads to ${forbidden.address}, which is not a public address` });
    },
  };
}

async function resolve(host: string, lookup: Lookup): Promise<Result<readonly Address[], AddressFault>> {
  const literal = host.startsWith("[") ? host.slice(1, -1) : host;
  if (isIP(literal) !== 0) return ok([asAddress(literal)]);
  try {
    const addresses = (await lookup(host)).filter((address) => isIP(address) !== 0).map(asAddress);
    return addresses.length > 0 ? ok(addresses) : failed({ cause: "dead-host", detail: `${host} has no address` });
  } catch (cause) {
    return failed({ cause: "dead-host", detail: `${host} cannot be resolved: ${cause instanceof Error ? cause.message : String(cause)}` });
  }
}

const asAddress = (address: string): Address => ({ address, family: isIP(address) === 6 ? 6 : 4 });

async function lookupBySystem(host: string): Promise<string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address);
}
