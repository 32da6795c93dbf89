import type { PersonChannel } from "@/lib/notices/types";
import type { Digest, NoticeBatch, NoticeChannel } from "@/lib/notifications/deliver/channel";

interface RecordingChannel extends NoticeChannel {
  told: NoticeBatch[];
  digests: Digest[];
}

/** Notes what it is to tell. A push has no digest. */
export function recordingChannel(name: PersonChannel = "mail"): RecordingChannel {
  const told: NoticeBatch[] = [];
  const digests: Digest[] = [];
  return {
    name,
    told,
    digests,
    tell: (_client, telling) => {
      told.push(telling);
      return Promise.resolve();
    },
    ...(name === "mail" && {
      tellDigest: (_client, digest) => {
        digests.push(digest);
        return Promise.resolve();
      },
    }),
  };
}
