/** What the documentation shows of an endpoint: plain rows, printed from the API's contract. */
export type FieldRow = { name: string; type: string; meaning: string };
export type FilterRow = FieldRow & { operators: string[]; aliases: string[] };
export type ErrorRow = { status: number; when: string };
export type EndpointLink = { name: string; title: string; href: string };

/** A call that the page offers to change and to send. */
export type CallTrial = {
  method: string;
  /** With its query, below the origin. */
  path: string;
  needsToken: boolean;
  /** JSON text, or null where the call has no body. */
  body: string | null;
  isChange: boolean;
};

export type DocumentedEndpoint = EndpointLink & {
  summary: string;
  methods: string[];
  path: string;
  aliases: string[];
  /** A permission, or `any-token`, or `public`. */
  access: string;
  parameters: FieldRow[];
  fields: FieldRow[];
  filters: FilterRow[];
  filtersAs: EndpointLink | null;
  sortFields: string[];
  scannable: boolean;
  /** The example's call in each language. */
  examples: Record<"curl" | "python" | "node", string>;
  trial: CallTrial;
  response: string;
  answerFields: FieldRow[];
  answerAs: EndpointLink | null;
  errors: readonly ErrorRow[];
  /** Statuses of the refusals that all endpoints share and this one has too. */
  sharedErrors: readonly number[];
};

/** A group of endpoints, with the page on which it stands. */
export type EndpointGroup = { group: string; href: string; endpoints: readonly EndpointLink[] };
