import { earlierScenarios } from "./hostup-earlier";
import { englishHostup } from "./hostup-en";
import { englishLong } from "./hostup-en-long";
import { swedishBilling } from "./hostup-sv-billing";
import { swedishDomains } from "./hostup-sv-domains";
import { swedishLong } from "./hostup-sv-long";
import { swedishMail } from "./hostup-sv-mail";
import { swedishMore } from "./hostup-sv-more";
import { swedishNetwork } from "./hostup-sv-network";
import { swedishServers } from "./hostup-sv-servers";
import { swedishSystems } from "./hostup-sv-systems";
import { swedishWeb } from "./hostup-sv-web";
import { upsunAccount } from "./upsun-account";
import { upsunData } from "./upsun-data";
import { upsunDeploys } from "./upsun-deploys";
import { upsunLong } from "./upsun-long";
import { upsunRuntime } from "./upsun-runtime";
import { upsunSwedish } from "./upsun-sv";

export const timelineScenarios = {
  hostup: [
    ...swedishServers,
    ...swedishSystems,
    ...swedishWeb,
    ...swedishMail,
    ...swedishMore,
    ...swedishDomains,
    ...swedishBilling,
    ...swedishLong,
    ...swedishNetwork,
    ...englishHostup,
    ...englishLong,
    ...earlierScenarios,
  ],
  upsun: [
    ...upsunDeploys,
    ...upsunRuntime,
    ...upsunData,
    ...upsunAccount,
    ...upsunLong,
    ...upsunSwedish,
  ],
} as const;
