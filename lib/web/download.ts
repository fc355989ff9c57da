/**
 * A response that the browser saves as a file. Pieces are asked for one at a time, as fast as the client takes them, and
 * no more once it goes away.
 * @param file.fileName in ASCII without quotes
 */
export function downloadOf(pieces: AsyncGenerator<string>, file: { fileName: string; contentType: string }): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": `${file.contentType}; charset=utf-8`,
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "cache-control": "private, no-store",
    },
  });
}

/** A file that is in memory whole. */
export async function* wholeFile(text: string): AsyncGenerator<string> {
  yield text;
}
