import { checkPointCef, genericCef, menloCef, websenseCef, zscalerCef } from "./cef";
import { ciscoAsa } from "./cisco-asa";
import { fortinet } from "./fortinet";
import { ironPort } from "./iron-port";
import { juniperSrx } from "./juniper-srx";
import { forcepointLeef, genericLeef, paloAltoLeef, zscalerLeef } from "./leef";
import type { LogFormat } from "./log-format";
import { meraki } from "./meraki";
import { paloAlto } from "./palo-alto";
import { sonicWall } from "./sonic-wall";
import { squidCommon, squidNative } from "./squid";
import { blueCoat, forefrontTmg, genericW3c } from "./w3c";

/** Every built-in format. */
export const LOG_FORMATS: readonly LogFormat[] = [
  blueCoat,
  checkPointCef,
  ciscoAsa,
  forcepointLeef,
  forefrontTmg,
  fortinet,
  genericCef,
  genericLeef,
  genericW3c,
  ironPort,
  juniperSrx,
  menloCef,
  meraki,
  paloAlto,
  paloAltoLeef,
  sonicWall,
  squidCommon,
  squidNative,
  websenseCef,
  zscalerCef,
  zscalerLeef,
];

const BY_ID = new Map(LOG_FORMATS.map((format) => [format.id, format]));

/** The built-in format with this id (as DISCOVERY_SOURCES names it), or undefined. */
export function formatWithId(id: string): LogFormat | undefined {
  return BY_ID.get(id);
}
