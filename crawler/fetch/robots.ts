/**
 * robots.txt as RFC 9309 reads it. Where the RFC leaves room, we answer as Google's open parser does, because that is
 * what site owners test against: lines without a colon, an agent name up to its first odd character, misspelt keys,
 * `/index.html` standing for its folder.
 */

export interface Robots {
  /** Whether the group for `agent` (else the group `*`, else nothing) lets it fetch `url`. */
  allows(agent: string, url: string): boolean;
  /** Seconds between two requests, when the group asks for it. Not in the RFC, but widely written and cheap to keep. */
  crawlDelay(agent: string): number | null;
  readonly sitemaps: readonly string[];
}

interface Rule {
  readonly allow: boolean;
  readonly pattern: string;
}

interface Group {
  readonly agents: string[];
  everyone: boolean;
  readonly rules: Rule[];
  /** A delay is for the names that stand above it: it does not end a group, as no line but a rule does (RFC 9309, 2.2.4). */
  readonly delays: { readonly agents: readonly string[]; readonly everyone: boolean; readonly seconds: number }[];
}

/** Longest line that is read, in bytes: eight times the longest URL that Internet Explorer knew, less the end. Longer ones are cut. */
const longestLine = 2083 * 8 - 1;

export function parseRobots(text: string): Robots {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let group: Group | null = null;
  let rulesSeen = false;
  for (const line of text.replace(/^\uFEFF/u, "").split(/\r\n|\r|\n/u)) {
    const pair = readLine(line);
    if (pair === null) continue;
    const { key, value } = pair;
    if (isAgentKey(key)) {
      if (group === null || rulesSeen) {
        group = { agents: [], everyone: false, rules: [], delays: [] };
        groups.push(group);
        rulesSeen = false;
      }
      // "*" followed by a space and more still means everyone.
      if (value === "*" || /^\*\s/u.test(value)) group.everyone = true;
      else group.agents.push(agentName(value));
    } else if (key.startsWith("allow") || isDisallowKey(key)) {
      // A rule outside a group belongs to nobody.
      if (group === null) continue;
      rulesSeen = true;
      group.rules.push({ allow: key.startsWith("allow"), pattern: escaped(value) });
    } else if (key.startsWith("sitemap") || key.startsWith("site-map")) {
      sitemaps.push(value);
    } else if (key === "crawl-delay" && group !== null && /^\d{1,7}(?:\.\d{1,6})?$/u.test(value)) {
      group.delays.push({ agents: [...group.agents], everyone: group.everyone, seconds: Number(value) });
    }
  }

  return {
    allows(agent, url) {
      const path = pathOf(url);
      const named = groups.filter((one) => names(one, agent));
      if (named.length > 0) return decide(named, path);
      return decide(
        groups.filter((one) => one.everyone),
        path,
      );
    },
    crawlDelay(agent) {
      const delays = groups.flatMap((one) => one.delays);
      const named = groups.some((one) => names(one, agent));
      const asked = delays.filter((one) => (named ? names(one, agent) : one.everyone)).map(({ seconds }) => seconds);
      return asked.length === 0 ? null : Math.max(...asked);
    },
    sitemaps,
  };
}

/** The rule with the most octets decides; of two as long, the one that allows (RFC 9309, 2.2.2). */
function decide(groups: readonly Group[], path: string): boolean {
  let allow = 0;
  let disallow = 0;
  for (const { rules } of groups)
    for (const rule of rules) {
      if (rule.allow) allow = Math.max(allow, weightOfAllow(rule.pattern, path));
      else if (matches(rule.pattern, path)) disallow = Math.max(disallow, rule.pattern.length);
    }
  return disallow <= allow;
}

function weightOfAllow(pattern: string, path: string): number {
  if (matches(pattern, path)) return pattern.length;
  const slash = pattern.lastIndexOf("/");
  if (slash === -1 || !pattern.startsWith("/index.htm", slash)) return 0;
  const folder = `${pattern.slice(0, slash + 1)}$`;
  return matches(folder, path) ? folder.length : 0;
}

/** `*` is any run of characters, `$` at the very end is the end. Pieces are sought left to right, so that no pattern is slow. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith("$");
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split("*");
  const first = pieces[0] ?? "";
  if (!path.startsWith(first)) return false;
  if (pieces.length === 1) return !anchored || path.length === first.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  const last = pieces.at(-1) ?? "";
  return anchored ? path.length - last.length >= at && path.endsWith(last) : path.includes(last, at);
}

function names(group: { readonly agents: readonly string[] }, agent: string): boolean {
  return agent !== "" && group.agents.includes(agent.toLowerCase());
}

function readLine(raw: string): { key: string; value: string } | null {
  const bytes = raw.length * 3 > longestLine ? Buffer.from(raw, "utf8") : null;
  const cut = bytes !== null && bytes.byteLength > longestLine ? bytes.subarray(0, longestLine).toString("utf8") : raw;
  const comment = cut.indexOf("#");
  const line = (comment === -1 ? cut : cut.slice(0, comment)).trim();
  let colon = line.indexOf(":");
  if (colon === -1) {
    // A forgotten colon is forgiven when exactly two words are left.
    colon = line.search(/[ \t]/u);
    if (colon === -1 || /[ \t]/u.test(line.slice(colon).trim())) return null;
  }
  const key = line.slice(0, colon).trim().toLowerCase();
  return key === "" ? null : { key, value: line.slice(colon + 1).trim() };
}

function isAgentKey(key: string): boolean {
  return key.startsWith("user-agent") || key.startsWith("useragent") || key.startsWith("user agent");
}

const disallowSpellings = ["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"];

function isDisallowKey(key: string): boolean {
  return disallowSpellings.some((spelling) => key.startsWith(spelling));
}

/** A product token holds letters, `_` and `-` only (RFC 9309, 2.2.1); whatever follows is not part of the name. */
function agentName(value: string): string {
  return (/^[A-Za-z_-]*/u.exec(value)?.[0] ?? "").toLowerCase();
}

/** Octets outside ASCII are percent-encoded and the hex of those that are is upper case, before rules and paths are compared. */
function escaped(pattern: string): string {
  return pattern
    .replace(/%[0-9a-f]{2}/giu, (octet) => octet.toUpperCase())
    .replace(/\P{ASCII}+/gu, (run) =>
      [...Buffer.from(run, "utf8")].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
    );
}

/** Path, parameters and query of an address that is already percent-encoded; never empty. */
function pathOf(url: string): string {
  const start = url.startsWith("//") ? 2 : 0;
  const early = firstOf(url, start);
  const scheme = url.indexOf("://", start);
  const from = firstOf(url, scheme !== -1 && (early === -1 || scheme < early) ? scheme + 3 : start);
  if (from === -1) return "/";
  const hash = url.indexOf("#", start);
  if (hash !== -1 && hash < from) return "/";
  const path = url.slice(from, hash === -1 ? undefined : hash);
  return path.startsWith("/") ? path : `/${path}`;
}

function firstOf(url: string, from: number): number {
  const found = url.slice(from).search(/[/?;]/u);
  return found === -1 ? -1 : found + from;
}
