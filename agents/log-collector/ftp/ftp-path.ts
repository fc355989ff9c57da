/** A path as far as this server has any: root, a data source's directory, a file in one. */
export type FtpPlace = { directory: string | null; file: string | null };

/**
 * Reads a path as a client gives it. There is one level of directories, so a single name at the root is a directory's.
 */
export function placeOf(current: string | null, path: string): FtpPlace {
  const steps = path.startsWith("/") || current === null ? [] : [current];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  const [directory = null, ...rest] = steps;
  return { directory, file: rest.length === 0 ? null : rest.join("/") };
}
