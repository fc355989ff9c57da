import { notFound } from "../domain/failure";

/**
 * A part of the path. One that could be no record's id (it holds NUL, which Postgres does not take) is answered like one
 * that is missing.
 */
export function parameterOf(parameters: Readonly<Record<string, string>>, name: string, noun: string): string {
  const value = parameters[name];
  if (value === undefined || value === "" || value.includes("\0")) throw notFound(noun);
  return value;
}
