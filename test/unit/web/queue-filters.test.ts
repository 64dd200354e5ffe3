import { expect, test } from "vitest";
import { builtInViews, conditionsOf, readFilter, sameFilter, writeFilter } from "../../../dashboard/web/src/pages/review/queue-filters.ts";

const read = (search: string) => readFilter(new URLSearchParams(search));

test("an address without a filter shows what waits", () => {
  expect(read("").state).toEqual(["new", "reviewing"]);
});

test("an empty list of states shows all", () => {
  expect(read("state=").state).toEqual([]);
});

test("a filter survives the address", () => {
  const filter = read("state=confirmed,rejected&kind=patent&text=大米&minProbability=0.8&assignee=me&order=oldest");
  expect(readFilter(writeFilter(filter))).toEqual(filter);
});

test("the usual filter has the shortest address", () => {
  expect(writeFilter(read("")).toString()).toBe("");
});

test("the order of the parts makes no other view", () => {
  expect(sameFilter(new URLSearchParams("kind=patent&text=a"), new URLSearchParams("text=a&kind=patent"))).toBe(true);
});

test("the views of the house differ from each other", () => {
  const addresses = builtInViews.map((view) => writeFilter(read(view.search)).toString());
  expect(new Set(addresses).size).toBe(builtInViews.length);
});

test("counts the conditions beside the view's states and the order", () => {
  expect(conditionsOf(read("state=new&order=newest&kind=patent&seller=x"))).toBe(2);
});
