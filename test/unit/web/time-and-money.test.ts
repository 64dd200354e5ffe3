import { expect, test } from "vitest";
import { ownPath, outwardAddress } from "../../../dashboard/web/src/text/address.ts";
import { count, money, percent, shareOf } from "../../../dashboard/web/src/text/money.ts";
import { dateAndTime, dateOnly, daysUntil, duration, howFar, utcWords } from "../../../dashboard/web/src/text/time-words.ts";

const at = new Date(2026, 10, 23, 8, 5);

test("writes a date as an officer does, and as ISO in English", () => {
  expect([dateAndTime(at, false), dateAndTime(at, true), dateOnly(at, false)]).toEqual([
    "2026年11月23日 08:05",
    "2026-11-23 08:05",
    "2026年11月23日",
  ]);
});

test("writes UTC out in full", () => {
  expect(utcWords("2026-11-23T00:05:09.123Z")).toBe("2026-11-23 00:05:09 UTC");
});

test("shows what is no date as it came", () => {
  expect([dateAndTime("soon", false), utcWords("soon")]).toEqual(["soon", "soon"]);
});

test("says how far in the largest unit that fits", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  const far = (instant: string) => howFar(instant, now);
  expect([far("2026-11-23T11:59:40Z").unit, far("2026-11-23T11:15:00Z"), far("2026-11-22T00:00:00Z"), far("2026-11-26T12:00:00Z")]).toEqual(
    ["now", { unit: "minutes", count: 45, past: true }, { unit: "hours", count: 36, past: true }, { unit: "days", count: 3, past: false }],
  );
});

test("counts days by the calendar, not by 24 hours", () => {
  expect([
    daysUntil(new Date(2026, 10, 24, 0, 30), new Date(2026, 10, 23, 23, 50)),
    daysUntil(new Date(2026, 10, 22, 23, 0), new Date(2026, 10, 23, 1, 0)),
  ]).toEqual([1, -1]);
});

test("writes a duration with two units at most", () => {
  const from = "2026-11-23T00:00:00Z";
  expect([
    duration(from, "2026-11-23T00:00:12Z", true),
    duration(from, "2026-11-23T00:04:10Z", false),
    duration(from, "2026-11-23T01:05:00Z", true),
  ]).toEqual(["12 s", "4 分 10 秒", "1 h 05 min"]);
});

test("groups yuan and keeps the digits as they are", () => {
  expect([money({ amount: "1299.5", currency: "CNY" }), money({ amount: "12345678901234567890.12", currency: "CNY" })]).toEqual([
    "¥1,299.50",
    "¥12,345,678,901,234,567,890.12",
  ]);
});

test("says when the currency is not known", () => {
  expect(money({ amount: "99", currency: null })).toBe("99 (?)");
});

test("puts a currency without a sign behind the amount", () => {
  expect(money({ amount: "1000", currency: "THB" })).toBe("1,000 THB");
});

test("shows an amount that is no number as it came", () => {
  expect(money({ amount: "面议", currency: "CNY" })).toBe("面议");
});

test("never rounds a share to certainty or to nothing", () => {
  expect([percent(0.999), percent(0.001), percent(1), percent(0), percent(0.934)]).toEqual([">99 %", "<1 %", "100 %", "0 %", "93 %"]);
});

test("gives no share of nothing", () => {
  expect(shareOf(3, 0)).toBe("–");
});

test("groups counts", () => {
  expect(count(1234567)).toBe("1,234,567");
});

test("opens only web addresses", () => {
  expect([
    outwardAddress("javascript:alert(1)"),
    outwardAddress("data:text/html,x"),
    outwardAddress("//x"),
    outwardAddress("https://shop.example/a")?.host,
  ]).toEqual([null, null, null, "shop.example"]);
});

test("goes back only to our own pages after signing in", () => {
  expect(["//evil.example", "/\\evil.example", "https://evil.example", "/sign-in?back=/", null, "/review?state="].map(ownPath)).toEqual([
    "/",
    "/",
    "/",
    "/",
    "/",
    "/review?state=",
  ]);
});
