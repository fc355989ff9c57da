import type { Locale } from "../domain/preference";
import type { formats } from "./formats";
import type messages from "./messages/en.json";

declare module "next-intl" {
  // Module augmentation needs an interface.
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
    Formats: typeof formats;
  }
}
