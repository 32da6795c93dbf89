import type { Db } from "../../../db/kysely";
import { queuePushes } from "../../push/push-jobs";
import { livePushIds } from "../../push/subscriptions";
import type { NoticeBatch, NoticeChannel } from "../channel";

/** A push about more notices covers only the newest. */
const MAX_NOTICES = 20;

/** One job for each browser, in the caller's transaction; `lib/jobs/pushes.ts` sends them. */
export const pushChannel: NoticeChannel = {
  name: "push",
  async send(client: Db, { person, topic, notices, wakes }: NoticeBatch): Promise<void> {
    const noticeIds = notices.slice(-MAX_NOTICES).map(({ id }) => id);
    const ids = await livePushIds(client, person.userId);
    await queuePushes(client, ids, { topic, noticeIds, wakes });
  },
};
