import type { FastifyInstance } from "fastify";
import { can } from "@/lib/domain/access";
import { isFailure } from "@/lib/domain/failure";
import { type ApiRequest, addressOf, apiEndpoints, apiRequestOf } from "./api-requests";
import { inputOf } from "./input-of";
import { type PortalAction, portalActions } from "./portal-actions";
import { portalReads } from "./portal-reads";
import type { Subjects } from "./subjects";
import type { Person } from "./two-tenants";

/** How an operation ended, in what a caller learns of it. */
export type Outcome = { refused: false; answer: unknown } | { refused: true; code: string; message: string };

/** Something that somebody can do: an endpoint, an action or a page. */
export type Operation = {
  name: string;
  /** Of an endpoint. */
  path?: string;
  /** Whether it may change something, so that it is not simply done twice. */
  isChange: boolean;
  /** An input, or undefined when none of its form was found. */
  input: (subjects: Subjects) => unknown;
  run: (person: Person, input: unknown) => Promise<Outcome>;
  /** Whether the role table says that the answer must be a refusal. */
  mustRefuse: (person: Person) => boolean;
};

/** Everything that a person or a program of a tenant can do, found where the product declares it. */
export async function allOperations(api: FastifyInstance): Promise<Operation[]> {
  const actions = (await portalActions()).map(actionOperation);
  const reads = portalReads.map(
    ({ name, schema, read }): Operation => ({
      name: `page ${name}`,
      isChange: false,
      input: (subjects) => inputOf(schema, subjects),
      run: (person, input) => outcomeOf(() => read(person.caller, input)),
      mustRefuse: () => false,
    }),
  );
  return [...apiEndpoints.map((endpoint) => apiOperation(api, endpoint)), ...actions, ...reads];
}

function actionOperation({ name, schema, work }: PortalAction): Operation {
  return {
    name: `action ${name}`,
    isChange: true,
    input: (subjects) => inputOf(schema, subjects),
    run: (person, input) => outcomeOf(() => work(person.caller, schema.parse(input))),
    mustRefuse: () => false,
  };
}

function apiOperation(api: FastifyInstance, endpoint: (typeof apiEndpoints)[number]): Operation {
  const { access, tokenKinds = ["api"] } = endpoint;
  return {
    name: `API ${endpoint.name}`,
    path: endpoint.path,
    isChange: !(endpoint.input.kind === "list" || endpoint.methods.every((method) => method === "GET")),
    input: (subjects) => apiRequestOf(endpoint, subjects),
    run: async ({ secret }, input) => {
      const request = input as ApiRequest;
      const { statusCode, payload } = await api.inject({
        method: request.method,
        url: addressOf(request),
        headers: { authorization: `Token ${secret}` },
        payload: JSON.stringify(request.body),
      });
      if (statusCode >= 500) throw new Error(`${endpoint.name} answered ${statusCode}: ${payload}`);
      return statusCode < 400
        ? { refused: false, answer: payload }
        : { refused: true, code: String(statusCode), message: payload };
    },
    mustRefuse: ({ caller }) =>
      !tokenKinds.includes("api") ||
      (access !== "public" && access !== "any-token" && !can({ role: caller.principal.role }, access)),
  };
}

/** Refusals are outcomes; a bug is thrown on. What asks the web for its host or cookies is tested over HTTP. */
async function outcomeOf(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { refused: false, answer: await run() };
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message.includes("outside a request scope"))
      return { refused: true, code: "web", message: "" };
    if (!isFailure(thrown)) throw thrown;
    return { refused: true, code: thrown.code, message: thrown.publicMessage };
  }
}
