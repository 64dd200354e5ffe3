/** What a channel is made from. Each takes what it needs; none knows another. */
import type { Channel } from "../../domain/channel.ts";
import type { Clock } from "../../domain/clock.ts";
import type { NoticeStore } from "../../domain/ports.ts";

export interface ChannelTools {
  readonly smtp: { readonly url: string; readonly from: string; readonly timeoutMs?: number } | null;
  /** Folder in which packages for portals are laid down. */
  readonly outgoingFolder: string;
  /** Remembers, in the database, which sendings began and which ended. */
  readonly journal: Pick<NoticeStore, "beginDelivery" | "recordDelivery" | "abandonDelivery">;
  readonly clock: Clock;
}

/** What a file of `channels/` exports as `channel`. */
export type MakeChannel = (tools: ChannelTools) => Channel;

/** Stands in a refusal that a person must look into before anything is sent again. */
export const inDoubtMark = "发送结果存疑 / in doubt";
