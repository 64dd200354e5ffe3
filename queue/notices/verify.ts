/** What our own look at a page shows about an item of a notice. Pure: the step fetches, this decides. */
import type { InfringementKind, Weighed } from "../../domain/finding.ts";
import type { ItemState } from "../../domain/notice.ts";
import type { PageReading } from "../../domain/platform.ts";

const hour = 3_600_000;

/** After sending: a day, three days, a week, a month. The last one catches relisting. */
const verificationDelaysMs: readonly number[] = [24 * hour, 72 * hour, 7 * 24 * hour, 30 * 24 * hour];

export function verificationTimes(sentAt: Date): Date[] {
  return verificationDelaysMs.map((delay) => new Date(sentAt.getTime() + delay));
}

export interface Look {
  readonly reading: PageReading;
  /** Item asked for and item that the address reached shows; null where an address is no listing. */
  readonly itemAsked: string | null;
  readonly itemReached: string | null;
  /** What screening made of a listing that was read; null for any other page. */
  readonly weighed: readonly Weighed[] | null;
  readonly target: { readonly kind: InfringementKind; readonly rightId: string };
  readonly line: number;
  /** What our last look showed. */
  readonly before: ItemState;
}

export interface Verdict {
  readonly state: ItemState;
  readonly because: string;
}

/**
 * Removal is only what the platform's own "gone" page shows. A block page, a login wall, a page we cannot read or another item's page
 * is `unknown`: from those nobody can tell whether the goods are still on sale.
 */
export function judgeItem(look: Look): Verdict {
  const { reading } = look;
  switch (reading.kind) {
    case "gone":
      return { state: "removed", because: `页面显示商品已下架：${reading.because}` };
    case "blocked":
      return { state: "unknown", because: `页面被拦截，无法判断：${reading.because}` };
    case "unreadable":
      return { state: "unknown", because: `页面无法读取，无法判断：${reading.because}` };
    case "results":
      return { state: "unknown", because: "链接转到了搜索或列表页面，无法判断商品是否下架" };
    case "listing":
      return judgeListing(look);
  }
}

function judgeListing({ itemAsked, itemReached, weighed, target, line, before }: Look): Verdict {
  if (itemAsked !== null && itemReached !== null && itemAsked !== itemReached)
    return { state: "unknown", because: `链接转到了另一件商品（${itemReached.slice(0, 100)}），无法判断` };
  const found = weighed?.find((one) => one.kind === target.kind && one.rightId === target.rightId);
  if (weighed === null) return { state: "unknown", because: "页面未能筛查，无法判断" };
  if (found?.verdict === "suspected" && found.probability >= line)
    return before === "removed" || before === "relisted"
      ? { state: "relisted", because: "曾下架的商品重新上架，仍有疑似侵权内容" }
      : { state: "still-up", because: "商品仍在售，疑似侵权内容未改" };
  if (found?.verdict === "suspected") return { state: "unknown", because: "商品仍在售，疑点未达到通知标准，是否修改无法判断" };
  if (found?.verdict === "undetermined") return { state: "unknown", because: "商品仍在售，是否仍有疑似侵权内容无法判断" };
  return { state: "edited", because: "商品仍在售，原疑似侵权内容已不再出现" };
}
