import Bowser from "bowser";

/** Which browser on which system sent a User-Agent, by their names; null when it is none that is known. */
export function browserOf(userAgent: string): { browser: string; system: string } | null {
  if (userAgent === "") return null;
  const parser = Bowser.getParser(userAgent);
  const [browser, system] = [parser.getBrowserName(), parser.getOSName()];
  return browser === "" || system === "" ? null : { browser, system };
}
