import { notFound } from "next/navigation";
import { isFailure } from "../domain/failure";
import { log } from "../log";
import { requestOf } from "./request";

/**
 * Awaits what a page shows. What is not there becomes the not-found page; anything else that goes wrong is logged and
 * carries the request id as its digest, which is all that the error page learns of it and what finds it in the log.
 */
export async function pageData<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    if (isFailure(thrown) && thrown.code === "not-found") notFound();
    const { requestId } = await requestOf();
    log().error(
      {
        requestId,
        error: thrown instanceof Error ? thrown.stack : String(thrown),
      },
      "a page failed",
    );
    throw Object.assign(new Error("a page failed", { cause: thrown }), {
      digest: requestId,
    });
  }
}
