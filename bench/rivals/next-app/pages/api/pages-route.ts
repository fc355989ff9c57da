import type { NextApiRequest, NextApiResponse } from "next";
import { verifierOf } from "../../../core";

const verify = verifierOf(process.env.RIVAL_SECRET ?? "", process.env.RIVAL_PAYLOAD ?? "");

export default function handler(request: NextApiRequest, response: NextApiResponse): void {
  const payload = verify(request.headers.authorization);
  if (payload === null) {
    response.status(401).end();
    return;
  }
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.status(200).send(payload);
}
