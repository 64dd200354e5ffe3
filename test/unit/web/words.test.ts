import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { decisionShape, leadShape, noticeItemShape, noticeShape, pageRowShape, runShape } from "../../../dashboard/shapes.ts";
import { allWords } from "../../../dashboard/web/src/i18n/all-words.ts";
import { isPair, speak, type Pair, type Words } from "../../../dashboard/web/src/i18n/words.ts";

const source = new URL("../../../dashboard/web/src/", import.meta.url);

function pairsOf(words: Words, path = ""): [string, Pair][] {
  return Object.entries(words).flatMap(([name, entry]): [string, Pair][] =>
    isPair(entry) ? [[`${path}${name}`, entry]] : pairsOf(entry, `${path}${name}.`),
  );
}

const pairs = pairsOf(allWords);
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => match[1] ?? "").sort((a, b) => a.localeCompare(b));
const chinese = /[\u4e00-\u9fff]/u;

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (name) => /\.tsx?$/u.test(name) && !name.endsWith("-words.ts"),
);
const code = files.map((name) => readFileSync(new URL(name, source), "utf8")).join("\n");

test("every word stands in both languages", () => {
  expect(pairs.filter(([, [zh, en]]) => zh.trim() === "" || en.trim() === "").map(([key]) => key)).toEqual([]);
});

test("both languages have the same keys", () => {
  const keys = (tree: unknown): unknown =>
    typeof tree === "object" && tree !== null ? Object.entries(tree).map(([name, entry]) => [name, keys(entry)]) : null;
  expect(keys(speak(allWords, 1))).toEqual(keys(speak(allWords, 0)));
});

test("both languages fill in the same values", () => {
  expect(pairs.filter(([, [zh, en]]) => placeholders(zh).join() !== placeholders(en).join()).map(([key]) => key)).toEqual([]);
});

test("no Chinese is left in the English, but for the name of the language", () => {
  expect(pairs.filter(([, [, en]]) => chinese.test(en)).map(([key]) => key)).toEqual(["app.switchLanguage"]);
});

test("the program never says that something infringes", () => {
  expect(
    pairs
      .filter(([, [zh, en]]) => /\binfringes\b|\bis infringing\b/iu.test(en) || /已侵权|构成侵权|属于侵权/u.test(zh))
      .map(([key]) => key),
  ).toEqual([]);
});

/** What the pages say: literal keys, keys that stand as strings to be spoken later, and the heads of keys put together. */
const literal = new Set([...code.matchAll(/["'`]([a-zA-Z][\w-]*(?:\.[\w-]+)+)["'`]/gu)].map((match) => match[1] ?? ""));
const heads = [...code.matchAll(/t\(\s*`([\w.-]+\.)\$\{/gu)].map((match) => match[1] ?? "");

test("every key that a page says by name exists", () => {
  const known = new Set(pairs.map(([key]) => key));
  const said = [...code.matchAll(/\bt\(\s*"([\w.-]+)"/gu)].map((match) => match[1] ?? "");
  expect([said.length > 200, said.filter((key) => !known.has(key))]).toEqual([true, []]);
});

test("every head of a key that a page puts together exists", () => {
  expect(heads.filter((head) => !pairs.some(([key]) => key.startsWith(head)))).toEqual([]);
});

test("no word is kept that no page says", () => {
  expect(pairs.map(([key]) => key).filter((key) => !literal.has(key) && !heads.some((head) => key.startsWith(head)))).toEqual([]);
});

test("every state, cause and reason of the wire has its word", () => {
  const wanted = [
    ...leadShape.shape.state.options.map((name) => `leadState.${name}`),
    ...leadShape.shape.kind.options.flatMap((name) => [`kind.${name}`, `kindLong.${name}`]),
    ...leadShape.shape.priority.options.map((name) => `priority.${name}`),
    ...noticeShape.shape.state.options.map((name) => `noticeState.${name}`),
    ...noticeShape.shape.kind.options.map((name) => `noticeKind.${name}`),
    ...noticeItemShape.shape.verified.options.map((name) => `itemState.${name}`),
    ...runShape.shape.state.options.map((name) => `runState.${name}`),
    ...pageRowShape.shape.state.options.map((name) => `pageState.${name}`),
    ...pageRowShape.shape.cause.unwrap().options.map((name) => `pageCause.${name}`),
    ...decisionShape.options[0].shape.code.options.flatMap((name) => [`reasonCode.${name}.name`, `reasonCode.${name}.means`]),
  ];
  const known = new Set(pairs.map(([key]) => key));
  expect(wanted.filter((key) => !known.has(key))).toEqual([]);
});
