import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRobots } from "../../../crawler/fetch/robots.ts";
import { robotsFacts } from "../../fixtures/crawler/robots-facts.ts";

describe("robots.txt is read as Google's open parser reads it", () => {
  it.each(robotsFacts)("$about ($agent)", ({ lines, agent, may, mayNot }) => {
    const robots = parseRobots(lines.map((line) => `${line}\n`).join(""));
    const answers = { may: may.filter((url) => robots.allows(agent, url)), mayNot: mayNot.filter((url) => !robots.allows(agent, url)) };
    expect(answers).toEqual({ may, mayNot });
  });

  it("asks every one of its 145 allow and deny questions", () => {
    expect(robotsFacts.reduce((sum, { may, mayNot }) => sum + may.length + mayNot.length, 0)).toBe(145);
  });
});

describe("what Google's suite does not ask", () => {
  it.each([["\n"], ["\r\n"], ["\r"]])("reads lines ending in %j", (end) => {
    expect(parseRobots(["User-agent: *", "Disallow: /a"].join(end)).allows("x", "http://h/a")).toBe(false);
  });
  it("passes over a byte order mark", () => {
    expect(parseRobots("\uFEFFUser-agent: *\nDisallow: /").allows("x", "http://h/a")).toBe(false);
  });
  it("lets a sitemap or a crawl delay stand between two names of one group", () => {
    const robots = parseRobots("User-agent: a\nSitemap: http://h/s.xml\nCrawl-delay: 3\nUser-agent: b\nDisallow: /");
    expect([robots.allows("a", "http://h/x"), robots.allows("b", "http://h/x"), robots.sitemaps]).toEqual([
      false,
      false,
      ["http://h/s.xml"],
    ]);
  });
  it("tells the delay of the agent's own group before everyone's", () => {
    const robots = parseRobots("User-agent: *\nCrawl-delay: 10\nUser-agent: TiequanMonitor\nCrawl-delay: 2.5\n");
    expect([robots.crawlDelay("tiequanmonitor"), robots.crawlDelay("other"), parseRobots("").crawlDelay("x")]).toEqual([2.5, 10, null]);
  });
  it.each(["-1", "soon", "Infinity", "1e9"])("takes a delay of %s for none", (delay) => {
    expect(parseRobots(`User-agent: *\nCrawl-delay: ${delay}`).crawlDelay("x")).toBeNull();
  });
  it("encodes Chinese paths of rules before it compares them", () => {
    expect(parseRobots("User-agent: *\nDisallow: /搜索").allows("x", new URL("http://h/搜索?q=1").href)).toBe(false);
  });
  it("answers quickly on a rule made of stars", () => {
    const robots = parseRobots(Array.from({ length: 30 }, () => `User-agent: *\nDisallow: /${"*a".repeat(8000)}b`).join("\n"));
    const started = performance.now();
    expect(robots.allows("x", `http://h/${"a".repeat(3900)}`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1000);
  });
  it("answers yes or no, whatever the file and the address", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."user-agentdislow:*$/ \n\r%#?;ツ\uFEFF"), maxLength: 80 });
    fc.assert(
      fc.property(letters, letters, (text, url) => {
        expect(typeof parseRobots(text).allows("FooBot", url)).toBe("boolean");
      }),
    );
  });
});
