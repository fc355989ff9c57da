import { useTranslations } from "next-intl";
import { TroubleshootingTables } from "@/components/agents/troubleshooting-tables";

/** Where one meets it, and under which name the message catalogue tells symptom, cause and remedy. */
const problems = {
  portal: [
    "created",
    "connectionError",
    "disconnected",
    "disabled",
    "lostPeriod",
    "twoInstances",
    "ownerDeactivated",
    "receiverUnresolved",
    "receiverRefused",
    "receiverTimeout",
    "receiverClosed",
    "receiverCertificate",
    "eventTooLong",
  ],
  agent: ["invalidToken", "invalidProxy", "portalUnreachable", "rateLimited", "unconfirmed", "nothingArrives"],
} as const;

/** What one sees, why, and what helps. */
export function SiemTroubleshooting() {
  const t = useTranslations("siemAgents.troubleshooting");
  return (
    <TroubleshootingTables
      purpose={t("purpose")}
      places={(["portal", "agent"] as const).map((place) => ({
        title: t(`places.${place}`),
        problems: problems[place].map((problem) => ({
          symptom: t(`problems.${problem}.symptom`),
          cause: t(`problems.${problem}.cause`),
          remedy: t(`problems.${problem}.remedy`),
        })),
      }))}
    />
  );
}
