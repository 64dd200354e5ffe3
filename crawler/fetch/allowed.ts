/** The only maker of `AllowedUrl`: an address that lies in the platform's scope. Fetchers take nothing else. */
import { isIP } from "node:net";
import type { Platform } from "../../domain/platform.ts";
import type { PageCause } from "../../domain/sample.ts";
import { failed, ok, type Branded, type Result } from "../../domain/words.ts";
import type { Resolver } from "./addresses.ts";
import type { RobotsCache } from "./robots-cache.ts";

/** An address that was checked against scheme, hosts, network address and robots.txt, in that order. */
export type AllowedUrl = Branded<"AllowedUrl">;

/** `page` obeys robots.txt; a picture or a part of a page that a browser asks for needs a host in scope; robots.txt itself is always allowed (RFC 9309, 2.2.2). */
export type Purpose = "page" | "picture" | "part" | "robots";

export type Refusal =
  | {
      readonly kind: "refused";
      readonly cause: Extract<PageCause, "scope" | "robots" | "private-address" | "dead-host">;
      readonly detail: string;
      readonly retryable: boolean;
    }
  /** robots.txt could not be had: disallowed for now (RFC 9309, 2.3.1.4). */
  | { readonly kind: "later"; readonly inMs: number; readonly detail: string };

export interface Permit {
  readonly url: AllowedUrl;
  /** What robots.txt said, in words for the capture's record. */
  readonly robots: string;
  readonly crawlDelayMs: number;
}

export type PlatformScope = Pick<Platform, "name" | "hosts" | "imageHosts" | "scheme" | "privateAddresses">;

const longestUrl = 4000;

/** Scheme and hosts only: pure, so that every redirect and every request of a browser can ask. */
export function inScope(platform: PlatformScope, address: string, purpose: Purpose): Result<URL, string> {
  if (address.length > longestUrl) return failed(`the address has ${address.length} characters, more than ${longestUrl}`);
  if (!URL.canParse(address)) return failed(`"${address.slice(0, 200)}" is not an address`);
  const url = new URL(address);
  // The platform's file says https or http; http may be raised to https, never the other way.
  if (url.protocol !== "https:" && !(url.protocol === "http:" && platform.scheme === "http"))
    return failed(`${url.protocol}// is not what the platform file allows (${platform.scheme})`);
  if (url.username !== "" || url.password !== "") return failed("the address carries a user name");
  const hosts = purpose === "picture" || purpose === "part" ? [...platform.hosts, ...platform.imageHosts] : platform.hosts;
  if (!hosts.some((host) => isHost(url, host))) return failed(`${url.host} is none of the platform's hosts`);
  if (isIP(url.hostname.replace(/^\[|\]$/gu, "")) !== 0 && !platform.privateAddresses)
    return failed(`${url.hostname} is a bare network address`);
  return ok(url);
}

/** A host entry is compared whole, with its port; `*.example.com` stands for every name below example.com. */
function isHost(url: URL, entry: string): boolean {
  const wanted = entry.toLowerCase();
  if (wanted.startsWith("*.")) return url.host.endsWith(wanted.slice(1)) && url.host.length > wanted.length - 1;
  return url.host === wanted;
}

export interface Permits {
  allow(platform: PlatformScope, address: string, purpose: Purpose, signal: AbortSignal): Promise<Result<Permit, Refusal>>;
}

export function createPermits(options: { readonly agent: string; readonly resolver: Resolver; readonly robots: RobotsCache }): Permits {
  return {
    async allow(platform, address, purpose, signal) {
      const scope = inScope(platform, address, purpose);
      if (!scope.ok) return failed({ kind: "refused", cause: "scope", detail: scope.fault, retryable: false });
      const url = scope.value;
      const addresses = await options.resolver.addressesOf(url.hostname, platform);
      if (!addresses.ok) return failed({ kind: "refused", ...addresses.fault, retryable: addresses.fault.cause === "dead-host" });
      url.hash = "";
      const permitted = url.href as AllowedUrl;
      if (purpose !== "page") return ok({ url: permitted, robots: "not-asked", crawlDelayMs: 0 });

      const rules = await options.robots.rulesOf(platform, url.origin, signal);
      if (rules.kind === "dead") return failed({ kind: "refused", cause: "dead-host", detail: rules.because, retryable: true });
      if (rules.kind === "unreachable" && rules.lasting)
        return failed({ kind: "refused", cause: "robots", detail: rules.because, retryable: true });
      if (rules.kind === "unreachable") return failed({ kind: "later", inMs: rules.askAgainMs, detail: rules.because });
      if (!rules.robots.allows(options.agent, permitted))
        return failed({
          kind: "refused",
          cause: "robots",
          detail: `robots.txt of ${url.host} disallows ${url.pathname} for ${options.agent}`,
          retryable: false,
        });
      return ok({ url: permitted, robots: rules.words, crawlDelayMs: (rules.robots.crawlDelay(options.agent) ?? 0) * 1000 });
    },
  };
}
