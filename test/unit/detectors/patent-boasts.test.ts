/** What the words around a patent number, or instead of one, add up to. */
import { beforeAll, expect, test } from "vitest";
import { loadLexicon } from "../../../config/load.ts";
import { loadDetectors } from "../../../detectors/rules.ts";
import { prepareScreening, type ScreeningDesk } from "../../../detectors/screen.ts";
import { emptyRegister } from "../../../domain/right.ts";

let desk: ScreeningDesk;
beforeAll(async () => {
  desk = prepareScreening(emptyRegister("test"), await loadLexicon(), await loadDetectors());
}, 60_000);

/** Subtypes of the patent findings at or above the flagging line. */
async function flagged(title: string, attributes: Record<string, string> = {}): Promise<string[]> {
  const { findings } = await desk.screen({ id: "t:1", title, attributes }, { capturedAt: new Date("2026-06-30T02:00:00Z") });
  return findings
    .filter((finding) => finding.kind === "patent" && finding.verdict === "suspected" && finding.probability >= 0.5)
    .map((finding) => finding.subtype);
}

test("an application beside goods called patented is an application called a patent", async () => {
  expect(await flagged("专利申请已受理 独家专利防滑手柄")).toEqual(["application-as-granted"]);
  expect(await flagged("专利申请已受理 防滑手柄")).toEqual([]);
});

test("an application number under examination protects nothing", async () => {
  expect(await flagged("电动牙刷 专利号：CN202310445566.4（实质审查中）已获专利保护")).toEqual(["application-as-granted"]);
});

test("a number longer than any is read to its end", async () => {
  expect(await flagged("鱼竿支架", { 专利号: "ZL2022200112233445.6" })).toEqual(["bad-length"]);
});

test("a foreign right is not made Chinese by saying so", async () => {
  expect(await flagged("双层玻璃杯 欧洲专利EP2345678B1 获中国发明专利同等保护")).toEqual(["foreign-as-domestic"]);
});

test("a technique called patented needs more than a design", async () => {
  expect(await flagged("淋浴花洒 专利增压技术 专利号ZL202230445511.X")).toEqual(["design-for-technique"]);
  expect(await flagged("淋浴花洒 增压技术 外观设计专利号ZL202230445511.X")).toEqual([]);
});
