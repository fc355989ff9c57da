import { useTranslations } from "next-intl";
import { TroubleshootingTables } from "@/components/agents/troubleshooting-tables";

/** Where one meets it, and under which name the message catalogue tells symptom, cause and remedy. */
const problems = {
  portal: [
    "created",
    "healthy",
    "someSources",
    "noData",
    "noContact",
    "silent",
    "disabled",
    "diskLow",
    "diskFull",
    "dropped",
    "portInUse",
    "portForbidden",
    "certificateMissing",
    "certificateInvalid",
    "listenerFailed",
    "uploadFailed",
    "uploadRefused",
    "twoInstances",
    "ownerDeactivated",
  ],
  logs: ["nothingParsed", "unsupportedFile", "formatMismatch", "tooOld", "noCloudApps", "noParser", "emptyDashboard"],
  collector: ["invalidToken", "configuration", "noPort", "ftpLogin", "inspectingProxy", "spoolTaken", "imagePull"],
} as const;

/** What one sees, why, and what helps. */
export function CollectorTroubleshooting() {
  const t = useTranslations("logCollectors.troubleshooting");
  const text = (problem: (typeof problems)[keyof typeof problems][number]) => ({
    symptom: t(`problems.${problem}.symptom`),
    cause: t(`problems.${problem}.cause`),
    remedy: t(`problems.${problem}.remedy`),
  });
  return (
    <TroubleshootingTables
      purpose={t("purpose")}
      places={(["portal", "logs", "collector"] as const).map((place) => ({
        title: t(`places.${place}`),
        problems: problems[place].map(text),
      }))}
    />
  );
}
