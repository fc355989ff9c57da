/**
 * Rejects when an answer takes longer than this. A process that was itself held up, say because it loaded the code of a
 * page, meets its overdue timers first when it goes on, and what came meanwhile only after them: so that is read before an
 * answer is called late.
 * @throws Error when it is late; what `answer` rejects with
 */
export function answerWithin<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`the database did not answer within ${milliseconds} ms`));
    const timer = setTimeout(() => setImmediate(late), milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
