import type { z } from "zod";
import type { Endpoint } from "../api-contract/endpoint";
import type { EndpointName, Endpoints } from "../api-contract/v1";
import type { Caller, TokenPrincipal } from "../domain/access";
import type { Soon } from "../guard/soon";
import type { InputOf } from "./request-input";

/** The endpoints that anybody may call, and those behind the guard. */
export type PublicName = {
  [Name in EndpointName]: Endpoints[Name]["access"] extends "public" ? Name : never;
}[EndpointName];
export type GuardedName = Exclude<EndpointName, PublicName>;

/** What a handler is called with, once the guard has let the call through and the input could be read. */
export type Call<E extends Endpoint> = {
  caller: Caller<TokenPrincipal>;
  /** Parts of the path, by the names in the endpoint's template. */
  parameters: Readonly<Record<string, string>>;
  input: InputOf<E>;
  now: Date;
};

/** Handlers by endpoint: each answers what its endpoint promises. A missing one does not compile. */
export type HandlersOf<Name extends GuardedName> = {
  [N in Name]: (call: Call<Endpoints[N]>) => Soon<z.input<Endpoints[N]["output"]>>;
};

/** What a public handler is called with. */
export type PublicCall<E extends Endpoint> = {
  visitor: { ip: string; userAgent: string; requestId: string };
  input: InputOf<E>;
  now: Date;
};

/** Handlers of what anybody may call. */
export type PublicHandlers = {
  [N in PublicName]: (call: PublicCall<Endpoints[N]>) => Promise<z.input<Endpoints[N]["output"]>>;
};
