import type { PersonChannel } from "../../notices/types";
import type { NoticeChannel } from "./channel";
import { mailChannel } from "./channels/mail";
import { pushChannel } from "./channels/push";

export type Channels = Readonly<Partial<Record<PersonChannel, NoticeChannel>>>;

/** Deliveries of other channels are dropped. */
export const CHANNELS: Channels = { mail: mailChannel, push: pushChannel };
