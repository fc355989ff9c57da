import { buildPortal } from "./portal-build";
import { sentenceOf } from "./steps";

/** `npm run build`: builds the portal for production, whether or not the last build is still current. */
try {
  await buildPortal({ shows: true });
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}
