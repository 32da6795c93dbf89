import type { Messages } from "./message";

declare module "use-intl" {
  interface AppConfig {
    Messages: Messages;
  }
}
