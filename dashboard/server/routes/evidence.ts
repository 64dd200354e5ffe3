/**
 * Bytes out of the evidence store. They came from adversaries: only known picture formats go out as pictures, everything
 * else as plain text, never sniffed, in a sandbox of its own.
 */
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { CaptureId, Sha256 } from "../../../domain/words.ts";
import { permit } from "../auth/sessions.ts";
import { orMissing } from "../problems.ts";
import { idParams, type Routes } from "./route.ts";

const signatures: readonly (readonly [string, (bytes: Uint8Array) => boolean])[] = [
  ["image/png", (b) => startsWith(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ["image/jpeg", (b) => startsWith(b, [0xff, 0xd8, 0xff])],
  ["image/webp", (b) => startsWith(b, [0x52, 0x49, 0x46, 0x46]) && b[8] === 0x57 && b[9] === 0x45 && b[10] === 0x42 && b[11] === 0x50],
  ["image/gif", (b) => startsWith(b, [0x47, 0x49, 0x46, 0x38])],
];

export const evidenceRoutes: Routes = (app, { storage }) => {
  app.get(
    "/evidence/:sha256",
    { preHandler: permit("leads.read"), schema: { params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/u) }) } },
    async (request, reply) => hand(reply, orMissing(await storage.evidence.get(Sha256(request.params.sha256)))),
  );

  app.get("/captures/:id/screenshot", { preHandler: permit("leads.read"), schema: { params: idParams } }, async (request, reply) => {
    const capture = orMissing(await storage.listings.getCapture(CaptureId(request.params.id)));
    return hand(reply, orMissing(await storage.evidence.get(orMissing(capture.screenshot))));
  });
};

function hand(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  const picture = signatures.find(([, matches]) => matches(bytes))?.[0];
  return reply
    .header("content-type", picture ?? "text/plain; charset=utf-8")
    .header("content-security-policy", "sandbox; default-src 'none'")
    .header("x-content-type-options", "nosniff")
    .header("cache-control", "private, max-age=31536000, immutable")
    .send(Buffer.from(bytes));
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
