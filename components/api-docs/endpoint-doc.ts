/** What the documentation shows of an endpoint: plain rows, printed from the API's contract. */
export type FieldRow = { name: string; type: string; meaning: string };
export type FilterRow = FieldRow & { operators: string[]; aliases: string[] };
export type ErrorRow = { status: number; when: string };
export type EndpointLink = { name: string; title: string };

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
  request: string;
  response: string;
  answerFields: FieldRow[];
  answerAs: EndpointLink | null;
  errors: readonly ErrorRow[];
};

export type EndpointGroup = { group: string; endpoints: readonly DocumentedEndpoint[] };
