/** One way of getting a notice to a platform. One file each in `queue/notices/channels/`. */
import type { ApprovedNotice } from "./notice.ts";
import type { Platform } from "./platform.ts";

/** Something that leaves with the notice. */
export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export type Receipt =
  /** `receipt` is what a person can show: a message id, a path, a portal number. */
  | { readonly kind: "delivered"; readonly receipt: string; readonly at: Date }
  | { readonly kind: "try-later"; readonly because: string; readonly inMs: number }
  | { readonly kind: "refused"; readonly because: string };

export interface Delivery {
  readonly notice: ApprovedNotice;
  readonly platform: Platform;
  readonly attachments: readonly Attachment[];
  /** The same key twice must reach the platform once, also when killed between send and record. */
  readonly key: string;
}

export interface Channel {
  readonly name: string;
  send(delivery: Delivery, signal: AbortSignal): Promise<Receipt>;
}
