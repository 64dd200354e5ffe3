import { expect, test } from "vitest";
import { listingSchema } from "../../../domain/listing.ts";
import { registerSchema } from "../../../domain/right.ts";

test("null and absent are the same", () => {
  const listing = listingSchema.parse({
    id: "1",
    title: "t",
    price: null,
    seller: { name: "s", type: null },
    attributes: null,
    images: null,
  });
  expect(listing).toEqual({ id: "1", title: "t", seller: { name: "s" } });
  expect(
    registerSchema.parse({ version: "v", trademarks: [{ id: "a", name: "b", owner: null, registrations: null }], patents: null })
      .trademarks[0]?.owner,
  ).toBe("");
});

test("a number where text belongs is its text", () => {
  expect(
    listingSchema.parse({ id: "1", title: "t", attributes: { size: 42 }, identifiers: { sku: 100_012 }, seller: { id: 7 } }),
  ).toMatchObject({
    attributes: { size: "42" },
    identifiers: { sku: "100012" },
    seller: { id: "7" },
  });
});

test("short region codes stand for the whole province or prefecture, foreign ones stay", () => {
  const register = registerSchema.parse({
    version: "v",
    geographicalIndications: [{ id: "g", name: "普洱茶", regionCodes: ["53", "5308", "330727", "FR-Cognac"] }],
  });
  expect(register.geographicalIndications[0]?.regionCodes).toEqual(["530000", "530800", "330727", "FR-Cognac"]);
});

test("a field called __proto__ makes no prototype", () => {
  const listing = listingSchema.parse(JSON.parse('{"id":"1","title":"t","attributes":{"__proto__":"x"}}'));
  expect(Object.getPrototypeOf(listing)).toBe(Object.prototype);
});
