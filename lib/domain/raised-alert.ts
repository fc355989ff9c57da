import type { AlertEntity } from "./alert";
import { entityKeys } from "./filter-value";

/** An alert that a policy's match asks for, before it has an id. */
export type RaisedAlert = {
  /** The same for the same match: it raises one alert, however often it is found. */
  matchKey: string;
  description: string;
  evidence: string[];
  /** Who and what it is about, without the policy. */
  entities: AlertEntity[];
  /** Ids of the activities that matched. */
  activityIds: string[];
  /** Its categories, by the contract's numbers. */
  stories: number[];
};

/** The keys under which filters find an alert by what it is about: `user:…`, `ip:…`, `service:…` and so on. */
export function alertKeysOf(entities: readonly AlertEntity[]): string[] {
  return [...new Set(entities.flatMap(keysOf))];
}

function keysOf({ type, id, inst = 0, saas = 0 }: AlertEntity): string[] {
  switch (type) {
    case "account": {
      const keys = entityKeys({ id: String(id), inst, saas }).map((key) => `account:${key}`);
      return [...keys, `instance:${inst}`, `instance:${saas}|${inst}`];
    }
    case "user":
      return [`account:${id}`, `user:${id}`];
    case "service":
      return [`service:${id}`];
    case "ip":
      return [`ip:${id}`];
    case "file":
      return [`file:${id}`];
    case "policyRule":
      return [`policy:${id}`];
    case "device":
    case "groupTag":
    case "country":
      return [];
  }
}
