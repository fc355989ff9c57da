import type { AppChoice } from "@/lib/domain/list-view";

type AppOptionsProps = {
  apps: AppChoice[];
  /** The one that is chosen, which is offered even when the list lacks it. */
  chosen: number | null;
  any: string;
  /** The name of an app of which nothing is known but its number. */
  unknown: (id: number) => string;
};

/** The apps that a list can be narrowed to. */
export function AppOptions({ apps, chosen, any, unknown }: AppOptionsProps) {
  const isMissing = chosen !== null && !apps.some(({ id }) => id === chosen);
  return (
    <>
      <option value="">{any}</option>
      {isMissing && <option value={chosen}>{unknown(chosen)}</option>}
      {apps.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}
