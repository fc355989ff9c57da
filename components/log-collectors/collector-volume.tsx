import { useTranslations } from "next-intl";
import { Sparkline } from "@/components/charts/sparkline";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import { chartHours, type LogCollector } from "@/lib/domain/log-collector";

const hourMilliseconds = 3_600_000;

/** Bytes of each of the chart's hours up to now, also of those without data. */
function bytesByHour({ volume }: Pick<LogCollector, "volume">, now: Date): { at: Date; bytes: number }[] {
  const known = new Map(volume.map(({ hour, bytes }) => [hour.getTime(), bytes]));
  const last = Math.floor(now.getTime() / hourMilliseconds) * hourMilliseconds;
  return Array.from({ length: chartHours }, (_, place) => {
    const at = last - (chartHours - 1 - place) * hourMilliseconds;
    return { at: new Date(at), bytes: known.get(at) ?? 0 };
  });
}

/** The volume of the last day as a line the size of a word, with its total. */
export function CollectorVolumeLine({ collector, now }: { collector: LogCollector; now: Date }) {
  const t = useTranslations("logCollectors.volume");
  const inUnit = useUnitFormat();
  const hours = bytesByHour(collector, now);
  const total = inUnit(
    hours.reduce((sum, { bytes }) => sum + bytes, 0),
    "bytes",
  );
  return (
    <span className="flex items-center gap-2">
      <Sparkline
        values={hours.map(({ bytes }) => bytes)}
        label={t("label", { total, hours: chartHours })}
        className="w-16"
      />
      <span aria-hidden className="whitespace-nowrap text-xs">
        {total}
      </span>
    </span>
  );
}

/** The volume of the last day, hour by hour. */
export function CollectorVolumeChart({ collector, now }: { collector: LogCollector; now: Date }) {
  const t = useTranslations("logCollectors.volume");
  return (
    <TimeSeriesChart
      title={t("title")}
      points={bytesByHour(collector, now).map(({ at, bytes }) => ({ at: at.toISOString(), values: { bytes } }))}
      series={[{ key: "bytes", label: t("bytes") }]}
      unit="bytes"
      step="hour"
      shape="bars"
    />
  );
}
