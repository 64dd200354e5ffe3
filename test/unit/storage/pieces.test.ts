import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { pageOf, readCursor, writeCursor } from "../../../storage/cursor.ts";
import { newId } from "../../../storage/identity.ts";
import { contentHash, hasNewPicture } from "../../../storage/observe.ts";
import { inWords } from "../../../storage/connections.ts";
import { hashOf } from "../../../storage/record.ts";
import { canonical, json, searchText, storableText } from "../../../storage/storable.ts";
import { Sha256 } from "../../../domain/words.ts";

/** Any sequence of UTF-16 code units, halves of surrogate pairs and U+0000 included. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0xd800, 0xdc00)))
  .map((units) => String.fromCharCode(...units));

describe("storable text", () => {
  test("keeps its length and has nothing PostgreSQL refuses", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = storableText(text);
        expect([stored.length, stored.isWellFormed(), stored.includes("\u0000")]).toEqual([text.length, true, false]);
      }),
    );
  });

  test("is in every name and value of stored JSON", () => {
    expect(JSON.parse(json({ "a\u0000": ["\ud800", { b: "\u0000" }] }))).toEqual({ "a\uFFFD": ["\uFFFD", { b: "\uFFFD" }] });
  });
});

describe("the canonical form", () => {
  test("does not depend on the order of names", () => {
    expect(canonical({ b: 1, a: { d: 2, c: 3 } })).toBe(canonical({ a: { c: 3, d: 2 }, b: 1 }));
  });

  test("of a value is the same after it was stored and read back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(JSON.parse(json(value)))).toBe(canonical(value));
      }),
    );
  });
});

describe("the hash of an event", () => {
  const event = {
    seq: 1,
    at: new Date(0),
    actor: "a",
    action: "b",
    objectType: "c",
    objectId: "d",
    from: null,
    to: null,
    body: { x: 1 },
    previousHash: "0",
  };

  test.each([
    { seq: 2 },
    { at: new Date(1) },
    { actor: "b" },
    { action: "c" },
    { objectType: "d" },
    { objectId: "e" },
    { from: "f" },
    { to: "g" },
    { body: { x: 2 } },
    { previousHash: "1" },
  ])("changes with %o", (change) => {
    expect(hashOf({ ...event, ...change })).not.toBe(hashOf(event));
  });
});

describe("an identity", () => {
  test("sorts by the time it was made", () => {
    const ids = [1, 2, 1_000, 1_800_000_000_000].map((ms) => newId(new Date(ms)));
    expect(ids.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(ids);
  });

  test("has 26 characters that a job id may hold", () => {
    expect(newId()).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/u);
  });
});

describe("a cursor", () => {
  test("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), (text, number) => {
        const [a, b] = readCursor("x", writeCursor("x", [text, number]), z.tuple([z.string(), z.number()]));
        expect([a, b + 0]).toEqual([text, number + 0]);
      }),
    );
  });

  test.each(["", "!!!", "bnVsbA", writeCursor("other", [1]), writeCursor("x", ["not a number"])])(
    "that this list did not give is refused: %s",
    (cursor) => {
      expect(() => readCursor("x", cursor, z.tuple([z.number()]))).toThrow("not one this list gave");
    },
  );

  test("is given only when there is more", () => {
    const cut = (rows: number[]) => pageOf(rows, 2, String, (row) => row);
    expect([cut([1, 2]), cut([1, 2, 3])]).toEqual([
      { rows: [1, 2], next: null },
      { rows: [1, 2], next: "2" },
    ]);
  });
});

describe("search text", () => {
  test("folds width and case, and never ends in half a character", () => {
    expect(searchText("ＮＩＫＥ", null, "耐克")).toBe("nike 耐克");
    expect(searchText(`${"a".repeat(399)}😀`).isWellFormed()).toBe(true);
  });
});

describe("the content of a listing", () => {
  const listing = { id: "a", title: "b", attributes: { x: "1", y: "2" } };

  test("is the same at another time and in another order", () => {
    expect(contentHash({ attributes: { y: "2", x: "1" }, title: "b", id: "a", capturedAt: "2026-01-01T00:00:00Z" })).toBe(
      contentHash(listing),
    );
  });

  test("is another with another price", () => {
    expect(contentHash({ ...listing, price: { amount: "1" } })).not.toBe(contentHash(listing));
  });

  test("changes with a picture never seen on it, not with one that is missing", () => {
    const picture = (sha256: string | null) => ({
      index: 0,
      url: "u",
      sha256: sha256 === null ? null : Sha256(sha256),
      width: null,
      height: null,
      fault: null,
    });
    expect([
      hasNewPicture([picture("a")], [picture("b")]),
      hasNewPicture([picture("a")], [picture(null)]),
      hasNewPicture([picture("a"), picture("b")], [picture("b")]),
    ]).toEqual([true, false, false]);
  });
});

describe("an error of the database", () => {
  const error = (code: string, message = "said so") => Object.assign(new Error(message), { code });

  test.each([
    ["53100", "disk-full"],
    ["57P01", "database-unreachable"],
    ["08006", "database-unreachable"],
    ["ECONNREFUSED", "database-unreachable"],
    ["28P01", "database-refused"],
    ["3D000", "database-missing"],
    ["53300", "too-many-connections"],
    ["25006", "database-read-only"],
  ])("%s is told as %s with a remedy", (code, told) => {
    expect(inWords(error(code))).toMatchObject({ code: told, remedy: expect.stringMatching(/\w/u) });
  });

  test("nobody can mend stays what it was", () => {
    const fault = error("23505");
    expect(inWords(fault)).toBe(fault);
  });
});
