import { PrismaPg } from "@prisma/adapter-pg";

type PgTransaction = Awaited<ReturnType<Awaited<ReturnType<PrismaPg["connect"]>>["startTransaction"]>>;

/**
 * Prisma's adapter for pg, whose transactions give their connection one statement after another. Prisma asks for the
 * relations of a row all at once; pg queues that today with a deprecation warning, and refuses it from version 9 on. Not
 * needed any more once the adapter does the same (prisma/orm pull request 29979).
 */
export class OneAtATimePg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => oneAtATime(await start(isolationLevel));
    return adapter;
  }
}

function oneAtATime(transaction: PgTransaction): PgTransaction {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn =
    <Query, Answer>(ask: (query: Query) => Promise<Answer>) =>
    (query: Query): Promise<Answer> => {
      const answer = last.then(() => ask(query));
      last = answer.catch(() => undefined);
      return answer;
    };
  return Object.assign(transaction, {
    queryRaw: inTurn(transaction.queryRaw.bind(transaction)),
    executeRaw: inTurn(transaction.executeRaw.bind(transaction)),
  });
}
