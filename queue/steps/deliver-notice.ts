/** Hands an approved notice to its channel; all of it is in `notices/send.ts`. */
import { NoticeId } from "../../domain/words.ts";
import type { Step } from "../jobs.ts";
import { sendingFailed, sendNotice, type SendDeps } from "../notices/send.ts";

export function deliverNotice(deps: SendDeps): Step<"deliver-notice"> {
  return {
    name: "deliver-notice",
    run: (data, { signal }) => sendNotice(NoticeId(data.noticeId), signal, deps),

    /** After the last try, or a refusal that left the notice `sending`: it goes back to where a person can decide. */
    async giveUp(data, because) {
      const notice = await deps.notices.get(NoticeId(data.noticeId));
      if (notice !== null) await sendingFailed(notice, because, deps);
    },
  };
}
